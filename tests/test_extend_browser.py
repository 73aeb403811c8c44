"""A tab of the laboratory, a step of the tour, a part of links and a language are each one file.

The files are added to one copy of the browser's source. A test for each checks that the addition
appears wherever it should; the copy's own tests check that the additions break nothing.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.runtime.settings import ROOT

SOURCE = (
    "app/network/layers",  # a test asks for a text for each kind
    "eslint.config.js",
    "eslint.rooms.js",
    "lit-localize.json",
    "package.json",
    "scripts/localize.js",
    "static",
    "tests/static",
    "vitest.config.js",
)
# Rooms whose tests check what is found by its folder, or the whole source.
ROOMS = ("bare-text", "i18n/", "lab/", "rooms", "state/", "tour/", "url/")

TAB = """
import { msg } from "@lit/localize";
import { html } from "lit";

/** How many objects the scene has. @type {import("../tabs.js").Tab} */
export const tab = {
  id: "count",
  title: () => msg("Scene"),
  show: ({ store }) => html`<p id="count">${store.get("scene").objects.length}</p>`,
};
"""
TAB_TEST = """
import { expect, test } from "vitest";
import "../../static/panels/lab-panel.js";
import { Store } from "../../static/state/store.js";
import { read, write } from "../../static/url/permalink.js";
import { card, limits, palette, state } from "./examples.js";

test("the tab is in the drawer and in links", async () => {
  const objects = [{ object: "face", row: 0, col: 0 }];
  const store = new Store(state({ lab: "count", scene: { objects } }));
  const panel = document.createElement("lab-panel");
  panel.context = { store };
  document.body.append(panel);
  await panel.updateComplete;
  const tab = panel.renderRoot.querySelector("#tab-count");
  expect(tab.getAttribute("aria-selected")).toBe("true");
  expect(tab.textContent.trim()).toBe("Scene");
  expect(panel.renderRoot.querySelector("#count").textContent).toBe("1");
  expect(write(store.state)).toContain("lab=count");
  expect(read("lab=count", { cards: [card()], limits, palette })).toMatchObject({
    changes: { lab: "count" },
    problems: [],
  });
});
"""

STEP = """
import { msg } from "@lit/localize";
import { plain, waiting } from "../claims.js";
import { at } from "../step-setup.js";

/** @type {import("../types.js").Step} */
const step = {
  id: "corner-face",
  chapter: "where",
  networks: ["ludic"],
  title: () => msg("Scene"),
  setting: () => ({ objects: [at("face", 3, 3)], model: "ludic" }),
  text: () => [
    plain(msg("Drag an object across the canvas.")),
    waiting(msg("Waiting for the measurement.")),
  ],
  task: () => msg("Scene"),
  action: ({ store }) => ({
    label: msg("Scene"),
    run: () => store.set("scene", { objects: [at("face", 3, 3), at("arm", 9, 9)] }),
  }),
  done: ({ state }) => state.scene.objects.some(({ object, row }) => object === "arm" && row === 9),
  result: () => null,
  points: () => [["palette-panel", "button"]],
};

export default step;
"""
STEP_TEST = """
import { expect, test } from "vitest";
import { STEPS, stepOf } from "../../static/tour/steps.js";
import { read, write } from "../../static/url/permalink.js";
import { card, limits, palette, state } from "./examples.js";

test("the step follows the second one and is in links", () => {
  expect(STEPS.map(({ id }) => id).indexOf("corner-face")).toBe(2);
  expect(stepOf("corner-face").title()).toBe("Scene");
  const tour = { step: "corner-face", done: [] };
  const given = { cards: [card()], limits, palette };
  const { changes, problems } = read(write(state({ tour })), given);
  expect(problems).toEqual([]);
  expect(changes.tour).toEqual(tour);
});
"""

PART = """
/** Whether figures are drawn flat. @type {import("../url-params.js").Part} */
export const part = {
  names: ["flat"],
  keys: ["flat"],
  write: ({ flat }) => ({ flat: flat ? "yes" : null }),
  read: (params) => ({ flat: params.oneOf("flat", ["yes"]) === "yes" }),
};
"""
PART_TEST = """
import { expect, test } from "vitest";
import { read, write } from "../../static/url/permalink.js";
import { card, limits, palette, state } from "./examples.js";

