import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { flowing, named } from "../i18n/locale.js";
import { measured, percent, protocolName, short } from "./number-format.js";
import { shareBars } from "./share-bars.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { ConsistencyResult } from "../types/lab.js" */

/** Rows of the table of results. @type {{ name: string, title: () => string, show: (result: ConsistencyResult) => unknown }[]} */
const ROWS = [
  {
    name: "consistency",
    title: () => msg("consistency"),
    show: ({ consistency }) => spread(consistency),
  },
  {
    name: "1-px instability",
    title: () => msg("1-px instability"),
    show: ({ instability }) => spread(instability),
  },
  {
    name: "change of the top score",
    title: () => msg("change of the top score"),
    show: ({ change }) => measured(change.mean),
  },
  { name: "accuracy", title: () => msg("accuracy"), show: ({ accuracy }) => measured(accuracy) },
  { name: "chance", title: () => msg("chance"), show: ({ chance }) => measured(chance) },
  {
    name: "protocol",
    title: () => msg("protocol"),
    show: ({ protocol }) => protocolName(protocol),
  },
  { name: "radius, px", title: () => msg("radius, px"), show: ({ radius }) => radius },
  { name: "pairs", title: () => msg("pairs"), show: ({ pairs }) => pairs },
  {
    name: "different samples",
    title: () => msg("different samples"),
    show: ({ samples }) => samples,
  },
  { name: "seed", title: () => msg("seed"), show: ({ seed }) => seed },
  { name: "weights", title: () => msg("weights"), show: ({ sha256 }) => short(sha256) },
];

/** Results with bars of their own, the newest. */
const SHOWN = 3;

/**
 * A result in a sentence that follows its consistency, with a warning if that is meaningless.
 *
 * @param {ConsistencyResult} result
 * @param {Pick<Context, "cards">} context
 */
export function consistencySentence({ model, consistency, accuracy, chance, constant }, context) {
  const title = titleOf(model, context);
  return html`${flowing([
    consistency.spread === null
      ? msg(str`of the pairs get the same answer from ${title}.`)
      : msg(
          html`of the pairs get the same answer from ${title} (± ${percent(consistency.spread)},
          standard deviation over groups of pairs).`,
        ),
    msg(
      html`The answer is right for ${percent(accuracy)}; guessing would be right for
      ${percent(chance)}.`,
    ),
    ...(accuracy < chance / 2
      ? [msg("That is below guessing: it does not guess, it mistakes them systematically.")]
      : []),
  ])}
  ${
    constant
      ? html`<strong class="differs">
          ${msg("It is a constant predictor: it gives one answer for everything, so its consistency means nothing.")}
        </strong>`
      : nothing
  } `;
}

/**
 * Consistency beside accuracy: steady is not right.
 *
 * @param {ConsistencyResult[]} results  the newest first
 * @param {Pick<Context, "cards">} context
 */
export function consistencyBars(results, context) {
  const shown = results.slice(0, SHOWN);
  const bars = shown.flatMap(({ model, consistency, accuracy, chance }) => {
    const of = shown.length > 1 ? `, ${titleOf(model, context)}` : "";
    return [
      { name: `${msg("Same answer")}${of}`, share: consistency.mean, spread: consistency.spread },
      { name: `${msg("Right answer")}${of}`, share: accuracy, chance, second: true },
    ];
  });
  return html`${shareBars(bars, msg("Consistency and accuracy"))}
    <p class="quiet">${msg("Dashed: what guessing would give. Line: standard deviation.")}</p>`;
}

/** The bars of a result that has not been measured yet. */
export function coming() {
  const names = [msg("Same answer"), msg("Right answer")];
  return shareBars(
    names.map((name) => ({ name, share: null })),
    msg("Consistency and accuracy"),
  );
}

/**
 * @param {string} id
 * @param {Pick<Context, "cards">} context
 */
function titleOf(id, { cards }) {
  return named(cards.find((card) => card.id === id)?.title ?? id);
}

/**
 * A column for each result.
 *
 * @param {ConsistencyResult[]} results
 * @param {Pick<Context, "cards">} context
 */
export function consistencyTable(results, context) {
  if (results.length === 0) return nothing;
  return html`
    <table data-table="consistency">
      <caption class="unseen">
        ${msg("Consistency and accuracy")}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="text">${msg("network")}</th>
          ${results.map(
            ({ model, constant }) =>
              html`<th scope="col">
                ${titleOf(model, context)}${constant ? html` <span class="differs">${msg("constant")}</span>` : nothing}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${ROWS.map(
          ({ name, title, show }) => html`
            <tr data-row=${name}>
              <th scope="row">${title()}</th>
              ${results.map((result) => html`<td>${show(result)}</td>`)}
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

/** @param {{ mean: number, spread: number|null }} measure */
function spread({ mean, spread: around }) {
  return html`${measured(mean)} ± ${measured(around)}`;
}
