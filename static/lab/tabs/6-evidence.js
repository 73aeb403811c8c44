import { errorText } from "../../i18n/error-messages.js";
import { msg, str } from "@lit/localize";
import { flowing, named } from "../../i18n/locale.js";
import { css, html, nothing } from "lit";
import { Panel, shared } from "../../ui/panel.js";
import { measured, short } from "../number-format.js";
import { tabbed } from "../styles.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Evidence, ExperimentRow, Experiment } from "../../types/lab.js" */

/** The experiments: our results beside the references, and whether they hold. */
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
    if (!evidence) return html`<p role="status">${msg("Loading the experiments…")}</p>`;
    if (evidence.failure !== null) {
      return html`<p class="error" role="alert">${errorText(evidence.failure)}</p>`;
    }
    return html`
      <p class="sentence">${tally(evidence)}</p>
      ${evidence.experiments.map((experiment) => this.experiment(experiment))}
    `;
  }

  /** @param {Experiment} experiment */
  experiment({ name, title, question, record }) {
    return html`
      <section aria-label=${named(title)} data-experiment=${name}>
        <h3>${named(title)}</h3>
        <p>${named(question)}</p>
        ${
          record
            ? html`
                <p class="quiet">${agreementText(record.agreement)}</p>
                <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
                  ${this.table(record.rows)}
                </div>
                ${
                  record.remarks.length
                    ? html`<ul>
                        ${record.remarks.map((remark) => html`<li>${named(remark)}</li>`)}
                      </ul>`
                    : nothing
                }
                <p class="small">
                  ${msg(str`Tried: ${named(record.grid)}. Seeds ${record.seeds.join(", ") || msg("none")}.`)}
                  ${Object.entries(record.networks).map(
                    ([network, sha256]) => html`${network} ${short(sha256)} `,
                  )}
                  ${msg(str`Source: ${named(record.source)}`)}
                </p>
              `
            : html`<p class="quiet">${msg("No record yet.")}</p>`
        }
      </section>
    `;
  }

  /** @param {ExperimentRow[]} rows */
  table(rows) {
    return html`
      <table>
        <caption class="unseen">
          ${msg("What was measured, what it is held against, and whether it holds")}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="text">${msg("measured")}</th>
            <th scope="col">${msg("ours")}</th>
            <th scope="col">${msg("reference")}</th>
            <th scope="col">${msg("chance")}</th>
            <th scope="col" class="text">${msg("over")}</th>
            <th scope="col" class="text">${msg("must hold")}</th>
            <th scope="col" class="text">${msg("holds")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`
              <tr>
                <th scope="row" title=${row.values.join(", ")}>${named(row.name)}</th>
                <td>
                  ${measured(row.mean)}${
                    row.spread === null ? nothing : html` ± ${measured(row.spread)}`
                  }
                </td>
                <td>${row.reference === null ? "" : measured(row.reference)}</td>
                <td>${row.chance === null ? "" : measured(row.chance)}</td>
                <td class="text">${row.values.length} ${named(row.over)}</td>
                <td class="text">${named(row.bar)}</td>
                <td class="text ${row.holds ? "" : "differs"}" data-holds>
                  ${row.holds ? msg("yes") : msg("does not match")}
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
 * Text on how many rows hold.
 *
 * @param {Evidence} evidence
 */
function tally({ experiments }) {
  const rows = experiments.flatMap(({ record }) => record?.rows ?? []);
  const without = experiments.filter(({ record }) => !record).length;
  const held = rows.filter(({ holds }) => holds).length;
  return flowing([
    msg(str`${held} of ${rows.length} measured rows hold.`),
    ...(without
      ? [msg(str`${without} of ${experiments.length} experiments have no record yet.`)]
      : []),
  ]);
}

/**
 * Text on what a row that holds shows.
 *
 * @param {string} agreement
 */
function agreementText(agreement) {
  switch (agreement) {
    case "theorem check":
      return msg("A row that holds here must hold, as mathematics says (theorem check).");
    case "reproduces the number":
      return msg("A row that holds here comes out as published (reproduces the number).");
    case "reproduces the direction":
      return msg(
        "A row that holds here comes out in the published order (reproduces the direction).",
      );
    default:
      return named(agreement);
  }
}

customElements.define("evidence-tab", EvidenceTab);

/** @type {Tab} */
export const tab = {
  id: "evidence",
  title: () => msg("Evidence"),
  show: (context) => html`<evidence-tab .context=${context}></evidence-tab>`,
};
