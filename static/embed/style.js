import tokens from "../styles/tokens.css?inline";

/** What the element itself looks like; its panels bring their own style. */
const OWN = `
:host {
  display: flex;
  flex-wrap: wrap;
  height: 26rem;
  overflow: hidden;
  background: var(--stage);
  color: var(--text);
  font: var(--body) / 1.45 var(--font);
  border-radius: var(--radius);
}
:host([hidden]) {
  display: none;
}
scene-panel {
  flex: none;
  width: calc(var(--canvas) + 2 * var(--gap-4));
  max-width: 100%;
  height: 100%;
  padding: var(--gap-4);
  box-sizing: border-box;
  overflow: auto;
  background: var(--panel);
}
figure-panel {
  flex: 1 1 20rem;
  min-width: 0;
  height: 100%;
}
/* On a phone the figure comes below the canvas. */
@media (max-width: 640px) {
  :host([canvas]) {
    height: auto;
  }
  scene-panel {
    width: 100%;
    height: auto;
  }
  scene-panel + figure-panel {
    flex-basis: 100%;
    height: 20rem;
  }
}
p {
  flex: 1 0 100%;
  margin: 0;
  padding: var(--gap-2) var(--gap-4);
  background: var(--raised);
  color: var(--bad);
}
p[hidden] {
  display: none;
}
`;

/** The sheet of every element: the page's tokens, on the element in place of the document. */
export function embedStyle() {
  const sheet = new CSSStyleSheet();
  const own = tokens.replaceAll(/:root(\[[^\]]*\])/g, ":host($1)").replaceAll(":root", ":host");
  sheet.replaceSync(own + OWN);
  return sheet;
}
