"""A tab of the laboratory, a step of the tour, a part of links and a language are each one file.

Each file is added to a copy of the browser's source. A test of the copy checks that the
addition appears wherever it should; the copy's own tests check that it breaks nothing.
"""

import os
import re
import shutil
import subprocess

import pytest

from app.runtime.settings import ROOT

SOURCE = (
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


@pytest.fixture
def copy(tmp_path):
    """A copy of the browser's source that can be tested."""
    for name in SOURCE:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def run(copy, *command):
    """The output of a Node program in the copy; fails if the program does."""
    ended = subprocess.run(
        ["node", *command],
        cwd=copy,
        env=os.environ | {"NO_COLOR": "1", "CI": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, f"{ended.stdout[-4000:]}\n{ended.stderr[-4000:]}"
    return ended.stdout


def examine(copy, test):
    """Runs a test of the addition, and the tests of all rooms that the addition appears in."""
    (copy / "tests/static/addition.test.js").write_text(test, "utf-8")
    run(copy, "scripts/localize.js", "build")
    said = run(copy, "node_modules/vitest/vitest.mjs", "run", "addition", *ROOMS)
    assert "addition.test.js" in said


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("file", "text", "test"),
    [
        ("static/lab/tabs/7-count.js", TAB, TAB_TEST),
        ("static/tour/steps/2-tight-corner.js", STEP, STEP_TEST),
        ("static/url/parts/flat.js", PART, PART_TEST),
    ],
    ids=["tab", "step", "part"],
)
def test_is_one_file(copy, file, text, test):
    assert not (copy / file).exists()
    (copy / file).write_text(text.lstrip(), "utf-8")
    examine(copy, test)


@pytest.mark.timeout(300)
def test_a_language_is_one_file(copy):
    run(copy, "scripts/localize.js", "extract", "it")
    catalogue = copy / "static/i18n/locales/it.xlf"
    # In place of a translation, each text is marked.
    translated = re.sub(
        r"( *)<source>(.*?)</source>\n",
        lambda found: f"{found[0]}{found[1]}<target>it:{found[2]}</target>\n",
        catalogue.read_text("utf-8"),
        flags=re.DOTALL,
    )
    catalogue.write_text(translated, "utf-8")
    examine(copy, LANGUAGE_TEST)
