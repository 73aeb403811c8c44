import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { captionText } from "../export/caption.js";
import { figuresPicture, stagePicture } from "../export/picture-painter.js";
import { fileName, png, save } from "../ui/save-file.js";
import { Panel, shared } from "../ui/panel.js";
import { shown } from "../state/network-sides.js";
import { errorText } from "../i18n/error-messages.js";
import { errorOf } from "../state/error-types.js";
import { canShareFiles, sendFile } from "./native-share.js";
import { viewOf } from "./stage-view.js";
import { sectionStyle } from "./style.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { AppError } from "../types/state.js" */

const SCALES = [1, 2, 3, 4];

/** Saves a picture of all figures. */
export class SharePicture extends Panel {
  static keys = /** @type {const} */ (["model", "twin"]);

  static properties = {
    ...Panel.properties,
    scale: { state: true },
    said: { state: true },
    failure: { state: true },
  };

  static styles = [shared, sectionStyle];

  constructor() {
    super();
    this.scale = 2;
    this.said = "";
    /** @type {AppError|null} */
    this.failure = null;
  }

  /** @param {Context} context */
  draw({ figures }) {
    const known = [...(figures?.values() ?? [])];
    const { width, height } = known.length ? this.picture() : { width: 0, height: 0 };
    return html`
      <h3>${msg("Picture of the figure")}</h3>
      <p class="quiet">
        ${
          known.length
            ? msg(
                str`PNG with all labels and a caption, drawn at the size you choose: ${width * this.scale} × ${height * this.scale} px.`,
              )
            : msg("There is no 3D figure on this page to take a picture of.")
        }
      </p>
      ${
        known.length
          ? html`<div class="line">
              <label>
                ${msg("scale")}
                <select
                  @change=${(/** @type {Event} */ event) => {
                    this.scale = Number(
                      /** @type {HTMLSelectElement} */ (event.currentTarget).value,
                    );
                  }}
                >
                  ${SCALES.map(
                    (scale) =>
                      html`<option value=${scale} .selected=${scale === this.scale}>
                        ${scale}×
                      </option>`,
                  )}
                </select>
              </label>
              <button @click=${() => this.keep(save)}>${msg("Save PNG")}</button>
              ${
                canShareFiles("image/png")
                  ? html`<button @click=${() => this.keep(sendFile)}>${msg("Send PNG…")}</button>`
                  : nothing
              }
            </div>`
          : nothing
      }
      <p class="said" role="status">${this.said}</p>
      ${this.failure ? html`<p class="error" role="alert">${errorText(this.failure)}</p>` : nothing}
    `;
  }

  show() {
    this.said = "";
    this.failure = null;
    this.requestUpdate();
  }

  /** The whole stage on the first screen, square where the window is narrow; else the figures. */
  picture() {
    const { store, figures, palette, sprites } = this.requiredContext;
    const { scene, view, screen } = store.state;
    const networks = shown(store);
    const cards = networks.map(({ card }) => card);
    const caption = captionText(cards, scene, palette, view.scale);
    if (screen === "opening") {
      const format = innerWidth < innerHeight ? "square" : "wide";
      return stagePicture(format, viewOf(this.requiredContext, scene), sprites, caption);
    }
    return figuresPicture(
      networks.flatMap(({ side }) => figures?.get(side) ?? []),
      caption,
    );
  }

  /**
   * Draws the picture and hands it on.
   *
   * @param {(blob: Blob, name: string) => void|Promise<void>} to
   */
  async keep(to) {
    const cards = shown(this.requiredContext.store).map(({ card }) => card);
    this.show();
    try {
      const canvas = this.picture().draw(this.scale);
      const name = fileName([...cards.map(({ id }) => id), `${this.scale}x`], "png");
      await to(await png(canvas), name);
      if (to === save) this.said = msg(str`Saved: ${canvas.width} × ${canvas.height} px.`);
    } catch (error) {
      this.failure = errorOf(error);
    }
  }
}

customElements.define("share-picture", SharePicture);
