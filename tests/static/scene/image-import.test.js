import { describe, expect, test, vi } from "vitest";
import { cancelImport, importDark, importImages } from "../../../static/scene/image-import.js";
import { ServerError } from "../../../static/state/error-types.js";
import { Store } from "../../../static/state/store.js";
import { CROSS, limits, state } from "../examples.js";

const seen = { visible: true, adjustments: [] };
const cross = { name: "picture-cross", height: 3, width: 3, png: CROSS, ...seen };

/**
 * @param {string} name
 * @param {number} [size]  bytes
 */
const file = (name, size = 9) => new File([new Uint8Array(size)], name);

test("a file is uploaded for the network's canvas, added in its centre, and selected", async () => {
  const tool = { kind: /** @type {const} */ ("pen"), ink: 1, width: 1, drawing: null };
  const store = new Store(state({ tool, notice: "an old one" }));
  const send = vi.fn(async () => cross);
  const given = file("a.png");
  await importImages(store, [given], send);
  expect(send).toHaveBeenCalledExactlyOnceWith(
    expect.any(File),
    "small",
    expect.any(AbortSignal),
    "none",
  );
  const [sent] = /** @type {[File]} */ (/** @type {unknown} */ (send.mock.calls[0]));
  expect(new Uint8Array(await sent.arrayBuffer())).toEqual(new Uint8Array(9));
  expect(store.get("scene")).toEqual({
    objects: [{ object: "picture-cross", row: 2, col: 2 }],
    pictures: { "picture-cross": CROSS },
  });
  expect(store.get("selection").object).toBe(0);
  expect(store.get("tool").kind).toBeNull();
  expect(store.get("notice")).toBeNull();
});

test("a refusal by the server is reported, and the scene stays unchanged", async () => {
  const store = new Store(state());
  const { scene, selection } = store.state;
  await importImages(store, [file("a.txt"), file("b.png")], async () => {
    throw new Error("expected a PNG");
  });
  const error = { code: null, message: "expected a PNG" };
  expect(store.get("notice")).toEqual({
    failed: [
      { file: "a.txt", error },
      { file: "b.png", error },
    ],
    then: null,
  });
  expect(store.get("scene")).toBe(scene);
  expect(store.get("selection")).toBe(selection);
});

test("sound files are placed, whatever others there are, and those are named", async () => {
  const store = new Store(state());
  const send = vi.fn();
  send.mockRejectedValueOnce(new Error("expected a PNG"));
  send.mockResolvedValueOnce(cross);
  send.mockRejectedValueOnce(new Error("cut short"));
  await importImages(
    store,
    ["notes.txt", "b.png", "c.png"].map((name) => file(name)),
    send,
  );
  expect(store.get("scene").objects.map(({ object }) => object)).toEqual(["picture-cross"]);
  expect(store.get("notice")).toMatchObject({
    failed: [
      { file: "notes.txt", error: { message: "expected a PNG" } },
      { file: "c.png", error: { message: "cut short" } },
    ],
  });
  expect(store.get("importing")).toBeNull();
});

test("a notice holds the start and the end of a long file name", async () => {
  const store = new Store(state());
  await importImages(store, [file(`${"n".repeat(10_000)}.png`)], async () => {
    throw new Error("expected a PNG");
  });
  expect(store.get("notice")).toMatchObject({
    failed: [{ file: expect.stringMatching(/^n{32}…n{4}\.png$/) }],
  });
});

test("a folder, and a file that was changed, are told from a lost connection", async () => {
  const store = new Store(state());
  const send = vi.fn(async () => {
    throw new ServerError("unreachable", "Failed to fetch");
  });
  const folder = file("holiday");
  folder.arrayBuffer = () => Promise.reject(new DOMException("", "NotReadableError"));
  await importImages(store, [folder], send);
  expect(send).not.toHaveBeenCalled();
  expect(store.get("notice")).toMatchObject({
    failed: [{ file: "holiday", error: { message: expect.stringContaining("is it a folder") } }],
  });
  await importImages(store, [file("a.png")], send);
  expect(store.get("notice")).toMatchObject({ failed: [{ error: { code: "unreachable" } }] });
});

test("a file of more than 5 MB is not uploaded", async () => {
  const store = new Store(state());
  const send = vi.fn(async () => cross);
  await importImages(store, [file("large.png", 5_000_001)], send);
  expect(send).not.toHaveBeenCalled();
  expect(store.get("notice")).toEqual({
    failed: [{ file: "large.png", error: { code: "localised", message: "expected at most 5 MB" } }],
    then: null,
  });
  await importImages(store, [file("fits.png", 5_000_000)], send);
  expect(store.get("scene").objects).toHaveLength(1);
});

