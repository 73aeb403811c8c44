/** @import { Scene } from "../types/api.js" */

/**
 * Code that requests from the API what the page shows.
 *
 * @typedef {object} Asked  one network
 * @property {string} id
 * @property {string[]} layers  names of the volumes in its figure
 * @property {string[]} outputs  names in order
 *
 * @typedef {object} View
 * @property {string} base  the page's base URL, with a trailing slash
 * @property {Scene} scene
 * @property {Asked[]} networks
 * @property {boolean} guarded  whether the server requires a token
 */

/** A longer body, in characters, is passed line by line, since one argument holds at most 128 KiB. */
const SHORT = 2000;

/**
 * Quotes a word for a POSIX shell.
 *
 * @param {string} text
 */
export function quote(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * URL of a network's volumes.
 *
 * @param {View} view
 * @param {Asked} network
 * @param {string} format
 */
function route({ base }, { id, layers }, format) {
  const query = `format=${format}&layers=${encodeURIComponent(layers.join(","))}`;
  return `${base}api/models/${encodeURIComponent(id)}/activations?${query}`;
}

/**
 * The networks of a view without duplicates.
 *
 * @param {View} view
 */
function each({ networks }) {
  return networks.filter(({ id }, i) => networks.findIndex((other) => other.id === id) === i);
}

/**
 * Shell commands that save each network's exact volumes and outputs as `NETWORK.json`.
 *
 * @param {View} view
 */
export function curl(view) {
  const body = JSON.stringify({ scene: view.scene });
  const long = body.length > SHORT;
  const lines = each(view).map((network) => {
    // `-g`, since curl would read the square brackets of an IPv6 address as a range.
    const args = [`curl -gsS --fail-with-body ${quote(route(view, network, "json"))}`];
    args.push(`-H 'content-type: application/json'`);
    if (view.guarded) args.push(`-H "authorization: Bearer $SHIFTSCOPE_TOKEN"`);
    args.push(`-o ${quote(`${network.id}.json`)}`);
    args.push(long ? "--data-binary @- <<'SCENE'" : `-d ${quote(body)}`);
    return args.join(" \\\n  ") + (long ? `\n${body}\nSCENE` : "");
  });
  return `${lines.join("\n\n")}\n`;
}

/**
 * A Python program, with NumPy and the standard library, that prints the number of active cells of
 * each slice, and the score of each output.
 *
 * The JSON of a scene is valid Python too, since it has no true, false or null.
 *
 * @param {View} view
 */
export function python(view) {
  const { objects, pictures, background } = view.scene;
  const list = (/** @type {string[]} */ items) => items.map((item) => `    ${item},\n`).join("");
  const placed = list(objects.map((object) => spaced(object)));
  const drawn = list(
    Object.entries(pictures ?? {}).map(([name, png]) => `${literal(name)}: ${literal(png)}`),
  );
  const networks = each(view).map(
    (network) =>
      `(\n        ${literal(network.id)},\n        ${literal(route(view, network, "npz"))},\n` +
      `        ${spaced(network.layers)},\n        ${spaced(network.outputs)},\n    )`,
  );
  const behind = background === undefined ? "" : `, "background": ${literal(background)}`;
  const scene = pictures
    ? `objects = [\n${placed}]\npictures = {\n${drawn}}\nscene = {"objects": objects, "pictures": pictures${behind}}`
    : `scene = {"objects": [\n${placed}]${behind}}`;
  const token = view.guarded
    ? `headers["authorization"] = "Bearer " + os.environ["SHIFTSCOPE_TOKEN"]\n`
    : "";
  return `import io
import json
${view.guarded ? "import os\n" : ""}import urllib.request

import numpy as np

${scene}
networks = [
${list(networks)}]
headers = {"content-type": "application/json"}
${token}
for network, url, layers, outputs in networks:
    body = json.dumps({"scene": scene}).encode()
    request = urllib.request.Request(url, body, headers)
    with urllib.request.urlopen(request) as response:
        arrays = np.load(io.BytesIO(response.read()))
    for layer in layers:
        volume = arrays[layer]  # float32, [slice, row, col]
        print(network, layer, (volume > 0).sum(axis=(1, 2)).tolist())
    for output, score in zip(outputs, arrays["scores"].tolist()):
        print(network, output, score)
`;
}

/** @param {string} text */
function literal(text) {
  return JSON.stringify(text);
}

/**
 * JSON of strings, numbers, lists and objects in one line, with Python's spacing.
 *
 * @param {unknown} value
 * @returns {string}
 */
function spaced(value) {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, field]) => `${literal(key)}: ${spaced(field)}`);
  return `{${fields.join(", ")}}`;
}
