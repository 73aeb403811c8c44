import { errorText } from "../../i18n/error-messages.js";
import { msg, str } from "@lit/localize";
import { flowing, named } from "../../i18n/locale.js";
import { css, html, nothing } from "lit";
import { Panel, shared } from "../../ui/panel.js";
import { details } from "../details.js";
import {
  agreementName,
  agreementText,
  MARKS,
  OPEN,
  verdictOf,
  verdictText,
} from "../evidence-texts.js";
import { headline } from "../headline.js";
import { measured, short } from "../number-format.js";
import { tabbed } from "../styles.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Evidence, ExperimentRow, Experiment, Verdict } from "../../types/lab.js" */

/** The experiments: our results with their intervals, beside the references, and whether they hold. */
export class EvidenceTab extends Panel {
  static keys = /** @type {const} */ (["evidence"]);

  static styles = [
    shared,
    tabbed,
    css`
      .claim {
        margin: 0;
      }
      .claim summary {
        display: grid;
        grid-template-columns: 1.25rem minmax(0, 1fr) auto auto;
        gap: var(--gap-2);
        align-items: baseline;
        color: var(--text);
        font-size: var(--body);
      }
      .claim summary::after {
        content: "▸";
        color: var(--quiet);
      }
      .claim [open] summary::after {
        content: "▾";
      }
      .mark-holds {
        font-weight: 700;
      }
      .claim th[scope="row"] {
        color: var(--text);
        overflow-wrap: anywhere;
      }
      .claim :is(th, td) .quiet {
        display: block;
      }
      .claim tbody tr {
        border-top: 1px solid var(--line);
      }
      .claim th,
      .claim td {
        padding: var(--gap-1);
        vertical-align: top;
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
    const rows = evidence.experiments.flatMap(({ record }) => record?.rows ?? []);
    const open = rows.filter(({ agreement }) => OPEN.includes(agreement));
    return html`
      ${headline(counted(open), tally(evidence))} ${kinds(evidence)}
      ${evidence.experiments.map((experiment) => this.experiment(experiment))}
    `;
  }

  /** @param {Experiment} experiment */
  experiment({ name, title, question, record }) {
    const rows = record?.rows ?? [];
    const verdict = verdictOf(rows);
    return html`<div class="claim" data-experiment=${name}>
      ${details(
        `evidence-${name}`,
        html`
          <p>${named(question)}</p>
          ${record ? this.record(record) : html`<p class="quiet">${msg("No record yet.")}</p>`}
        `,
        html`<span class="mark-holds ${record && verdict === "fails" ? "differs" : ""}"
            >${
              record
                ? html`<span aria-hidden="true">${MARKS[verdict]}</span
                    ><span class="unseen">${verdictText(verdict)}</span>`
                : html`<span aria-hidden="true">–</span>`
            }</span
          ><span>${named(title)}</span>
          <strong class="number" data-count>${record ? counted(rows) : nothing}</strong>`,
      )}
    </div>`;
  }

  /** @param {NonNullable<Experiment["record"]>} record */
  record({ rows, remarks, grid, seeds, networks, source }) {
    return html`
      <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
        ${this.table(rows)}
      </div>
      ${
        remarks.length
          ? html`<ul>
              ${remarks.map((remark) => html`<li>${named(remark)}</li>`)}
            </ul>`
          : nothing
      }
      <p class="small">
        ${
          rows.some(({ interval }) => interval)
            ? msg(
                "Below a number is its 95% interval, over training seeds and held-out handwriting; ± is the standard deviation over seeds.",
              )
            : nothing
        }
        ${msg(str`Tried: ${named(grid)}. Seeds ${seeds.join(", ") || msg("none")}.`)}
        ${Object.entries(networks).map(([network, sha256]) => html`${this.titleOf(network)} ${short(sha256)}. `)}
        ${msg(str`Source: ${named(source)}`)}
      </p>
    `;
  }

  /**
   * A network's title; its id if this server does not hold it.
   *
   * @param {string} id
   */
  titleOf(id) {
    const card = this.requiredContext.cards.find((each) => each.id === id);
    return named(card?.title ?? id);
  }

  /**
   * A text with networks' titles instead of their ids.
   *
   * @param {string} text
   */
  readable(text) {
    // The longest first, since an id may begin with another.
    const ids = this.requiredContext.cards.map(({ id }) => id).sort((a, b) => b.length - a.length);
    if (ids.length === 0) return text;
    return text.replaceAll(new RegExp(ids.join("|"), "g"), (id) => this.titleOf(id));
  }

  /**
   * What a number rests on, and its criterion.
   *
   * @param {ExperimentRow} row
   */
  basis({ values, spread, over, bar }) {
    const criterion = msg(str`criterion: ${named(bar)}`);
    if (values.length === 0) return criterion;
    const count = `${values.length} ${named(over)}`;
    const around = spread === null ? count : html`${count} ± ${measured(spread)}`;
    return html`${around}; ${criterion}`;
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
            <th scope="col" class="text">${msg("verdict")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`
              <tr>
                <th scope="row" title=${row.values.join(", ")}>
                  ${this.readable(named(row.name))} <span class="quiet">${this.basis(row)}</span>
                </th>
                <td>${measured(row.mean)} ${this.beside(row)}</td>
                <td class="text">
                  <span class=${row.verdict === "fails" ? "differs" : ""} data-verdict
                    >${verdictText(row.verdict)}</span
                  >
                  <span class="quiet" data-kind>${agreementName(row.agreement)}</span>
                </td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }

