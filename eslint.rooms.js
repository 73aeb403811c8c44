import boundaries from "eslint-plugin-boundaries";

/**
 * The rooms of the browser's source, bottom up. Each may import only those before it in this list.
 * docs/architecture.md says what each is for.
 */
export const ROOMS = [
  "types",
  "i18n",
  "network",
  "state",
  "server",
  "scene",
  "resources",
  "ui",
  "charts",
  "microscope",
  "slices",
  "figure",
  "lab",
  "tour",
  "url",
  "export",
  "share",
  "panels",
  "embed",
];

const SOURCE = new URL("static/", import.meta.url).pathname;

const elements = ROOMS.map((type) => ({ type, pattern: `static/${type}` }));
const files = [{ category: "entry", pattern: "static/main.js" }];

/** Allowed imports: a room may import itself and all rooms below it; the entry may import all. */
const policies = [
  ...ROOMS.map((type, i) => ({ from: { element: { type } }, allow: toAny(ROOMS.slice(0, i + 1)) })),
  { from: { file: { categories: "entry" } }, allow: toAny(ROOMS) },
];

/** @param {string[]} rooms */
function toAny(rooms) {
  return { to: { element: { types: { anyOf: rooms } } } };
}

/**
 * Index of a file's room in the list, or the list's length for the entry; null outside static/.
 *
 * @param {string} path
 */
function rank(path) {
  if (!path.startsWith(SOURCE)) return null;
  const room = ROOMS.indexOf(path.slice(SOURCE.length).split("/")[0] ?? "");
  return room < 0 ? ROOMS.length : room;
}

/**
 * The same rule for imports of types, which the boundaries plugin does not see, since JSDoc is a comment.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
const types = {
  create(context) {
    const from = rank(context.filename);
    if (from === null) return {};
    const check = (/** @type {import("estree").Comment} */ comment) => {
      for (const [, path = ""] of comment.value.matchAll(/(?:from |import\()"(\.[^"]+)"/g)) {
        const to = rank(new URL(path, `file://${context.filename}`).pathname);
        if (to !== null && to <= from) continue;
        context.report({
          loc: /** @type {import("estree").SourceLocation} */ (comment.loc),
          message: `the types of ${path} are of a room above`,
        });
      }
    };
    return { Program: () => context.sourceCode.getAllComments().forEach(check) };
  },
};

export const rooms = {
  files: ["static/**/*.js"],
  plugins: { boundaries, rooms: { rules: { types } } },
  settings: {
    "boundaries/elements": elements,
    "boundaries/files": files,
    "boundaries/root-path": new URL(".", import.meta.url).pathname,
    "boundaries/dependency-nodes": ["import", "dynamic-import", "export"],
  },
  rules: {
    "boundaries/dependencies": ["error", { default: "disallow", policies }],
    "boundaries/no-unknown-files": "error",
    "rooms/types": "error",
  },
};
