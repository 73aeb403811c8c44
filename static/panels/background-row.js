import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { drawingOf, withBackground } from "../scene/scene.js";
import { define } from "../ui/define.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

const BLACK = "#000000";
/** What a colour begins with: the mean of photographs, about. */
const GREY = "#808080";
const COLOUR = "colour";

/** What is behind the scene's objects: black, a colour, or one of the scene's pictures. */
export class BackgroundRow extends Panel {
  static keys = /** @type {const} */ (["scene"]);

  static styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
      }
      input {
        width: 2.5rem;
        height: 2rem;
        padding: 2px;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store, palette }) {
    const scene = store.get("scene");
    const { background = BLACK } = scene;
    const colour = background.startsWith("#");
    const chosen = background === BLACK ? "" : colour ? COLOUR : background;
    const pictures = Object.keys(scene.pictures ?? {}).map((name, i) => ({
      name,
      title: `${drawingOf(scene, palette, name)?.title ?? ""} ${i + 1}`,
    }));
    return html`
      <label>
        ${msg("Background")}
        <select @change=${this.choose}>
          <option value="" .selected=${chosen === ""}>${msg("Black")}</option>
          <option value=${COLOUR} .selected=${chosen === COLOUR}>${msg("Colour")}</option>
          ${pictures.map(
            ({ name, title }) =>
              html`<option value=${name} .selected=${chosen === name}>${title}</option>`,
          )}
        </select>
      </label>
      ${
        chosen === COLOUR
          ? html`<input
              type="color"
              aria-label=${msg("Colour of the background")}
              .value=${background}
              @input=${this.tint}
            />`
          : nothing
      }
    `;
  }

  /** @param {Event} event */
  choose(event) {
    const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
    const { store } = this.requiredContext;
    const scene = store.get("scene");
    if (value === "" || value === COLOUR) {
      store.set("scene", withBackground(scene, value === "" ? null : GREY));
      return;
    }
    // The picture goes behind the others, and is not in front of itself.
    const objects = scene.objects.filter(({ object }) => object !== value);
    store.merge({
      scene: withBackground({ ...scene, objects }, value),
      selection: { ...store.get("selection"), object: null },
    });
  }

  /** @param {Event} event */
  tint(event) {
    const { value } = /** @type {HTMLInputElement} */ (event.currentTarget);
    const { store } = this.requiredContext;
    store.set("scene", withBackground(store.get("scene"), value));
  }
}

define("background-row", BackgroundRow);
