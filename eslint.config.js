import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import globals from "globals";
import { rooms } from "./eslint.rooms.js";

export default defineConfig([
  globalIgnores(["build/", "node_modules/", ".venv/"]),
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  rooms,
  { files: ["eslint.*.js", "scripts/**"], languageOptions: { globals: globals.node } },
  { files: ["static/**", "tests/static/**"], languageOptions: { globals: globals.browser } },
]);
