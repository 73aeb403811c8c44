import { fetchExperiments } from "../server/api.js";
import { Resource } from "./resource.js";

/** @import { Store } from "../state/store.js" */

/**
 * The experiments' records, asked for when their tab is opened; once, unless that fails.
 *
 * @param {Store} store
 * @param {typeof fetchExperiments} [fetch]
 */
export function evidenceResource(store, fetch = fetchExperiments) {
  return new Resource(store, {
    key: "evidence",
    watch: ["lab"],
    question: ({ lab }) => (lab === "evidence" ? {} : null),
    wait: 0,
    fetch: () => fetch(),
    value: (_, { result, failure }, was) =>
      result || failure ? { experiments: result ?? [], failure } : was,
  });
}
