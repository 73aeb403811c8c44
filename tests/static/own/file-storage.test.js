import { expect, test } from "vitest";
import { digest } from "../../../static/own/digest.js";
import { FileStorage, surplus } from "../../../static/own/file-storage.js";

/** @param {string} id @param {number} used @param {string} [hash] @param {number} [bytes] */
function network(id, used, hash = id, bytes = 100) {
  return { id, title: id, file: `${id}.onnx`, bytes, options: {}, hash, used, listed: true };
}

test("the least recently used networks are dropped first, and the newest never", () => {
  const all = [network("a", 3), network("b", 1), network("c", 2)];
  const ids = (/** @type {ReturnType<typeof surplus>} */ list) => list.map(({ id }) => id);
  expect(ids(surplus(all, 300, 3))).toEqual([]);
  expect(ids(surplus(all, 299, 3))).toEqual(["b"]);
  expect(ids(surplus(all, 1000, 1))).toEqual(["b", "c"]);
  expect(ids(surplus([network("a", 1, "a", 5000)], 10, 1))).toEqual([]);
});

test("networks of one file count its bytes once", () => {
  const all = [network("a", 3, "same"), network("b", 1, "same"), network("c", 2)];
  expect(surplus(all, 200, 9)).toEqual([]);
});

test("without a database files last as long as the page, and say so", async () => {
  const storage = new FileStorage(/** @type {any} */ (null));
  const content = Uint8Array.of(1, 2, 3).buffer;
  await storage.put(network("a", 1, "same"), content);
  await storage.put(network("b", 2, "same"), content);
  expect(storage.lasting).toBe(false);
  expect((await storage.all()).map(({ id }) => id)).toEqual(["b", "a"]);
  await storage.change("a", { used: 9, listed: false });
  expect(await storage.get("a")).toMatchObject({ used: 9, listed: false });
  await storage.remove("a");
  expect(await storage.file("same")).toBe(content);
  await storage.remove("b");
  expect(await storage.file("same")).toBeNull();
  expect(await storage.all()).toEqual([]);
});

test("a database that refuses is as none", async () => {
  const factory = {
    open() {
      throw new DOMException("no", "SecurityError");
    },
  };
  const storage = new FileStorage(/** @type {any} */ (factory));
  expect(await storage.all()).toEqual([]);
  expect(storage.lasting).toBe(false);
});

test("files are known by a hash of their bytes, with and without a secure context", async () => {
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text).buffer;
  expect(await digest(bytes("abc"))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
  const plain = await Promise.all(
    ["abc", "abd", "ab", ""].map((text) => digest(bytes(text), undefined)),
  );
  expect(new Set(plain).size).toBe(4);
});
