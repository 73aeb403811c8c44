import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig } from "vite";

const { resolve } = createRequire(import.meta.url);

/** What the page at /docs is made of, so that it needs no other server. */
const reference = {
  name: "reference",
  async generateBundle() {
    for (const name of ["swagger-ui-bundle.js", "swagger-ui.css"]) {
      const source = await readFile(resolve(`swagger-ui-dist/${name}`));
      this.emitFile({ type: "asset", fileName: `reference/${name}`, source });
    }
  },
};

/** The custom element that other sites' pages load. */
const EMBED = "embed/shiftscope-figure";

/** Compressed once, here, as small as it can be, so that the server need not do it again and again. */
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
  // Relative addresses: the app may be served under any path prefix.
  base: "./",
  plugins: [reference, compressed],
  build: {
    outDir: "../build/static",
    emptyOutDir: true,
    rolldownOptions: {
      input: ["static/index.html", `static/${EMBED}.js`],
      output: {
        // Other sites' pages name this file, so its name does not change with what is in it.
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.endsWith(`${EMBED}.js`) ? `${EMBED}.js` : "assets/[name]-[hash].js",
      },
    },
    // three.js alone is half a megabyte before compression; 160 kB travel.
    chunkSizeWarningLimit: 800,
  },
});
