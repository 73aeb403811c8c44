import { afterEach, expect, test, vi } from "vitest";
import { density, watchDensity, watchPixels } from "../../../static/browser/pixels.js";

afterEach(() => vi.unstubAllGlobals());

test("two device pixels per px are enough, and more for an enlarged element", () => {
  const found = [0.5, 1, 1.5, 3].map((ratio) => {
    vi.stubGlobal("devicePixelRatio", ratio);
    return [density(), density(1.5), density(9)];
  });
  expect(found).toEqual([
    [0.5, 0.75, 4],
    [1, 1.5, 4],
    [1.5, 2.25, 4],
    [2, 3, 4],
  ]);
});

/** Each query that is asked, with what it hears. */
function queries() {
  /** @type {{ text: string, query: EventTarget }[]} */
  const asked = [];
  vi.stubGlobal("matchMedia", (/** @type {string} */ text) => {
    const query = new EventTarget();
    asked.push({ text, query });
    return query;
  });
  return asked;
}

test("every change of the device pixels is told, by the query or by what comes with it", () => {
  const asked = queries();
  const changed = vi.fn();
  vi.stubGlobal("devicePixelRatio", 1);
  const stop = watchDensity(changed);
  dispatchEvent(new Event("pointermove"));
  expect(changed).not.toHaveBeenCalled();
  vi.stubGlobal("devicePixelRatio", 2);
  asked[0]?.query.dispatchEvent(new Event("change"));
  expect(changed).toHaveBeenCalledTimes(1);
  vi.stubGlobal("devicePixelRatio", 1.5);
  dispatchEvent(new Event("pointermove"));
  dispatchEvent(new Event("resize"));
  expect(changed).toHaveBeenCalledTimes(2);
  expect(asked.map(({ text }) => text)).toEqual(
    [1, 2, 1.5].map((ratio) => `(resolution: ${ratio}dppx)`),
  );
  stop();
  vi.stubGlobal("devicePixelRatio", 3);
  dispatchEvent(new Event("resize"));
  expect(changed).toHaveBeenCalledTimes(2);
});

test.each([true, false])("sizes are told with device pixels: %s", (known) => {
  queries();
  /** @type {(entries: unknown[]) => void} */
  let tell = () => {};
  const observe = vi.fn((_element, options) => {
    if (options && !known) throw new TypeError("no such box");
  });
  const disconnect = vi.fn();
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(/** @type {typeof tell} */ callback) {
        tell = callback;
      }
      observe = observe;
      disconnect = disconnect;
    },
  );
  const [element, changed] = [document.createElement("div"), vi.fn()];
  const stop = watchPixels(element, changed);
  expect(observe).toHaveBeenCalledTimes(known ? 1 : 2);
  const size = { width: 20, height: 10 };
  tell([{ contentRect: size }]);
  vi.stubGlobal("devicePixelRatio", 7);
  dispatchEvent(new Event("resize"));
  expect(changed.mock.calls).toEqual([[size], [size]]);
  stop();
  expect(disconnect).toHaveBeenCalledOnce();
});
