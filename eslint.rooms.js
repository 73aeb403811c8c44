import boundaries from "eslint-plugin-boundaries";

/**
 * The rooms of the browser's source, bottom up. Each may import only those before it in this list.
 * docs/architecture.md says what each is for.
 */
export const ROOMS = [
  "types",
  "browser",
  "i18n",
  "network",
  "state",
  "server",
  "scene",
  "resources",
  "own",
  "ui",
  "charts",
  "microscope",
  "slices",
  "figure",
  "lab",
  "training",
  "tour",
  "opening",
  "url",
  "export",
  "share",
  "handout",
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
 * Whether a file may import a path, judged by its literal part if it is a pattern.
 *
 * @param {string} file
 * @param {string} path
 */
function allowed(file, path) {
  const from = rank(file);
  // Vite's root is static/.
  const base = path.startsWith("/") ? SOURCE : file;
  const literal = path.replace(/^\//, "").replace(/[*?{[(].*/, "");
  const to = rank(new URL(literal, `file://${base}`).pathname);
  return from === null || to === null || to <= from;
}

/**
 * The same rule for imports of types, which the boundaries plugin does not see, since JSDoc is a comment.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
const types = {
  create(context) {
    const check = (/** @type {import("estree").Comment} */ comment) => {
      for (const [, , path = ""] of comment.value.matchAll(
        /(?:from\s+|import\s*\(\s*)(["'])(\.[^"']+)\1/g,
      )) {
        if (allowed(context.filename, path)) continue;
        context.report({
          loc: /** @type {import("estree").SourceLocation} */ (comment.loc),
          message: `the types of ${path} are of a room above`,
        });
      }
    };
    return { Program: () => context.sourceCode.getAllComments().forEach(check) };
  },
};

/**
 * The same rule for `import.meta.glob` and for imports by a template literal, which the boundaries
 * plugin does not see either. A path that is only known at run time is refused.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
const paths = {
  create(context) {
    const check = (/** @type {import("estree").Node|undefined|null} */ node) => {
      if (node?.type === "ArrayExpression") return node.elements.forEach(check);
      const path = node && pathOf(node);
      if (typeof path === "string" && allowed(context.filename, path.replace(/^!/, ""))) return;
      const message =
        path === null || !node ? "an import needs a literal path" : `${path} is in a room above`;
      context.report({ node: node ?? context.sourceCode.ast, message });
    };
    return {
      ImportExpression: ({ source }) => source.type !== "Literal" && check(source),
      'CallExpression[callee.object.type="MetaProperty"][callee.property.name="glob"]': (
        /** @type {import("estree").CallExpression} */ call,
      ) => check(call.arguments[0]),
    };
  },
};

/**
 * A string's value; null if an expression computes it.
 *
 * @param {import("estree").Node} node
 */
function pathOf(node) {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type !== "TemplateLiteral" || node.expressions.length > 0) return null;
  return node.quasis[0]?.value.cooked ?? null;
}

export const rooms = {
  files: ["static/**/*.js"],
  plugins: { boundaries, rooms: { rules: { types, paths } } },
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
    "rooms/paths": "error",
  },
};
