import { LOCALE_STATUS_EVENT, msg } from "@lit/localize";

/** Labels the page's landmarks in its language, now and after every change of language. */
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
}
