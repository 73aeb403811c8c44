/** @import { Store } from "../state/store.js" */
/** @import { Screen } from "../types/state.js" */

/**
 * The screen that a URL opens, before anything else is read from it (`docs/links.md`).
 *
 * @param {string} fragment  with or without `#`
 * @returns {Screen}
 */
export function screenOf(fragment) {
  const pairs = fragment.replace(/^#/, "").split("&").filter(Boolean);
  return pairs.length === 0 || pairs.includes("screen=opening") ? "opening" : "play";
}

/** Where two figures stand low and wide, one above the other: phones, as in `styles/narrow.css`. */
const PHONE = "(max-width: 720px)";

/**
 * Draws the figures as strands on the first screen, and two networks' in projector mode and on phones.
 *
 * @param {Store} store
 * @param {Document} page
 */
export function followStrands(store, page) {
  const phone = matchMedia(PHONE);
  const apply = () => {
    const { screen, projector, twin } = store.state;
    const strand = screen === "opening" || (twin !== null && (projector || phone.matches));
    for (const figure of page.querySelectorAll("figure-panel")) Object.assign(figure, { strand });
  };
  store.on(["screen", "projector", "twin"], apply);
  phone.addEventListener("change", apply);
  apply();
}
