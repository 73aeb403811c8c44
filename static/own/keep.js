import { fetchFile } from "../server/network-files.js";
import { digest } from "./digest.js";

/** @import { OwnNetworks } from "./own-networks.js" */

/** Networks that are kept without having been asked for, at most: the oldest make room. */
export const MOST_UNASKED = 8;

/**
 * Keeps a network that the server has made, as one that the visitor brought: its weights and its card, which
 * make the same network again under the same id.
 *
 * @param {OwnNetworks} own
 * @param {string} id
 * @param {{ asked: boolean, fetch?: typeof fetchFile }} how  asked: whether the visitor wants it
 * @throws {Error} if the server does not give the files
 */
export async function keep(own, id, { asked, fetch = fetchFile }) {
  const { storage } = own.ways;
  const used = Date.now();
  if (await storage.get(id)) {
    await storage.change(id, { listed: true, used, ...(asked ? { unasked: false } : {}) });
  } else {
    const [text, weights] = await Promise.all([
      fetch(id, "card").then((blob) => blob.text()),
      fetch(id, "weights").then((blob) => blob.arrayBuffer()),
    ]);
    const { title, home, away } = JSON.parse(text);
    await storage.put(
      {
        id,
        title,
        file: `${id}.safetensors`,
        bytes: weights.byteLength,
        // The card's own title makes no other network, and says what is missing to whoever misses it.
        options: { title },
        card: text,
        shares: { inside: home, outside: away },
        hash: await digest(weights),
        used,
        listed: true,
        unasked: !asked,
      },
      weights,
    );
    const unasked = (await storage.all()).filter((network) => network.unasked);
    for (const network of unasked.slice(MOST_UNASKED)) await storage.remove(network.id);
  }
  await own.list();
}