test("the message states the server's limit", async () => {
  const size = { ...limits.file, bytes: 1500 };
  const store = new Store(state({ limits: { ...limits, file: size } }));
  const send = vi.fn(async () => cross);
  await importImages(store, [file("large.png", 1501)], send);
  expect(send).not.toHaveBeenCalled();
  expect(store.get("notice")).toMatchObject({
    failed: [{ error: { message: "expected at most 1.5 kB" } }],
  });
  await importImages(store, [file("fits.png", 1500)], send);
  expect(send).toHaveBeenCalledOnce();
});

test("a fifth picture is refused, and those before it are added", async () => {
  const store = new Store(state());
  let n = 0;
  const send = async () => ({ ...cross, name: `picture-${n++}` });
  const files = Array.from({ length: 6 }, (_, i) => file(`${i}.png`));
  await importImages(store, files, send);
  expect(store.get("scene").objects).toHaveLength(4);
  const error = {
    code: "localised",
    message: expect.stringMatching(/^A scene holds 4 pictures at most/),
  };
  expect(store.get("notice")).toMatchObject({
    failed: [
      { file: "4.png", error },
      { file: "5.png", error },
    ],
  });
});

test("changes during the upload are kept", async () => {
  const store = new Store(state());
  await importImages(store, [file("a.png")], async () => {
    store.set("scene", { objects: [{ object: "face", row: 1, col: 1 }] });
    return cross;
  });
  expect(store.get("scene").objects.map(({ object }) => object)).toEqual(["face", "picture-cross"]);
});

test("a running upload is shown, and can be aborted: nothing is added then", async () => {
  const store = new Store(state());
  const { scene } = store.state;
  /** @type {(picture: typeof cross) => void} */
  let respond = () => {};
  /** @type {AbortSignal|undefined} */
  let signal;
  const coming = importImages(
    store,
    [file("slow.png"), file("next.png")],
    (_file, _model, given) => {
      signal = given;
      return new Promise((resolve) => (respond = resolve));
    },
  );
  expect(store.get("importing")).toBe("slow.png");
  await vi.waitFor(() => expect(signal).toBeDefined());
  cancelImport(store);
  expect(store.get("importing")).toBeNull();
  expect(signal?.aborted).toBe(true);
  respond(cross);
  await coming;
  expect(store.get("scene")).toBe(scene);
  expect(store.get("notice")).toBeNull();
  expect(store.get("importing")).toBeNull();
});

describe("a picture that shows nothing on black", () => {
  const dark = {
    ...cross,
    visible: false,
    adjustments: /** @type {const} */ (["white", "invert"]),
  };
  /** @type {typeof import("../../../static/server/api.js").sendPicture} */
  const send = async (given, _model, _signal, adjust) => {
    const { name } = /** @type {File} */ (given);
    const picture = name.startsWith("dark") && adjust === "none" ? dark : cross;
    return { ...picture, adjustments: [...picture.adjustments], name: `picture-${name}${adjust}` };
  };
  const placed = (/** @type {Store} */ store) =>
    store.get("scene").objects.map(({ object }) => object);

  test("is asked about, and the others are placed", async () => {
    const store = new Store(state());
    const files = [file("dark1"), file("a"), file("dark2")];
    await importImages(store, files, send);
    expect(placed(store)).toEqual(["picture-anone"]);
    const one = { adjustments: ["white", "invert"] };
    expect(store.get("notice")).toEqual({
      dark: [
        { ...one, name: "dark1", file: files[0] },
        { ...one, name: "dark2", file: files[2] },
      ],
    });
    expect(store.get("importing")).toBeNull();
  });

  test.each(/** @type {const} */ (["white", "invert", "none"]))(
    "is placed as the user decides: %s; then comes the next",
    async (adjust) => {
      const store = new Store(state());
      await importImages(store, [file("dark1"), file("dark2")], send);
      await importDark(store, /** @type {any} */ (store.get("notice")), adjust, send);
      expect(placed(store)).toEqual([`picture-dark1${adjust}`]);
      expect(store.get("notice")).toMatchObject({ dark: [{ name: "dark2" }] });
      await importDark(store, /** @type {any} */ (store.get("notice")), adjust, send);
      expect(placed(store)).toHaveLength(2);
      expect(store.get("notice")).toBeNull();
    },
  );

  test("is not forgotten over another that fails", async () => {
    const store = new Store(state());
    await importImages(store, [file("dark1"), file("large.png", 5_000_001)], send);
    expect(store.get("notice")).toMatchObject({
      failed: [{ file: "large.png" }],
      then: { dark: [{ name: "dark1" }] },
    });
  });
});
