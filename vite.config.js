import { defineConfig } from "vite";

export default defineConfig({
  root: "static",
  // Relative addresses: the app may be served under any path prefix.
  base: "./",
  build: { outDir: "../build/static", emptyOutDir: true },
});
