import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { canRecord } from "../export/canvas-recorder.js";
import { FORMATS } from "../export/film-frame.js";
import { fileName, save } from "../ui/save-file.js";
import { MAX_DRAG_MS } from "../export/drag-recorder.js";
import { Panel, shared } from "../ui/panel.js";
import { shown } from "../state/network-sides.js";
import { errorText } from "../i18n/error-messages.js";
import { canShareFiles, sendFile } from "./native-share.js";
import { sectionStyle } from "./style.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Filming, Filmed } from "./film-recorder.js" */

/** @param {number} time  ms */
export function seconds(time) {
  return (time / 1000).toFixed(1);
}

/** Records a film of the scene and the figures. */
export class ShareFilm extends Panel {
  static properties = {
    ...Panel.properties,
    filming: { attribute: false },
    film: { attribute: false },
  };

  static styles = [
    shared,
    sectionStyle,
    css`
      video {
        display: block;
        width: 100%;
        max-height: 15rem;
        margin-top: var(--gap-2);
        background: var(--stage);
      }
      progress {
        flex: 1;
        accent-color: var(--bar);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Filming|null} */
    this.filming = null;
    /** State of the recorder. @type {Filmed|null} */
    this.film = null;
  }

  /** @param {Context} context */
  draw({ figures }) {
    return html`
      <h3>${msg("Film of a drag")}</h3>
      ${
        !canRecord()
          ? html`<p>${msg("This browser cannot record a film: neither WebM nor MP4.")}</p>`
          : (figures?.size ?? 0) === 0
            ? html`<p>${msg("There is no 3D figure on this page to film.")}</p>`
            : this.controls()
      }
    `;
  }

  controls() {
    const { filming, film: now } = this;
    if (!filming || !now) return nothing;
    const maxSeconds = MAX_DRAG_MS / 1000;
    return html`
      <p class="quiet">
        ${msg(str`Canvas, answer and figure together; MP4 or WebM, at most ${maxSeconds} s.`)}
      </p>
      ${now.phase === "replay" ? this.progress(now) : this.buttons(now)}
      ${now.failure ? html`<p class="error" role="alert">${errorText(now.failure)}</p>` : nothing}
      ${now.film && now.phase === "idle" ? this.result(now.film) : nothing}
    `;
  }

  /** @param {Filmed} now */
  buttons({ dragged, format }) {
    return html`<div class="line">
      ${this.formats(format)}
      <button ?disabled=${!dragged} @click=${() => void this.filming?.replay()}>
        ${msg("Film the last drag")}
      </button>
      <button @click=${() => void this.filming?.live()}>${msg("Film from now on")}</button>
      ${dragged ? nothing : html`<span class="quiet">${msg("Drag an object first.")}</span>`}
    </div>`;
  }

  /** @param {Filmed["format"]} format */
  formats(format) {
    const titles = { wide: msg("wide"), square: msg("square") };
    return html`<label>
      ${msg("format")}
      <select
        @change=${(/** @type {Event} */ event) => {
          const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
          this.filming?.set({ format: value === "square" ? "square" : "wide" });
        }}
      >
        ${Object.entries(FORMATS).map(
          ([name, { width, height }]) =>
            html`<option value=${name} .selected=${name === format}>
              ${titles[/** @type {Filmed["format"]} */ (name)]}, ${width} × ${height}
            </option>`,
        )}
      </select>
    </label>`;
  }

  /** @param {Filmed} now */
  progress({ time, length }) {
    return html`<div class="line">
      <progress max=${length} value=${time} aria-label=${msg("Progress of the film")}></progress>
      <span class="number">${seconds(time)} / ${seconds(length)} s</span>
      <button @click=${() => this.filming?.cancel()}>${msg("Cancel")}</button>
    </div>`;
  }

  /** @param {NonNullable<Filmed["film"]>} film */
  result({ blob, url, length, ending }) {
    const ids = shown(this.requiredContext.store).map(({ card }) => card.id);
    const name = fileName([...ids, "drag"], ending);
    return html`
      <video controls loop muted playsinline src=${url} aria-label=${msg("The film")}></video>
      <div class="line">
        <button @click=${() => save(blob, name)}>${msg("Save film")}</button>
        ${
          canShareFiles(blob.type)
            ? html`<button @click=${() => void sendFile(blob, name)}>${msg("Send film…")}</button>`
            : nothing
        }
        <span class="quiet number" role="status">
          ${msg(str`${seconds(length)} s, ${(blob.size / 1e6).toFixed(1)} MB`)}
        </span>
      </div>
    `;
  }
}

customElements.define("share-film", ShareFilm);
