import { msg } from "@lit/localize";
import { html, render } from "lit";
import { noticeOf } from "./address.js";
import { AddressBar, arrive } from "./address-bar.js";
import { BEGINNING, initial } from "./beginning.js";
import { Blindness } from "./blindness.js";
import { Comparison } from "./comparison.js";
import { Differences } from "./differing.js";
import { Evidence } from "./evidence.js";
import { Excitations } from "./excitation.js";
import { followHidden } from "./hidden.js";
import { KernelShelf } from "./kernels.js";
import { nameLandmarks } from "./landmarks.js";
import { Live } from "./live.js";
import { speak } from "./locale.js";
import { Measuring } from "./measuring.js";
import { Microscope } from "./microscope.js";
import { applyTheme, followPreferences, keptLocale, keptTheme } from "./preferences.js";
import { Probe } from "./probe.js";
import { Renewal } from "./renewal.js";
import { HERE } from "./server.js";
import { worst } from "./sides.js";
import { Store } from "./store.js";
import { supplies } from "./supplies.js";
import { Sweeps } from "./sweeps.js";
import { Tour } from "./tour.js";
import { isNewcomer } from "./tour/memory.js";
import { Pointer } from "./tour/pointer.js";
import { troubleOf } from "./trouble.js";
import { troubleText } from "./trouble-text.js";
import { Undo } from "./undo.js";
import "./panels/activity-panel.js";
import "./panels/card-panel.js";
import "./panels/cell-panel.js";
import "./panels/figure-bar.js";
import "./panels/figure-panel.js";
import "./panels/lab-panel.js";
import "./panels/drop-target.js";
import "./panels/jump-bar.js";
import "./panels/keys-help.js";
import "./panels/language-switch.js";
import "./panels/link-status.js";
import "./panels/microscope-panel.js";
import "./panels/model-picker.js";
import "./panels/notice-bar.js";
import "./panels/open-link.js";
import "./panels/outputs-panel.js";
import "./panels/own-panel.js";
import "./panels/palette-panel.js";
import "./panels/scene-panel.js";
import "./panels/share-panel.js";
import "./panels/slices-panel.js";
import "./panels/spoken-news.js";
import "./panels/theme-switch.js";
import "./panels/tour-panel.js";
import "./panels/tour-switch.js";
import "./panels/twin-bar.js";
import "./panels/twin-switch.js";

/** @import { Panel } from "./panels/panel.js" */

/** How long to wait before asking again for what the page needs, ms. */
const AGAIN = 2000;

applyTheme(keptTheme());
addEventListener("lit-localize-status", ({ detail }) => {
  if (detail.status === "ready") document.documentElement.lang = detail.readyLocale;
});
nameLandmarks();

async function start() {
  const [{ cards, families, palette, sprites }] = await Promise.all([
    supplies(HERE),
    speak(keptLocale()),
  ]);
  const given = { cards, palette };
  const { changes, problems } = await arrive(given, sprites, keptLocale());
  const { objects, pictures } = changes.scene ?? BEGINNING.scene;
  await Promise.all(objects.map(({ object }) => sprites.load(object, pictures?.[object])));
  const notice = noticeOf(problems);
  const store = new Store({ ...initial(cards, changes), notice, newcomer: isNewcomer() });
  followPreferences(store);
  followHidden(store, document);
  new AddressBar(store, given, sprites);
  store.on(["link", "twinLink"], () => {
    document.documentElement.dataset.link = worst(store.state).state;
  });
  new Live(store);
  new Live(store, "twin");
  new Renewal(store, cards);
  new Probe(store);
  new Microscope(store);
  new KernelShelf(store);
  new Comparison(store);
  new Comparison(store, "twin");
  new Differences(store);
  new Blindness(store, { cards, palette });
  new Evidence(store);
  const asks = {
    sweeps: new Sweeps(store, "sweeps"),
    blind: new Sweeps(store, "blind"),
    measuring: new Measuring(store),
    excitations: new Excitations(store),
    undo: new Undo(store),
  };
  const figures = new Map();
  const context = { store, cards, families, palette, sprites, figures, ...asks };
  new Tour(context);
  new Pointer(context);
  for (const element of document.querySelectorAll("body *")) {
    if ("context" in element) /** @type {Panel} */ (element).context = context;
  }
}

/** Starts, and tries again for as long as the server does not answer. */
async function keepStarting() {
  const trouble = /** @type {HTMLElement} */ (document.querySelector("#trouble"));
  for (;;) {
    try {
      await start();
      trouble.hidden = true;
      return;
    } catch (error) {
      const reason = troubleText(troubleOf(error));
      render(msg(html`The page could not start (${reason}). Trying again…`), trouble);
      trouble.hidden = false;
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
}

void keepStarting();