test("links tell the new part", () => {
  const given = { cards: [card()], limits, palette };
  expect(write(state({ flat: true }))).toContain("flat=yes");
  expect(read("flat=yes", given)).toMatchObject({ changes: { flat: true }, problems: [] });
  expect(read("", given).changes.flat).toBe(false);
  expect(read("flat=maybe", given).problems).toHaveLength(1);
});
"""

LANGUAGE_TEST = """
import { msg } from "@lit/localize";
import { expect, test } from "vitest";
import "../../static/panels/language-switch.js";
import { LOCALES, named, preferred, speak } from "../../static/i18n/locale.js";
import { Store } from "../../static/state/store.js";
import { read } from "../../static/url/permalink.js";
import { card, limits, palette, state } from "./examples.js";

test("the language is in the switch, in links, and spoken", async () => {
  expect(LOCALES.it).toBe("italiano");
  expect(preferred(["it-CH", "en"])).toBe("it");
  expect(read("lang=it", { cards: [card()], limits, palette })).toMatchObject({
    changes: { locale: "it" },
    problems: [],
  });
  const element = document.createElement("language-switch");
  element.context = { store: new Store(state({})) };
  document.body.append(element);
  await element.updateComplete;
  expect(element.renderRoot.querySelector('option[lang="it"]').textContent.trim()).toBe("italiano");
  await speak("it");
  expect(msg("Laboratory")).toBe("it:Laboratory");
  // It has no table of the server's names: they stay as the server has them.
  expect(named("human body")).toBe("human body");
});
"""


ADDITIONS = {
    "tab": ("static/lab/tabs/7-count.js", TAB, TAB_TEST),
    "step": ("static/tour/steps/2-tight-corner.js", STEP, STEP_TEST),
    "part": ("static/url/parts/flat.js", PART, PART_TEST),
    "language": ("static/i18n/locales/it.xlf", None, LANGUAGE_TEST),
}
"""The file, its text (a catalogue is extracted instead), and its test."""


def run(copy: Path, *command: str) -> None:
    """Runs a Node program in the copy; fails if the program does."""
    ended = node(copy, *command)
    assert ended.returncode == 0, f"{ended.stdout[-4000:]}\n{ended.stderr[-4000:]}"


def node(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A Node program in the copy, ended."""
    return subprocess.run(
        ["node", *command],
        cwd=copy,
        env=os.environ | {"NO_COLOR": "1", "CI": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def translate(copy: Path, locale: str) -> None:
    """Makes a catalogue; in place of a translation, each text is marked."""
    run(copy, "scripts/localize.js", "extract", locale)
    catalogue = copy / f"static/i18n/locales/{locale}.xlf"
    translated = re.sub(
        r"( *)<source>(.*?)</source>\n",
        lambda found: f"{found[0]}{found[1]}<target>{locale}:{found[2]}</target>\n",
        catalogue.read_text("utf-8"),
        flags=re.DOTALL,
    )
    catalogue.write_text(translated, "utf-8")


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What failed in each file of tests that ran in a copy with all additions."""
    copy = tmp_path_factory.mktemp("copy")
    for name in SOURCE:
        source, target = ROOT / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    for kind, (file, text, test) in ADDITIONS.items():
        assert not (copy / file).exists()
        if text:
            (copy / file).write_text(text.lstrip(), "utf-8")
        (copy / f"tests/static/addition-{kind}.test.js").write_text(test, "utf-8")
    translate(copy, "it")
    run(copy, "scripts/localize.js", "build")
    vitest = ("node_modules/vitest/vitest.mjs", "run", "addition", *ROOMS)
    ended = node(copy, *vitest, "--reporter=json", "--outputFile=said.json")
    said = copy / "said.json"
    assert said.exists(), ended.stderr[-4000:]
    files = json.loads(said.read_text("utf-8"))["testResults"]
    return {Path(file["name"]).name: problems(file) for file in files}


def problems(file: dict[str, Any]) -> list[str]:
    """What failed in a file of tests."""
    found = [text for one in file["assertionResults"] for text in one.get("failureMessages") or ()]
    return found if file["status"] == "passed" else [*found, file["message"]]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", ADDITIONS)
def test_is_one_file(failures, kind):
    assert failures[f"addition-{kind}.test.js"] == []


@pytest.mark.timeout(300)
def test_the_additions_break_nothing(failures):
    others = {file: said for file, said in failures.items() if not file.startswith("addition-")}
    assert len(others) > 20
    assert {file: said for file, said in others.items() if said} == {}
