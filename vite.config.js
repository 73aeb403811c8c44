import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig } from "vite";

const { resolve } = createRequire(import.meta.url);

/** Bundles the assets of the page at /docs, so that it needs no other server. */
const reference = {
  name: "reference",
  async generateBundle() {
    for (const name of ["swagger-ui-bundle.js", "swagger-ui.css"]) {
      const source = await readFile(resolve(`swagger-ui-dist/${name}`));
      this.emitFile({ type: "asset", fileName: `reference/${name}`, source });
    }
  },
};

/** Adds the picture of link previews, whose URL other sites keep, under its own name. */
const preview = {
  name: "preview",
  async generateBundle() {
    const source = await readFile(join(import.meta.dirname, "static/preview.png"));
    this.emitFile({ type: "asset", fileName: "preview.png", source });
  },
};

/** The custom element that pages of other sites load. */
const EMBED = "embed/shiftscope-figure";

/**
 * The chunk of the modules that both the page and the custom element need. Without it, those that a chunk loaded
 * later needs too would lie in small chunks of their own, which compress less and have headers each.
 *
 * @param {string} id
 * @param {{ getModuleInfo: (id: string) => { importedIds: string[] }|null }} graph
 */
function sharedChunk(id, graph) {
  const entries = ["main.js", `${EMBED}.js`].map((name) =>
    join(import.meta.dirname, "static", name),
  );
  return entries.every((entry) => reached(entry, graph).has(id)) ? "shared" : null;
}

/** The modules that an entry imports, itself included, by the entry. @type {Map<string, Set<string>>} */
const known = new Map();

/** @type {(entry: string, graph: Parameters<typeof sharedChunk>[1]) => Set<string>} */
function reached(entry, graph) {
  const found = known.get(entry) ?? new Set([entry]);
  if (known.has(entry)) return found;
  // A set yields what is added while it is gone through.
  for (const id of found)
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  known.set(entry, found);
  return found;
}

/** Compresses files at build time at the highest level, so that the server need not do it. */
const compressed = {
  name: "compressed",
  async writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle).filter((name) => /\.(css|html|js|svg)$/.test(name))) {
      const content = await readFile(join(dir, name));
      await writeFile(join(dir, `${name}.br`), brotliCompressSync(content));
      await writeFile(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }));
    }
  },
};

export default defineConfig({
  root: "static",
  // Relative URLs, since the app may be served under any path prefix.
  base: "./",
  plugins: [reference, preview, compressed],
  build: {
    outDir: "../build/static",
    emptyOutDir: true,
    rolldownOptions: {
      input: ["static/index.html", `static/${EMBED}.js`],
      output: {
        codeSplitting: { groups: [{ name: sharedChunk }] },
        // Pages of other sites refer to this file, so its name has no hash.
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.endsWith(`${EMBED}.js`) ? `${EMBED}.js` : "assets/[name]-[hash].js",
      },
    },
    // three.js alone is half a megabyte, 160 kB compressed.
    chunkSizeWarningLimit: 850,
  },
});
