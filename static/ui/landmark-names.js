import { LOCALE_STATUS_EVENT, msg } from "@lit/localize";

/** Names the parts of the page in its language, now and whenever that changes. */
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
