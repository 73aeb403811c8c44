import { msg } from "@lit/localize";
import { html } from "lit";

/** @import { Tab } from "../tabs.js" */

/** A network of the visitor's own training. Its element is loaded when the tab is first opened. @type {Tab} */
export const tab = {
  id: "train",
  title: () => msg("Train"),
  show: (context) => html`<training-view .context=${context}></training-view>`,
};
