import { dequal } from "dequal/lite";
import { LocalSpace } from "../browser/local-space.js";
import { density, watchPixels } from "../browser/pixels.js";
import { counterpart } from "../network/volumes.js";
import { sameTraining } from "../network/same-training.js";
import { KEYS, verdict } from "../state/network-sides.js";
import { anchorOn } from "./cell-anchor.js";
import { headPaths, toUnit } from "./head-paths.js";
import { LabelLayers } from "./label-layers.js";
import { leaveSwipesToPage, leaveWheelToPage } from "./scroll-passthrough.js";
import { Stage } from "./stage.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Camera, Pin, Side } from "../types/state.js" */
/** @import { Card } from "../types/api.js" */

/** Largest error of the drawing's resolution, as a fraction. */
const BLUR = 0.05;

/**
 * What a live stage asks of the panel that it is on.
 *
 * @typedef {object} Host
 * @property {Context} requiredContext
 * @property {Side} side  of its network
 * @property {boolean} plain  whether it is embedded in another page
 * @property {boolean} strand
 * @property {boolean} above  whether its answer is above its strand
 * @property {{ mark: { layer: string, channel: number }|null }} pointer  the slice whose mark it is over
 * @property {boolean} byKeys  whether keys selected the cell; it then stays when the camera turns
 * @property {() => void} forget  deselects a cell that the pointer selected
 * @property {() => HTMLElement[]} labelLayers  for the labels, from back to front; none while it is flat
 * @property {() => { right: number, bottom: number }} captionEnd  px from the top left corner
 * @property {DOMStringMap} dataset
 */

/** A stage with its labels that shows what the store holds of one side: data flow from there to here. */
export class LiveStage {
  /**
   * @param {Host} host
   * @param {HTMLCanvasElement} canvas  without a context, in its box
   * @throws {Error} if there is no WebGL 2
   */
  constructor(host, canvas) {
    this.host = host;
    const { store, figures } = host.requiredContext;
    const side = KEYS[host.side];
    this.stage = new Stage(
      canvas,
      () => this.drawLabels(),
      (view) => store.set("camera", view),
    );
    /** @type {LabelLayers|null} */
    this.labels = null;
    /** The network drawn. @type {Card|null} */
    this.shown = null;
    /** @type {number|null} */
    this.spread = null;
    /** @type {Camera|null} */
    this.camera = null;
    leaveSwipesToPage(this.stage.controls, canvas);
    if (host.plain) leaveWheelToPage(this.stage.controls, canvas);
    this.box = /** @type {HTMLElement} */ (canvas.parentElement);
    this.stops = [
      store.on([side.frame], () => this.showFrame()),
      store.on([side.comparison], () => this.showPaths()),
      store.on(["selection", "pinnedCell"], () => this.showSelection()),
      store.on(["explained"], () => this.showPaths()),
      store.on(["reading", "scene", side.filters], () => this.stage.relabel()),
      watchPixels(this.box, () => this.resize()),
    ];
    figures?.set(host.side, { stage: this.stage, box: this.box });
    this.resize();
  }

  /**
   * Shows the network, camera and spread that the store holds now.
   *
   * @param {Card} card
   */
  follow(card) {
    const { host, stage } = this;
    const { store } = host.requiredContext;
    const camera = store.get("camera");
    const { spread } = store.get("view");
    // A turn made in this figure is drawn already.
    if (camera !== this.camera && camera !== stage.view) stage.setCamera(camera);
    if (this.camera && camera !== this.camera && !host.byKeys) host.forget();
    this.camera = camera;
    if (this.shown !== card && sameTraining(this.shown, card)) {
      stage.exchange(card);
      this.shown = card;
    }
    if (this.shown !== card) {
      this.shown = card;
      stage.setCard(card, spread);
      this.showSelection();
    } else if (this.spread !== spread) {
      stage.setSpread(spread);
    }
    this.spread = spread;
    stage.setStrand(host.strand, host.above);
    this.showFrame();
  }

