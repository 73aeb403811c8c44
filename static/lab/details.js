import { msg } from "@lit/localize";
import { css, html } from "lit";

/** Names of the open disclosures, for as long as the page is open. @type {Set<string>} */
const OPEN = new Set();

/**
 * What waits behind *Details*: settings, tables and further charts of a tab.
 *
 * @param {string} name  unique in the laboratory
 * @param {unknown} content
 * @param {unknown} [summary]
 */
export function details(name, content, summary = msg("Details")) {
  return html`
    <details
      ?open=${OPEN.has(name)}
      data-details=${name}
      @toggle=${(/** @type {Event} */ event) => {
        const { open } = /** @type {HTMLDetailsElement} */ (event.currentTarget);
        if (open) OPEN.add(name);
        else OPEN.delete(name);
      }}
    >
      <summary>${summary}</summary>
      <div class="inner">${content}</div>
    </details>
  `;
}

export const detailsStyle = css`
  details {
    margin-top: var(--gap-3);
    border-top: 1px solid var(--line);
  }
  summary {
    padding-block: var(--gap-2);
    color: var(--quiet);
    cursor: pointer;
  }
  summary:hover {
    color: var(--text);
  }
  .inner {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap-3);
    padding-bottom: var(--gap-3);
  }
`;
