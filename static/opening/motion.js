import { Flight } from "./flight.js";
import { isAtStart, pathOf } from "./path.js";
import { Stills } from "./stills.js";
import { SUBJECT, startOf } from "./subject.js";
import { wasTouched } from "./visit-storage.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Scene } from "../types/api.js" */
/** @import { Still } from "./stills.js" */
/** @import { Subject } from "./subject.js" */
/** @import { Place } from "./tiles.js" */

/**
 * How the object moves on the first screen: by itself at first, by a flight or as two still pictures,
 * and then by the visitor.
 */
export class Motion {
  /**
   * @param {Pick<Context, "store"|"palette">} context
   * @param {() => void} changed  called when it goes on
   */
  constructor(context, changed) {
    this.context = context;
    this.changed = changed;
    /** @type {Flight|null} */
    this.flight = null;
    /** @type {Stills|null} */
    this.stills = null;
    /** Whether the visitor has moved the object. */
    this.moved = false;
    /** The scene where it came to rest. @type {Scene|null} */
    this.rest = null;
  }

  /**
   * Begins with the flight; with two still pictures where no motion is wanted; for who has touched the
   * screen before, with the object where the flight ends. An object that is elsewhere stays there.
   *
   * @returns {Place[]}  on a way that it has not flown
   */
  begin() {
    const { context, changed } = this;
    this.end();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      if (isAtStart(context.store.get("scene"), SUBJECT)) {
        this.stills = new Stills(context, SUBJECT, changed);
      }
      return [];
    }
    if (!wasTouched()) {
      this.flight = new Flight(context, SUBJECT, changed);
      return [];
    }
    const path = pathOf(context, SUBJECT);
    if (path) context.store.set("scene", path.end);
    return path?.places ?? [];
  }

  /** Carries the object that is there once more, over a canvas without tiles. */
  again() {
    const { store } = this.context;
    this.end();
    const { objects, pictures } = store.get("scene");
    /** @type {Subject} */
    const subject = { ...SUBJECT, object: objects[0]?.object ?? SUBJECT.object };
    const scene = startOf(subject);
    store.merge({
      scene: pictures ? { ...scene, pictures } : scene,
      tiles: new Map(),
      places: false,
    });
    this.flight = new Flight(this.context, subject, this.changed, true);
    this.changed();
  }

  /** Whether the object moves by itself. */
  get busy() {
    const { flight, stills } = this;
    return flight ? flight.phase !== "over" : stills !== null && !stills.over;
  }

  /** Whether it is the visitor's turn, who has not moved the object yet. */
  get waits() {
    return !this.busy && !this.moved;
  }

  /** Whether it can be carried again. */
  get repeats() {
    return !this.busy && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** The still pictures so far. @type {Still[]} */
  get pictures() {
    return this.stills?.stills ?? [];
  }

  /** Notes the visitor's first drag. */
  watch() {
    const scene = this.context.store.get("scene");
    if (this.busy || this.moved) return;
    this.rest ??= scene;
    if (scene === this.rest) return;
    this.moved = true;
    this.changed();
  }

  /** Ends it, as before its beginning. */
  end() {
    this.flight?.dispose();
    this.stills?.dispose();
    this.flight = this.stills = this.rest = null;
    this.moved = false;
  }
}
