import { decodePicture } from "../server/api.js";
import { HERE } from "../server/base-url.js";
import { ServerError } from "../state/error-types.js";
import { read } from "./drawing-png.js";

/** @import { Server } from "../server/base-url.js" */
/** @import { Scene } from "../types/api.js" */

/**
 * Scenes from outside, with their pictures as the server decodes them. Browsers differ from it in
 * alpha, gamma, orientation and animations, and the canvas shows what the networks get.
 */

/** Most decoded pictures that are kept: an embedded scene may change many times a second. */
const CACHE_SIZE = 16;

/**
 * Decoded pictures by server and PNG, the last used last.
 *
 * @typedef {{ png: string, visible: boolean }} Decoded  visible: whether it shows on the black canvas
 *
 * @type {Map<string, Decoded>}
 */
const cache = new Map();

/**
 * @param {Scene} scene
 * @param {Server} [server]
 * @returns {Promise<{ scene: Scene, broken: string[], dark: string[] }>}  broken: names of the
 *   pictures that the server refuses; they are left out, with their objects. dark: names of those that
 *   show nothing on the black canvas
 */
export async function withDecodedPictures(scene, server = HERE) {
  if (!scene.pictures) return { scene, broken: [], dark: [] };
  const decoded = await Promise.all(
    Object.entries(scene.pictures).map(
      async ([name, png]) => /** @type {const} */ ([name, await decodedOf(png, server)]),
    ),
  );
  const broken = decoded.flatMap(([name, found]) => (found === null ? [name] : []));
  const dark = decoded.flatMap(([name, found]) => (found?.visible === false ? [name] : []));
  const pictures = Object.fromEntries(
    decoded.flatMap(([name, found]) => (found === null ? [] : [[name, found.png]])),
  );
  const objects = scene.objects.filter(({ object }) => !broken.includes(object));
  const { background } = scene;
  const lost = background !== undefined && broken.includes(background);
  return {
    scene: {
      objects,
      pictures,
      ...(background === undefined || lost ? {} : { background }),
    },
    broken,
    dark,
  };
}

/**
 * @param {string} png  base64
 * @param {Server} server
 * @returns {Promise<Decoded|null>}  with a PNG that every browser decodes alike; null for a broken one
 */
async function decodedOf(png, server) {
  // The page's own drawings are such PNGs, and stay drawings.
  if (read(png)) return { png, visible: true };
  const key = `${server.url("")} ${png}`;
  const known = cache.get(key);
  if (known !== undefined) return keep(key, known);
  try {
    return keep(key, await decodePicture(png, server));
  } catch (error) {
    if (error instanceof ServerError && error.code === "invalid_input") return null;
    // Without the server's answer there is no network's either.
    return { png, visible: true };
  }
}

/**
 * @param {string} key
 * @param {Decoded} picture
 */
function keep(key, { png, visible }) {
  cache.delete(key);
  cache.set(key, { png, visible });
  for (const oldest of cache.keys()) {
    if (cache.size <= CACHE_SIZE) break;
    cache.delete(oldest);
  }
  return { png, visible };
}
