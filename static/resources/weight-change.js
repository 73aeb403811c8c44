import { fetchWeightChange } from "../server/api.js";
import { transplants } from "../network/transplants.js";
import { Resource } from "./resource.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card } from "../types/api.js" */

/**
 * How training has changed the bias-free network's head, asked for when the transplants' tab is
 * opened; once, unless that fails.
 *
 * @param {Store} store
 * @param {Card[]} cards
 * @param {typeof fetchWeightChange} [fetch]
 */
export function weightChangeResource(store, cards, fetch = fetchWeightChange) {
  const model = transplants(cards)?.exact?.id;
  return new Resource(store, {
    key: "weightChange",
    watch: ["lab"],
    question: ({ lab }) => (lab === "blind" && model ? { model } : null),
    wait: 0,
    fetch: ({ model }) => fetch(model),
    value: (_, { result, failure }, was) => (result || failure ? { result, failure } : was),
  });
}
