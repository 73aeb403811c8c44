import { fetchConsistency, fetchEquivariance } from "../server/api.js";
import { hasSamples } from "../network/readable.js";
import { shown } from "../state/network-sides.js";
import { Resource } from "./resource.js";

/** @import { Measured } from "../types/lab.js" */
/** @import { Store } from "../state/store.js" */

/** @typedef {ReturnType<typeof measurementResources>} Measurements */

/** Most results kept per measure, newest first. */
const MAX_ANSWERS = 12;

/**
 * The measurements that somebody asks for, by their configuration: consistency of each shown network,
 * equivariance of the first.
 *
 * @param {Store} store
 * @param {{ consistency: typeof fetchConsistency, equivariance: typeof fetchEquivariance }} [fetch]
 */
export function measurementResources(
  store,
  { consistency, equivariance } = {
    consistency: fetchConsistency,
    equivariance: fetchEquivariance,
  },
) {
  const model = () => store.get("model").id;
  /**
   * @template T
   * @param {(id: string) => Promise<T>} measure
   * @returns {Promise<T[]>}  the first network's first
   */
  const eachShown = async (measure) => {
    const found = [];
    for (const { card } of shown(store)) if (hasSamples(card)) found.push(await measure(card.id));
    return found;
  };
  return {
    consistency: new Resource(store, {
      key: "consistency",
      fetch: (/** @type {Parameters<typeof consistency>[1]} */ config, signal) =>
        eachShown((id) => consistency(id, config, signal)),
      value: (_, { status, result, failure }, { results }) => ({
        busy: status === "running",
        failure,
        results: [...(result ?? []), ...results].slice(0, MAX_ANSWERS),
      }),
    }),
    equivariance: new Resource(store, {
      key: "equivariance",
      fetch: async (/** @type {Parameters<typeof equivariance>[1]} */ config, signal) => ({
        ...(await equivariance(model(), config, signal)),
        scene: config.scene,
      }),
      value: measured,
    }),
  };
}

/**
 * @template T
 * @param {unknown} _
 * @param {{ status: string, result: T|null, failure: Measured<T>["failure"] }} outcome
 * @param {Measured<T>} was
 * @returns {Measured<T>}
 */
function measured(_, { status, result, failure }, { results }) {
  const newest = result === null ? results : [result, ...results].slice(0, MAX_ANSWERS);
  return { busy: status === "running", failure, results: newest };
}
