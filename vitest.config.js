import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/static/**/*.test.js"],
    environment: "happy-dom",
    // Not emptied, so that tests can read styles as text.
    css: true,
  },
});
