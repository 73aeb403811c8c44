import { msg } from "@lit/localize";
import { html, render } from "lit";
import { read, write } from "./url/permalink.js";
import { UrlSync, readUrl } from "./url/url-sync.js";
import { INITIAL_STATE, initialState } from "./state/initial-state.js";
import { headTransplantsResource } from "./resources/head-transplants.js";
import { comparisonResource } from "./resources/comparison.js";
import { residualResource } from "./resources/residual.js";
import { evidenceResource } from "./resources/evidence.js";
import { excitationResource } from "./resources/excitation.js";
import { followHidden } from "./ui/hidden-sections.js";
import { followScreen } from "./ui/root-attributes.js";
import { filtersResource } from "./resources/filters.js";
import { kernelsResource } from "./resources/kernels.js";
import { nameLandmarks } from "./ui/landmark-names.js";
import { Live } from "./server/live.js";
import { speak } from "./i18n/locale.js";
import { measurementResources } from "./resources/measurements.js";
import { blankCellResource } from "./resources/blank-cell.js";
import { cellExplanationResource } from "./resources/cell-explanation.js";
import { applyTheme, followPreferences, storedLocale, storedTheme } from "./state/preferences.js";
import { cellValueResource } from "./resources/cell-value.js";
import { VersionCheck } from "./server/version-check.js";
import { HERE } from "./server/base-url.js";
import { worst } from "./state/network-sides.js";
import { Store } from "./state/store.js";
import { Anchors } from "./ui/anchors.js";
import { bootstrap } from "./resources/bootstrap.js";
import { OwnNetworks } from "./own/own-networks.js";
import { Sweeps } from "./resources/sweeps.js";
import { Tour } from "./tour/tour.js";
import { CameraMove } from "./tour/camera-move.js";
import { Pointer } from "./tour/control-highlighter.js";
import { errorOf } from "./state/error-types.js";
import { errorText } from "./i18n/error-messages.js";
import { followStrands, screenOf } from "./opening/screen.js";
import { Undo } from "./state/undo.js";
import { hasSaved } from "./training/saved-trainings.js";
import { weightChangeResource } from "./resources/weight-change.js";
import "./handout/hand-out.js";
import "./panels/active-cells-panel.js";
import "./panels/card-panel.js";
import "./panels/cell-panel.js";
import "./panels/figure-bar.js";
import "./panels/figure-panel.js";
import "./panels/lab-panel.js";
import "./panels/drop-target.js";
import "./panels/header-menu.js";
import "./panels/projector-bar.js";
import "./panels/projector-switch.js";
import "./panels/section-nav.js";
import "./panels/shortcut-help.js";
import "./panels/language-switch.js";
import "./panels/connection-status.js";
import "./panels/model-picker.js";
import "./panels/notice-bar.js";
import "./panels/open-full-page.js";
import "./panels/opening-panel.js";
import "./panels/outputs-panel.js";
import "./panels/drawing-panel.js";
import "./panels/palette-panel.js";
import "./panels/play-switch.js";
import "./panels/scene-mismatch.js";
import "./panels/scene-panel.js";
import "./panels/share-panel.js";
import "./panels/slices-panel.js";
import "./panels/live-region.js";
import "./panels/theme-switch.js";
import "./panels/tour-panel.js";
import "./panels/tour-switch.js";
import "./panels/second-network-bar.js";
import "./panels/second-network-switch.js";

/** @import { Context, Panel } from "./ui/panel.js" */

/** Delay between attempts to load the page's data, ms. */
const RETRY_MS = 2000;

document.documentElement.dataset.screen = screenOf(location.hash);
document.querySelector("#parts-missing")?.remove();
applyTheme(storedTheme());
addEventListener("lit-localize-status", ({ detail }) => {
  if (detail.status === "ready") document.documentElement.lang = detail.readyLocale;
});
nameLandmarks();

/**
 * Loads what the page starts with: the server's data, the language, and the view that the URL holds.
 *
 * @throws {Error} if the server does not respond; it may be called again
 */
async function load() {
  const [{ cards, families, palette, limits, sprites }] = await Promise.all([
    bootstrap(HERE),
    speak(storedLocale()),
  ]);
  const own = new OwnNetworks(cards);
  const catalogue = { cards, palette, limits, own };
  const { changes, notice } = await readUrl(catalogue, storedLocale());
  const { objects, pictures } = changes.scene ?? INITIAL_STATE.scene;
  await Promise.all(objects.map(({ object }) => sprites.load(object, pictures?.[object])));
  const first = initialState({ cards, limits }, changes);
  return { cards, families, palette, sprites, catalogue, own, first: { ...first, notice } };
}

