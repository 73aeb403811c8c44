import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { Panel, shared } from "../panels/panel.js";
import { measured, short } from "./numbers.js";
import { tabbed } from "./styles.js";

/** @import { Context } from "../panels/panel.js" */
/** @import { Evidence, ExperimentRow, Experiment } from "./types.js" */

/** What each kind of agreement means where a row holds. */
const AGREEMENTS = {
  "theorem check": "must hold, as mathematics says",
  "reproduces the number": "comes out as published",
  "reproduces the direction": "comes out in the published order",
};

/** The experiments: ours beside the references, what holds, and what does not. */
export class EvidenceTab extends Panel {
  static keys = /** @type {const} */ (["evidence"]);

  static styles = [
    shared,
    tabbed,
    css`
      section {
        margin-bottom: var(--gap-4);
      }
      td.text {
        white-space: normal;
        max-width: 22rem;
      }
      ul {
        margin: var(--gap-1) 0;
        padding-left: var(--gap-4);
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const evidence = store.get("evidence");
    if (!evidence) return html`<p role="status">Asking for the experiments…</p>`;
    if (evidence.failure !== null) {
      return html`<p class="error" role="alert">${evidence.failure}</p>`;
    }
    return html`
      <p class="saying">${tally(evidence)}</p>
      ${evidence.experiments.map((experiment) => this.experiment(experiment))}
    `;
  }

  /** @param {Experiment} experiment */
  experiment({ name, title, question, record }) {
    return html`
      <section aria-label=${title} data-experiment=${name}>
        <h3>${title}</h3>
        <p>${question}</p>
        ${
          record
            ? html`
                <p class="quiet">
                  A row that holds here ${AGREEMENTS[record.agreement] ?? record.agreement}
                  (${record.agreement}).
                </p>
                <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
                  ${this.table(record.rows)}
                </div>
                ${
                  record.remarks.length
                    ? html`<ul>
                        ${record.remarks.map((remark) => html`<li>${remark}</li>`)}
                      </ul>`
                    : nothing
                }
                <p class="small">
                  Tried: ${record.grid}. Seeds ${record.seeds.join(", ") || "none"}.
                  ${Object.entries(record.networks).map(
                    ([network, sha256]) => html`${network} ${short(sha256)} `,
                  )}
                  Source: ${record.source}
                </p>
              `
            : html`<p class="quiet">No record is kept of it yet.</p>`
        }
      </section>
    `;
  }

  /** @param {ExperimentRow[]} rows */
  table(rows) {
    return html`
      <table>
        <caption class="unseen">
          What was measured, what it is held against, and whether it holds
        </caption>
        <thead>
          <tr>
            <th scope="col" class="text">measured</th>
            <th scope="col">ours</th>
            <th scope="col">reference</th>
            <th scope="col">chance</th>
            <th scope="col" class="text">over</th>
            <th scope="col" class="text">must hold</th>
            <th scope="col" class="text">holds</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`
              <tr>
                <th scope="row" title=${row.values.join(", ")}>${row.name}</th>
                <td>
                  ${measured(row.mean)}${
                    row.spread === null ? nothing : html` ± ${measured(row.spread)}`
                  }
                </td>
                <td>${row.reference === null ? "" : measured(row.reference)}</td>
                <td>${row.chance === null ? "" : measured(row.chance)}</td>
                <td class="text">${row.values.length} ${row.over}</td>
                <td class="text">${row.bar}</td>
                <td class="text ${row.holds ? "" : "differs"}" data-holds>
                  ${row.holds ? "yes" : "does not match"}
                </td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

/**
 * How many rows hold, in words.
 *
 * @param {Evidence} evidence
 */
function tally({ experiments }) {
  const rows = experiments.flatMap(({ record }) => record?.rows ?? []);
  const without = experiments.filter(({ record }) => !record).length;
  const held = rows.filter(({ holds }) => holds).length;
  const left = without
    ? ` ${without} of ${experiments.length} experiments have no record yet.`
    : "";
  return `${held} of ${rows.length} measured rows hold.${left}`;
}

customElements.define("evidence-tab", EvidenceTab);
