// Runs lit-localize for every language that has a catalogue in static/i18n/locales:
//
//   node scripts/localize.js build          makes modules of the catalogues
//   node scripts/localize.js extract [TAG]  brings them up to date with the source; begins TAG's
import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const CONFIG = "lit-localize.json";
const LOCALES = "static/i18n/locales";

const [command, ...begun] = process.argv.slice(2);
const found = globSync(`${LOCALES}/*.xlf`).map((path) => basename(path, ".xlf"));
const targetLocales = [...new Set([...found, ...begun])].sort();

// The tool reads which languages there are from its configuration alone, so it is given a copy. Paths
// are relative to that.
const config = JSON.parse(readFileSync(CONFIG, "utf8"));
const up = (path) => join("..", path);
mkdirSync("build", { recursive: true });
writeFileSync(
  join("build", CONFIG),
  JSON.stringify({
    ...config,
    targetLocales,
    inputFiles: config.inputFiles.map(up),
    output: { ...config.output, outputDir: up(config.output.outputDir) },
    interchange: { ...config.interchange, xliffDir: up(config.interchange.xliffDir) },
  }),
);
// Otherwise modules of deleted languages stay in the build.
if (command === "build") rmSync(config.output.outputDir, { recursive: true, force: true });
const tool = createRequire(import.meta.url).resolve("@lit/localize-tools/package.json");
execFileSync(
  process.execPath,
  [join(dirname(tool), "bin/lit-localize.js"), command, "--config", join("build", CONFIG)],
  { stdio: "inherit" },
);
