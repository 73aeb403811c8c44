import { msg } from "@lit/localize";
import { html } from "lit";
import { Panel, shared } from "../ui/panel.js";
import { sectionStyle } from "./style.js";

/** Prints the handout. */
export class SharePrint extends Panel {
  static styles = [shared, sectionStyle];

  draw() {
    return html`
      <h3>${msg("Handout")}</h3>
      <p class="quiet">
        ${msg("One sheet of paper: question, scene, figure, answers, the main numbers, and the link as a QR code.")}
      </p>
      <div class="line"><button @click=${() => print()}>${msg("Print…")}</button></div>
    `;
  }
}

customElements.define("share-print", SharePrint);
