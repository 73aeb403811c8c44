import { describe, expect, test } from "vitest";
import { curl, python, quote } from "../../../static/export/code-snippets.js";

const view = {
  base: "http://127.0.0.1:8000/",
  scene: { objects: [{ object: "face", row: 3, col: -4 }] },
  networks: [
    { id: "ludic", layers: ["input", "pool1"], outputs: ["face", "nothing"] },
    { id: "it's", layers: ["relu1"], outputs: ["1"] },
  ],
  guarded: false,
};

describe("quote", () => {
  test("a quotation mark closes the word, is escaped, and opens it again", () => {
    expect(quote("it's $HOME `ls` \\")).toBe("'it'\\''s $HOME `ls` \\'");
  });
});

describe("curl", () => {
  test("requests each network once, for its figure's layers", () => {
    const text = curl({ ...view, networks: [...view.networks, ...view.networks] });
    expect(text.match(/^curl/gm)).toHaveLength(2);
    expect(text).toContain(
      "'http://127.0.0.1:8000/api/models/ludic/activations?format=json&layers=input%2Cpool1'",
    );
    expect(text).toContain(`-d '{"scene":{"objects":[{"object":"face","row":3,"col":-4}]}}'`);
    expect(text).toContain("-o 'it'\\''s.json'");
    expect(text).not.toContain("authorization");
  });

  test("passes a long scene line by line, since one argument holds 128 KiB", () => {
    const png = "A".repeat(120_000);
    const text = curl({ ...view, scene: { ...view.scene, pictures: { own: png } } });
    expect(text).toContain("--data-binary @- <<'SCENE'\n{");
    expect(text.match(/^SCENE$/gm)).toHaveLength(2);
    expect(Math.max(...text.split("\n").map((line) => line.split(" \\")[0]?.length ?? 0))).toBe(
      JSON.stringify({ scene: { ...view.scene, pictures: { own: png } } }).length,
    );
  });

  test("refers to the token by name only", () => {
    expect(curl({ ...view, guarded: true })).toContain(
      `-H "authorization: Bearer $SHIFTSCOPE_TOKEN"`,
    );
  });
});

describe("python", () => {
  test("contains the scene, every network and no token", () => {
    const text = python(view);
    expect(text).toContain(`    {"object": "face", "row": 3, "col": -4},\n`);
    expect(text).toContain(`"it's",\n        "http://127.0.0.1:8000/api/models/it's/`);
    expect(text).toContain(`["face", "nothing"]`);
    expect(text).not.toContain("os.environ");
    expect(python({ ...view, guarded: true })).toContain(`os.environ["SHIFTSCOPE_TOKEN"]`);
  });

  test("quotes the names of pictures", () => {
    const scene = { objects: [{ object: 'a"\n\\', row: 0, col: 0 }], pictures: { 'a"\n\\': "AA" } };
    const text = python({ ...view, scene });
    expect(text).toContain(String.raw`    "a\"\n\\": "AA",`);
    expect(text).toContain(String.raw`{"object": "a\"\n\\", "row": 0, "col": 0}`);
  });
});
