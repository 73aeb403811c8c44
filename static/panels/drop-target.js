import { msg } from "@lit/localize";
import { css, html } from "lit";
import { bring } from "../own/bring.js";
import { isNetworkFile } from "../own/chosen-files.js";
import { importImages } from "../scene/image-import.js";
import { Panel, shared } from "../ui/panel.js";

/** Time without a `dragover` event, which fires at least every 350 ms, after which a drag has ended, ms. */
const GONE = 1000;

/**
 * Takes pictures and networks dropped anywhere on the page, and pasted pictures, and shows a hint during a
 * drag. The first screen takes networks alone.
 */
export class DropTarget extends Panel {
  static properties = { ...Panel.properties, over: { state: true } };

  static styles = [
    shared,
    css`
      .over {
        position: fixed;
        inset: 0;
        z-index: 10;
        display: grid;
        place-items: center;
        padding: var(--gap-4);
        background: color-mix(in srgb, var(--page) 80%, transparent);
        pointer-events: none;
      }
      p {
        padding: var(--gap-4);
        border: 3px dashed var(--text);
        border-radius: var(--radius);
        background: var(--panel);
        font-size: var(--large);
      }
    `,
  ];

  constructor() {
    super();
    /** Whether a file is being dragged over the page. */
    this.over = false;
    /** @type {AbortController|null} */
    this.end = null;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.end = new AbortController();
    const { signal } = this.end;
    addEventListener("dragenter", (event) => this.hover(event), { signal });
    addEventListener("dragover", (event) => this.hover(event), { signal });
    addEventListener("dragleave", (event) => this.leave(event), { signal });
    addEventListener("drop", (event) => this.drop(event), { signal });
    addEventListener("paste", (event) => this.importFiles(event, event.clipboardData), { signal });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.end?.abort();
  }

  render() {
    if (!this.over) return null;
    return html`<div class="over">
      <p>
        ${
          this.takesPictures
            ? msg("Drop a picture (PNG, JPEG, WebP) or a network (ONNX)")
            : msg("Drop a network (ONNX)")
        }
      </p>
    </div>`;
  }

  get takesPictures() {
    return this.context?.store.get("screen") !== "opening";
  }

  /** @param {DragEvent} event */
  hover(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const pictures = [...event.dataTransfer.items].every(({ type }) => type.startsWith("image/"));
    // The browser would leave the page for a file that nobody takes.
    event.dataTransfer.dropEffect = pictures && !this.takesPictures ? "none" : "copy";
    if (event.dataTransfer.dropEffect === "none") return;
    this.over = true;
    // Some ends of a drag fire no event.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.over = false), GONE);
  }

  /** @param {DragEvent} event */
  leave(event) {
    // Leaving the page has no related target, unlike moving between its elements.
    if (event.relatedTarget === null) this.over = false;
  }

  /** @param {DragEvent} event */
  drop(event) {
    this.over = false;
    const { context } = this;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!context?.own || files.length === 0 || !this.takesNetwork(files))
      return this.importFiles(event, event.dataTransfer);
    event.preventDefault();
    const { store, own, palette } = context;
    void bring({ store, own, palette }, files, store.get("bringing")?.side ?? "model");
  }

  /**
   * Whether a network is to be made of files: where pictures are not taken, of anything else, which is refused by
   * what it is.
   *
   * @param {File[]} files
   */
  takesNetwork(files) {
    if (files.some(isNetworkFile)) return true;
    return !this.takesPictures && !files.every(({ type }) => type.startsWith("image/"));
  }

  /**
   * @param {Event} event
   * @param {DataTransfer|null} data
   */
  importFiles(event, data) {
    const files = [...(data?.files ?? [])];
    if (files.length === 0 || !this.context || !this.takesPictures) return;
    event.preventDefault();
    void importImages(this.context.store, files);
  }
}

customElements.define("drop-target", DropTarget);
