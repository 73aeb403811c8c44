import { msg } from "@lit/localize";
import { Server } from "../server/base-url.js";
import { own } from "./failure-reason.js";

/** @import { AppError } from "../types/state.js" */

/**
 * The server of an embedded figure.
 *
 * @param {string} text  its base URL, absolute or relative to the page's
 * @param {() => string|null} token  the present one
 * @param {(reason: AppError) => void} refused  called when the server refuses that token
 * @returns {Server|null}  null if the text is no http or https URL
 */
export function serverOf(text, token, refused) {
  const url = parsed(text.endsWith("/") ? text : `${text}/`);
  if (!url) return null;
  const ask = () => {
    refused(
      own(
        token() === null
          ? msg("The server wants its token: expected it as the property token; got none.")
          : msg("The server wants its token: expected it as the property token; got another one."),
      ),
    );
    return false;
  };
  return new Server(url.href, { known: token, ask });
}

/**
 * @param {string} text
 * @returns {URL|null}  null if it is no http or https URL
 */
function parsed(text) {
  if (!URL.canParse(text, document.baseURI)) return null;
  const url = new URL(text, document.baseURI);
  return /^https?:$/.test(url.protocol) ? url : null;
}