  resize() {
    const space = new LocalSpace(this.box);
    if (space.width) this.stage.resize(space.width, space.height, density(space.scale));
  }

  /**
   * Draws with as many pixels as can be seen.
   *
   * @param {number} scale  length of the figure's px on the page
   */
  rescale(scale) {
    const ratio = this.stage.renderer.getPixelRatio();
    if (Math.abs(density(scale) / ratio - 1) > BLUR) this.resize();
  }

  showFrame() {
    const { requiredContext, side } = this.host;
    const { store } = requiredContext;
    const frame = store.get(KEYS[side].frame);
    if (!frame || !this.shown || frame.model !== this.shown.id) return;
    const empty = verdict(store, side)?.kind === "empty";
    this.stage.setFrame(frame, store.get("view").scale, empty);
    this.showPaths();
    this.stage.refresh();
  }

  /** Draws the head paths of the live and the pinned scene. */
  showPaths() {
    const { requiredContext, side } = this.host;
    const { store } = requiredContext;
    if (!this.shown) return;
    const compared = store.get(KEYS[side].comparison);
    const judged = verdict(store, side);
    const { live, pinned } = headPaths(this.stage.frame, judged, compared, this.shown);
    const way = toUnit(store.get("explained"), side, this.shown, live);
    this.stage.setPaths({ live: way, pinned });
  }

  /** Highlights the selected slice in both figures, if both have it. */
  showSelection() {
    const { requiredContext, side, pointer } = this.host;
    const { store } = requiredContext;
    if (pointer.mark) return this.stage.mark(null, pointer.mark);
    const { cell: pointed, slice } = store.get("selection");
    const pinned = store.get("pinnedCell");
    const cell = pointed ?? (pinned && "channel" in pinned ? pinned : null);
    let chosen = slice;
    if (slice && slice.side !== side) {
      const layer = store.get(slice.side)?.layers.find(({ name }) => name === slice.layer);
      const own = this.shown && layer && counterpart(layer, this.shown);
      chosen = own ? { ...slice, layer: own.name } : null;
    }
    this.stage.mark(cell?.side === side ? cell : null, chosen);
  }

  /**
   * A cell's place in the window, or null.
   *
   * @param {Pin} pin
   */
  anchor(pin) {
    return anchorOn(this.stage, pin);
  }

  /** Updates the labels over the canvas. */
  drawLabels() {
    const { stage, host } = this;
    const layers = host.labelLayers();
    if (layers.length === 0) return;
    // A figure that was flat for a while has other elements.
    const same = this.labels?.live === layers.at(-1);
    const labels = (this.labels = (same && this.labels) || new LabelLayers(layers));
    const { requiredContext, side, pointer, dataset } = host;
    const { store, anchors } = requiredContext;
    const { reading, pinnedCell: pin, selection, view, locale } = store.state;
    const { cell } = selection;
    labels.draw(stage, {
      filters: store.get(KEYS[side].filters),
      verdict: verdict(store, side),
      // The microscope shows a pinned cell's value itself.
      reading: reading?.cell.side === side && !dequal(reading.cell, pin) ? reading : null,
      unit: pin?.side === side && "unit" in pin ? pin : null,
      // The microscope shows a pinned cell's filter itself.
      slice: pointer.mark ?? (cell?.side === side && !pin ? cell : null),
      scale: view.scale,
      above: host.above,
      caption: host.captionEnd(),
      locale,
    });
    anchors?.moved();
    const { frame, renders, seen } = stage;
    dataset.seq = String(frame?.seq ?? 0);
    dataset.renders = String(renders);
    dataset.field = JSON.stringify(
      seen.map(({ layer, ...box }) => ({ layer: layer.name, ...box })),
    );
  }

  /** Disposes of the stage. */
  close() {
    const { host } = this;
    for (const stop of this.stops) stop();
    host.requiredContext.figures?.delete(host.side);
    this.stage.dispose();
    for (const name of ["seq", "renders", "field"]) delete host.dataset[name];
  }
}
