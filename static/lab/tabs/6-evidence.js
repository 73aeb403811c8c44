import { errorText } from "../../i18n/error-messages.js";
import { msg, str } from "@lit/localize";
import { flowing, named } from "../../i18n/locale.js";
import { css, html, nothing } from "lit";
import { Panel, shared } from "../../ui/panel.js";
import { details } from "../details.js";
import { headline } from "../headline.js";
import { measured, short } from "../number-format.js";
import { tabbed } from "../styles.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Agreement, Evidence, ExperimentRow, Experiment } from "../../types/lab.js" */

/** The experiments: our results beside the references, and whether they hold. */
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
      .claim th .quiet {
        display: block;
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
    return html`
      ${headline(counted(rows), tally(evidence))} ${kinds(evidence)}
      ${evidence.experiments.map((experiment) => this.experiment(experiment))}
    `;
  }

  /** @param {Experiment} experiment */
  experiment({ name, title, question, record }) {
    const rows = record?.rows ?? [];
    const holds = rows.every((row) => row.holds);
    return html`<div class="claim" data-experiment=${name}>
      ${details(
        `evidence-${name}`,
        html`
          <p>${named(question)}</p>
          ${record ? this.record(record) : html`<p class="quiet">${msg("No record yet.")}</p>`}
        `,
        html`<span class="mark-holds ${record && !holds ? "differs" : ""}"
            >${
              record
                ? html`<span aria-hidden="true">${holds ? "✓" : "✗"}</span
                    ><span class="unseen">${holds ? msg("holds") : msg("does not match")}</span>`
                : html`<span aria-hidden="true">–</span>`
            }</span
          ><span>${named(title)}</span>
          <strong class="number" data-count>${record ? counted(rows) : nothing}</strong>`,
      )}
    </div>`;
  }

  /** @param {NonNullable<Experiment["record"]>} record */
  record({ agreement, rows, remarks, grid, seeds, networks, source }) {
    return html`
      <p class="quiet">${agreementText(agreement)}</p>
      <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
        ${this.table(rows, agreement)}
      </div>
      ${
        remarks.length
          ? html`<ul>
              ${remarks.map((remark) => html`<li>${named(remark)}</li>`)}
            </ul>`
          : nothing
      }
      <p class="small">
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
   * @param {ExperimentRow[]} rows
   * @param {Agreement} agreement
   */
  table(rows, agreement) {
    const columns = {
      reference: rows.some(({ reference }) => reference !== null),
      chance: rows.some(({ chance }) => chance !== null),
    };
    return html`
      <table>
        <caption class="unseen">
          ${msg("What was measured, what it is held against, and whether it holds")}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="text">${msg("measured")}</th>
            <th scope="col">${msg("ours")}</th>
            ${columns.reference ? html`<th scope="col">${msg("reference")}</th>` : nothing}
            ${columns.chance ? html`<th scope="col">${msg("chance")}</th>` : nothing}
            <th scope="col" class="text">${msg("kind")}</th>
            <th scope="col" class="text">${msg("holds")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`
              <tr>
                <th scope="row" title=${row.values.join(", ")}>
                  ${this.readable(named(row.name))}
                  <span class="quiet"
                    >${msg(str`${row.values.length} ${named(row.over)}; criterion: ${named(row.bar)}`)}</span
                  >
                </th>
                <td>
                  ${measured(row.mean)}${
                    row.spread === null ? nothing : html` ± ${measured(row.spread)}`
                  }
                </td>
                ${
                  columns.reference
                    ? html`<td>${row.reference === null ? "" : measured(row.reference)}</td>`
                    : nothing
                }
                ${
                  columns.chance
                    ? html`<td>${row.chance === null ? "" : measured(row.chance)}</td>`
                    : nothing
                }
                <td class="text" data-kind>${named(agreement)}</td>
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
 * How many rows hold, of how many, as in `13/14`.
 *
 * @param {ExperimentRow[]} rows
 */
function counted(rows) {
  return `${rows.filter(({ holds }) => holds).length}/${rows.length}`;
}

/**
 * What the number of rows that hold means.
 *
 * @param {Evidence} evidence
 */
function tally({ experiments }) {
  const without = experiments.filter(({ record }) => !record).length;
  return flowing([
    msg(
      "numbers meet their criterion. We set the criteria ourselves; some references are our own earlier measurements, with one training each.",
    ),
    ...(without
      ? [msg(str`${without} of ${experiments.length} experiments have no record yet.`)]
      : []),
  ]);
}

/**
 * How many rows hold of each kind of agreement, and what that shows.
 *
 * @param {Evidence} evidence
 */
function kinds({ experiments }) {
  const records = experiments.flatMap(({ record }) => record ?? []);
  return html`<ul data-kinds>
    ${[...new Set(records.map(({ agreement }) => agreement))].map((kind) => {
      const rows = records.filter(({ agreement }) => agreement === kind).flatMap((one) => one.rows);
      return html`<li data-agreement=${kind}>
        <strong class="number">${counted(rows)}</strong> ${named(kind)}
      </li>`;
    })}
  </ul>`;
}

/**
 * Text on what a row that holds shows.
 *
 * @param {Agreement} agreement
 */
function agreementText(agreement) {
  switch (agreement) {
    case "theorem check":
      return msg(
        "Exact rows must be exact, as mathematics says (theorem check); ranges off the lattice are our own earlier measurements.",
      );
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