  /**
   * The numbers to read beside a mean: its interval, the published value, and that of guessing.
   *
   * @param {ExperimentRow} row
   */
  beside({ interval, reference, chance }) {
    return html`
      ${
        interval
          ? html`<span class="quiet" data-interval
              >${measured(interval.low)} – ${measured(interval.high)}</span
            >`
          : nothing
      }
      ${
        reference === null
          ? nothing
          : html`<span class="quiet">${msg("reference")} ${measured(reference)}</span>`
      }
      ${
        chance === null
          ? nothing
          : html`<span class="quiet">${msg("chance")} ${measured(chance)}</span>`
      }
    `;
  }
}

/**
 * How many rows hold, of how many, as in `13/14`.
 *
 * @param {ExperimentRow[]} rows
 */
function counted(rows) {
  return `${rows.filter(({ verdict }) => verdict === "holds").length}/${rows.length}`;
}

/**
 * What the number of rows that hold means.
 *
 * @param {Evidence} evidence
 */
function tally({ experiments }) {
  const rows = experiments.flatMap(({ record }) => record?.rows ?? []);
  const count = (/** @type {Verdict} */ one) =>
    rows.filter(({ verdict }) => verdict === one).length;
  const [open, failed] = [count("not told apart"), count("fails")];
  const without = experiments.filter(({ record }) => !record).length;
  return flowing([
    msg(
      "numbers that could have come out otherwise meet their criterion. We set the criteria ourselves.",
    ),
    ...(open
      ? [
          msg(
            str`Not told apart: ${open}. There, other trainings or other handwriting could have given the opposite.`,
          ),
        ]
      : []),
    ...(failed ? [msg(str`Fail: ${failed}.`)] : []),
    ...(without
      ? [msg(str`${without} of ${experiments.length} experiments have no record yet.`)]
      : []),
  ]);
}

/**
 * How many rows hold of each kind, and what that shows.
 *
 * @param {Evidence} evidence
 */
function kinds({ experiments }) {
  const all = experiments.flatMap(({ record }) => record?.rows ?? []);
  const given = new Set(all.map(({ agreement }) => agreement));
  return html`<ul data-kinds>
    ${[...new Set([...OPEN, ...given])]
      .filter((kind) => given.has(kind))
      .map((kind) => {
        const rows = all.filter(({ agreement }) => agreement === kind);
        return html`<li data-agreement=${kind}>
          <strong class="number">${counted(rows)}</strong> ${agreementName(kind)}:
          ${agreementText(kind)}
        </li>`;
      })}
  </ul>`;
}

customElements.define("evidence-tab", EvidenceTab);

/** @type {Tab} */
export const tab = {
  id: "evidence",
  title: () => msg("Evidence"),
  show: (context) => html`<evidence-tab .context=${context}></evidence-tab>`,
};
