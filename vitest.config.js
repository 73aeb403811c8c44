import { configDefaults, defineConfig } from "vitest/config";

const ALL = "tests/static/**/*.test.js";
/** Tests that exchange bytes or clones with Node, which takes objects of its own realm alone. */
const NODE = [
  "tests/static/{export,server}/**/*.test.js",
  "tests/static/**/*-png.test.js",
  "tests/static/resources/filters.test.js",
  "tests/static/url/url-sync.test.js",
];

export default defineConfig({
  test: {
    environment: "happy-dom",
    // Not emptied, so that tests can read styles as text.
    css: true,
    projects: [
      // A realm for each file, in threads that stay: a third of the work of a process for each.
      {
        extends: true,
        test: {
          name: "page",
          include: [ALL],
          exclude: [...configDefaults.exclude, ...NODE],
          pool: "vmThreads",
        },
      },
      { extends: true, test: { name: "node", include: NODE } },
    ],
  },
});
