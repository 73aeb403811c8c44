import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { fileSize } from "../i18n/locale.js";
import { isShown, wanted } from "../own/missing.js";

/** @import { Store } from "../state/store.js" */
/** @import { Sending } from "../types/state.js" */

/** Texts of steps in which a visitor's own network is brought. */

/**
 * How much of a file is sent.
 *
 * @param {Sending} sending
 */
export function sendingText({ sent, total }) {
  const reads = sent >= total;
  return html`
    <p id="progress">
      ${
        reads
          ? msg("Reading the network and measuring its volumes…")
          : sent > 0
            ? msg(str`${fileSize(sent, 1)} of ${fileSize(total, 1)} sent`)
            : msg("The file is being sent.")
      }
    </p>
    <progress
      aria-labelledby="progress"
      max="1"
      value=${reads ? nothing : Math.max(sent / total, 0.01)}
    ></progress>
    <p class="unseen" role="status">
      ${reads ? msg("The server reads the network.") : msg("The file is being sent.")}
    </p>
  `;
}

/**
 * Which network is missing, and what is seen instead.
 *
 * @param {Store} store
 */
export function missingText(store) {
  const network = wanted(store);
  if (!network) return nothing;
  const title = network.options.title ?? network.id;
  const more = store.get("linked").filter(({ missing }) => missing).length > 1;
  return html`
    <p role="alert">${sentence(title, isShown(store, network), network.side === "twin")}</p>
    <p class="quiet number">${network.id}</p>
    <p>
      ${msg("If you have the file, bring it: all else stays as it is.")}
      ${more ? msg("The second missing network is asked for after it.") : nothing}
    </p>
  `;
}

/**
 * @param {string} title
 * @param {boolean} shown  whether its last answer is still seen
 * @param {boolean} second
 */
function sentence(title, shown, second) {
  if (shown) {
    return second
      ? msg(
          html`Neither this server nor this browser has the file of <strong>${title}</strong> any
            more: it answers no changes. Without the file it is taken off the page.`,
        )
      : msg(
          html`Neither this server nor this browser has the file of <strong>${title}</strong> any
            more: it answers no changes. Without the file another network takes its place.`,
        );
  }
  return second
    ? msg(
        html`This link shows <strong>${title}</strong> as second network, which somebody brought.
          Neither this server nor this browser has its file, so it is left out.`,
      )
    : msg(
        html`This link shows <strong>${title}</strong>, a network that somebody brought. Neither
          this server nor this browser has its file, so another network stands in its place.`,
      );
}

/**
 * Says that a file is not that of the missing network.
 *
 * @param {string} file  its name
 */
export function otherText(file) {
  return html`<p class="error" role="alert">
      ${msg(html`<strong>${file}</strong> makes another network than the missing one.`)}
    </p>
    <p class="quiet">
      ${msg("It is another file, or the same network exported again. A link also leaves out long lists of classes, and then no file fits exactly.")}
    </p>`;
}
