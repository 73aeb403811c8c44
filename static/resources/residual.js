import { fetchLayers } from "../server/api.js";
import { difference } from "../network/arrays.js";
import { Resource } from "./resource.js";

/** @import { Compared, Residuals } from "../types/lab.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Scene } from "../types/api.js" */
/** @import { State } from "../types/state.js" */

/** @typedef {(model: string, scene: Scene, names: string[], signal: AbortSignal) => ReturnType<typeof fetchLayers>} Fetch */

/** How long a comparison must stand before its volumes are asked for, ms. */
const DEBOUNCE_MS = 90;
/** The tour's step that shows them. */
const STEP = "lattice";
/** Most networks whose layers of A are cached. */
const MAX_NETWORKS = 4;

/**
 * Residuals of the shown networks, while the pooling tab or the tour's step on it is open: volume(B) −
 * shift(volume(A)), at the best whole-cell shift of the comparison.
 *
 * @param {Store} store
 * @param {typeof fetchLayers} [fetch]
 */
export function residualResource(store, fetch = fetchLayers) {
  const fetchA = remembering(fetch);
  return new Resource(store, {
    key: "residuals",
    watch: ["lab", "tour", "comparison", "twinComparison"],
    question: ({ lab, tour, model, twin, comparison, twinComparison }) =>
      lab === "pooling" || tour?.step === STEP
        ? { first: of(model, comparison), second: of(twin, twinComparison) }
        : null,
    wait: DEBOUNCE_MS,
    async fetch({ first, second }, signal) {
      const asked = [first, second].map((each) => each && residual(each, fetchA, fetch, signal));
      return (await Promise.all(asked)).filter((each) => each !== null);
    },
    // A failure is not written: the comparison fails too, and says why.
    retries: true,
  });
}

/**
 * The comparison, where it is one of the network that is shown.
 *
 * @param {State["model"]|null} card
 * @param {Compared|null} compared
 */
function of(card, compared) {
  return compared && compared.model === card?.id ? compared : null;
}

/**
 * One network's residual; null where no volume has a best shift.
 *
 * @param {Compared} compared
 * @param {Fetch} fetchA
 * @param {Fetch} fetchB
 * @param {AbortSignal} signal
 * @returns {Promise<Residuals|null>}
 */
async function residual({ model, a, b, result }, fetchA, fetchB, signal) {
  const moved = result?.layers.filter(({ role, best }) => role !== null && best !== null) ?? [];
  if (moved.length === 0) return null;
  const names = moved.map(({ name }) => name);
  const [before, after] = await Promise.all([
    fetchA(model, a, names, signal),
    fetchB(model, b, names, signal),
  ]);
  const layers = moved.flatMap(({ name, shape, best }) => {
    const [was, is] = [before.layers.get(name), after.layers.get(name)];
    if (!was || !is || !best) return [];
    const cyclic = result?.protocol === "cyclic";
    return [{ name, moved: best, values: difference(was, is, shape, best, cyclic) }];
  });
  return { model, a, b, layers };
}

/**
 * A `fetch` that asks for one scene once a network: A stays while B moves.
 *
 * @param {Fetch} fetch
 * @returns {Fetch}
 */
function remembering(fetch) {
  /** @type {Map<string, { scene: Scene, result: Awaited<ReturnType<Fetch>> }>} */
  const known = new Map();
  return async (model, scene, names, signal) => {
    const entry = known.get(model);
    if (entry?.scene === scene) return entry.result;
    const result = await fetch(model, scene, names, signal);
    if (known.size >= MAX_NETWORKS) known.clear();
    known.set(model, { scene, result });
    return result;
  };
}
