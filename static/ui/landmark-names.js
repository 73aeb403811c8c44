import { LOCALE_STATUS_EVENT, msg } from "@lit/localize";

/** Names the page's landmarks and its way home in its language, now and after every change of it. */
export function nameLandmarks() {
  name();
  addEventListener(LOCALE_STATUS_EVENT, ({ detail }) => {
    if (detail.status === "ready") name();
  });
}

function name() {
  const names = {
    ".left": msg("Scene"),
    ".centre": msg("Activation volumes"),
    ".right": msg("Inspector"),
  };
  for (const [selector, text] of Object.entries(names)) {
    document.querySelector(`main ${selector}`)?.setAttribute("aria-label", text);
  }
  document.querySelector("h1 a")?.setAttribute("title", msg("Back to the question"));
}