/**
 * Connects store, server and panels. Runs once: a second run would add a second set of sockets and
 * listeners.
 *
 * @param {Awaited<ReturnType<typeof load>>} loaded
 */
function start({ cards, families, palette, sprites, catalogue, own, first }) {
  const store = new Store(first);
  followPreferences(store);
  followHidden(store, document);
  followScreen(store);
  followStrands(store, document);
  new UrlSync(store, catalogue);
  store.on(["link", "twinLink"], () => {
    document.documentElement.dataset.link = worst(store.state).state;
  });
  new Live(store);
  new Live(store, "twin");
  new VersionCheck(store, cards);
  cellValueResource(store);
  cellExplanationResource(store);
  blankCellResource(store);
  kernelsResource(store);
  filtersResource(store);
  filtersResource(store, "twin");
  comparisonResource(store);
  comparisonResource(store, "twin");
  residualResource(store);
  headTransplantsResource(store, { cards, palette });
  weightChangeResource(store, cards);
  evidenceResource(store);
  const asks = {
    sweeps: new Sweeps(store, "sweeps"),
    transplantSweeps: new Sweeps(store, "transplantSweeps"),
    measurements: measurementResources(store),
    excitation: excitationResource(store),
    undo: new Undo(store),
    own,
  };
  void own.follow(store);
  const figures = new Map();
  const anchors = new Anchors();
  /** @type {Context} */
  const context = { store, cards, families, palette, sprites, figures, anchors, ...asks };
  new Tour(context, { read, write });
  new Pointer(context);
  new CameraMove(context);
  for (const element of document.querySelectorAll("body *")) {
    if ("context" in element) /** @type {Panel} */ (element).context = context;
  }
  const bringing = () => void loadOwnPanels(store, context);
  store.on(["bringing", "arrived"], bringing);
  bringing();
  loadMicroscope(context);
  loadTrainings(context);
}

/**
 * Loads the microscope once the first activations are there: before, nobody presses a cell.
 *
 * @param {Context} context
 */
function loadMicroscope(context) {
  const { store } = context;
  const load = async () => {
    if (!store.get("frame") && !store.get("pinnedCell")) return;
    stop();
    const panel = /** @type {Panel} */ (document.querySelector("microscope-panel"));
    await import("./panels/microscope-panel.js");
    panel.context = context;
  };
  const stop = store.on(["frame", "pinnedCell"], () => void load());
  void load();
}

/**
 * Loads the panels of the visitor's own networks when they are first needed.
 *
 * @param {Store} store
 * @param {Panel["context"]} context
 */
async function loadOwnPanels(store, context) {
  if (!store.get("bringing") && !store.get("arrived")) return;
  const panels = /** @type {Panel[]} */ ([...document.querySelectorAll("own-panel, own-news")]);
  await import("./panels/own-panel.js");
  for (const panel of panels) panel.context ??= context;
}

/**
 * Loads all about trainings when their tab is first open, or when there were some before the page was loaded.
 *
 * @param {Context} context
 */
function loadTrainings(context) {
  const { store } = context;
  context.loadTrainings = async () => {
    const { open } = await import("./training/open.js");
    return (context.trainings ??= open(context));
  };
  const load = () => {
    if (store.get("lab") === "train" || hasSaved()) void context.loadTrainings?.();
  };
  store.on(["lab"], load);
  load();
}

/** Starts the page; loading is tried until the server responds. */
async function loadAndStart() {
  const alert = /** @type {HTMLElement} */ (document.querySelector("#start-error"));
  const show = (/** @type {unknown} */ text) => {
    render(text, alert);
    alert.hidden = false;
  };
  let loaded = null;
  while (!loaded) {
    try {
      loaded = await load();
    } catch (error) {
      const reason = errorText(errorOf(error));
      show(msg(html`The page could not start (${reason}). Trying again…`));
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
  alert.hidden = true;
  try {
    start(loaded);
  } catch (error) {
    const reason = errorText(errorOf(error));
    show(msg(html`The page could not start (${reason}).`));
    throw error;
  }
}

void loadAndStart();
