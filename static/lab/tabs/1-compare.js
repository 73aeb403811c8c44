import { errorText } from "../../i18n/error-messages.js";
import { msg, str } from "@lit/localize";
import { flowing, named } from "../../i18n/locale.js";
import { css, html, nothing } from "lit";
import { Panel, shared } from "../../ui/panel.js";
import { pin } from "../../state/pin-scene.js";
import { details } from "../details.js";
import { headline } from "../headline.js";
import { measured, percent, protocolText, short } from "../number-format.js";
import { pathTable } from "../head-path-table.js";
import { best, isSamePlace, pathSentence, sentences } from "../comparison-sentences.js";
import { pathGhost, pathPicture, pathPictureStyle } from "../path-picture.js";
import { tabbed } from "../styles.js";
import { layerTable, volumeTable } from "../volume-table.js";
import { chanceOf } from "../../network/metrics.js";
import { shownUnits } from "../../network/shown-units.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Card } from "../../types/api.js" */
/** @import { ComparisonResult } from "../../types/lab.js" */

/** Compares the pinned scene A with the live scene B: counts of cells, displacements and paths. */
export class CompareTab extends Panel {
  static keys = /** @type {const} */ (["pinned", "scene", "comparison", "model"]);

  static styles = [
    shared,
    tabbed,
    pathPictureStyle,
    css`
      .volume td,
      .volume thead th {
        text-align: center;
        padding-inline: 5px;
      }
      .volume thead th {
        white-space: normal;
        line-height: 1.15;
      }
      .volume th[scope="row"] {
        white-space: normal;
      }
      .path caption {
        line-height: 1.3;
      }
      .line {
        display: inline-block;
        width: 2rem;
        vertical-align: middle;
        border-top: 2px solid var(--text);
      }
      .line.a {
        border-top: 2px dashed var(--a);
      }
      ul {
        margin: 0 0 var(--gap-2);
        padding: 0;
        list-style: none;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const pinned = store.get("pinned");
    const compared = store.get("comparison");
    const card = store.get("model");
    const result = compared?.model === card.id ? compared.result : null;
    const fresh = compared?.b === store.get("scene");
    return html`
      <div class="controls run">
        <button title=${msg("Key P")} @click=${() => pin(store)}>
          ${msg("Pin this scene as A")}
        </button>
        ${
          pinned
            ? html`<button @click=${() => store.set("scene", pinned)}>${msg("Back to A")}</button>
                <button @click=${() => store.set("pinned", null)}>${msg("Unpin")}</button>`
            : nothing
        }
      </div>
      ${compared?.failure ? html`<p class="error" role="alert">${errorText(compared.failure)}</p>` : nothing}
      ${
        result
          ? headline(overlapOf(result), pathSentence(result), fresh)
          : headline(
              nothing,
              pinned
                ? nothing
                : msg(
                    "Pin the scene as A, then drag an object on: you will see which part of the network's path to its answer stays.",
                  ),
            )
      }
      ${result ? this.picture(result, card, fresh) : pathGhost(msg("answer"))}
      ${result ? details("compare", this.tables(result, card, fresh)) : nothing}
    `;
  }

  /**
   * @param {ComparisonResult} result
   * @param {Card} card
   * @param {boolean} fresh
   */
  picture(result, card, fresh) {
    return html`<div class=${fresh ? "" : "stale"} data-fresh=${fresh}>
      ${pathPicture(result.path, card)}
      <p class="quiet">
        <span class="line a" aria-hidden="true"></span> ${msg("A, pinned")}
        <span class="line" aria-hidden="true"></span> ${msg("B, live")}
      </p>
    </div>`;
  }

  /**
   * @param {ComparisonResult} result
   * @param {Card} card
   * @param {boolean} fresh  whether the response is for the shown scene
   */
  tables(result, card, fresh) {
    return html`
      <p class="sentence ${fresh ? "" : "stale"}" data-sentences>${flowing(sentences(result))}</p>
      ${this.outputs(result)} ${pathTable(result.path, card)}
      ${result.layers.map((moved) => {
        const layer = card.layers.find(({ name }) => name === moved.name);
        return layer?.role ? html`<div>${volumeTable(layer, moved)}</div>` : nothing;
      })}
      ${layerTable(result.layers)}
      <p class="small">
        ${flowing([
          msg(html`Network ${card.id}, weights ${short(result.sha256)}.`),
          protocolText(result.protocol),
          msg(
            "Equivariance error e = ‖f(B) − T f(A)‖ / ‖f(A)‖, T moving a volume by whole cells; interior: cells that see no padding in either scene. Active: cells above zero. Changed: cells that differ from an empty canvas's.",
          ),
          msg(str`Chance of the answer ${chanceOf(card).toFixed(3)}.`),
        ])}
      </p>
    `;
  }

  /** @param {ComparisonResult} result */
  outputs({ outputs_a: a, outputs_b: b }) {
    const [first, second] = [best(a)?.name, best(b)?.name];
    const units = shownUnits(
      { role: "output", shape: [a.length] },
      a.map(({ score }, i) => Math.max(score, b[i]?.score ?? 0)),
    );
    return html`
      <table data-outputs>
        <caption>
          <strong>${msg("Outputs")}</strong>
        </caption>
        <thead>
          <tr>
            <th scope="col" class="text">${msg("output")}</th>
            <th scope="col" class="a">A</th>
            <th scope="col">B</th>
          </tr>
        </thead>
        <tbody>
          ${units.map((i) => {
            const { name = "", score } = a[i] ?? {};
            return html`
              <tr>
                <th scope="row">${named(name)}</th>
                <td>${mark(name === first, measured(score))}</td>
                <td>${mark(name === second, measured(b[i]?.score))}</td>
              </tr>
            `;
          })}
        </tbody>
      </table>
    `;
  }
}

/**
 * The share of the path that A and B have in common; nothing where B is where A is.
 *
 * @param {ComparisonResult} result
 */
function overlapOf(result) {
  const { overlap } = result.path;
  return overlap === null || isSamePlace(result) ? nothing : percent(overlap);
}

/**
 * @param {boolean} first
 * @param {unknown} content
 */
function mark(first, content) {
  return first ? html`<strong>${content}</strong>` : content;
}

customElements.define("compare-tab", CompareTab);

/** @type {Tab} */
export const tab = {
  id: "compare",
  title: () => msg("Compare"),
  show: (context) => html`<compare-tab .context=${context}></compare-tab>`,
};
