import tokens from "../styles/tokens.css?raw";

/** Style of the element itself; its panels have their own. */
const OWN = `
:host {
  display: block;
  width: 100%;
  height: 26rem;
  overflow: hidden;
  background: var(--stage);
  color: var(--text);
  font: var(--body) / 1.45 var(--font);
  letter-spacing: normal;
  text-align: start;
  text-indent: 0;
  text-transform: none;
  white-space: normal;
  --canvas: 11rem;
}
/* Follows the host page's colour scheme, unless a theme is set. */
:host(:not([data-theme])) {
  color-scheme: inherit;
}
:host([hidden]) {
  display: none;
}
.frame {
  container-type: inline-size;
  height: 100%;
}
.content {
  display: grid;
  grid-template: auto minmax(0, 1fr) / auto minmax(0, 1fr);
  height: 100%;
}
p {
  grid-column: 1 / -1;
  max-height: 9rem;
  margin: 0;
  padding: var(--gap-2) var(--gap-4);
  overflow: auto;
  overflow-wrap: anywhere;
  background: var(--raised);
  color: var(--bad);
}
p > span {
  display: block;
}
p > .notice {
  color: var(--text);
}
p[hidden] {
  display: none;
}
scene-panel {
  grid-area: 2 / 1;
  width: calc(var(--canvas) + 2 * var(--gap-4));
  padding: var(--gap-4);
  box-sizing: border-box;
  overflow: auto;
  background: var(--panel);
}
figure-panel {
  grid-area: 2 / 2;
  min-width: 0;
}
/* On narrow screens the canvas is below the figure. */
@media (max-width: 640px) {
  :host([controls]) {
    height: 36rem;
  }
}
@container (max-width: 36rem) {
  .content {
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
  }
  scene-panel {
    grid-area: 3 / 1;
    width: 100%;
    padding-block: var(--gap-2);
  }
  figure-panel {
    grid-area: 2 / 1;
  }
}
.printed {
  display: none;
}
@media print {
  :host {
    height: auto;
    background: none;
    break-inside: avoid;
  }
  .content:has(.printed) figure-panel {
    display: none;
  }
  .printed {
    display: block;
    grid-area: 2 / 2;
    max-width: 100%;
    max-height: 120mm;
    margin: auto;
  }
}
`;

/** The style sheet of every element: the page's tokens, set on the element in place of the document. */
export function embedStyle() {
  const sheet = new CSSStyleSheet();
  const own = tokens.replaceAll(/:root(\[[^\]]*\])/g, ":host($1)").replaceAll(":root", ":host");
  sheet.replaceSync(own + OWN);
  return sheet;
}
