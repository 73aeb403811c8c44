/** Most pixels drawn per px of the page, and per px of an enlarged element: more cost time without a visible gain. */
const MOST = { page: 2, element: 4 };

/**
 * Pixels to draw per px of an element.
 *
 * @param {number} [scale]  length of its px on the page
 */
export function density(scale = 1) {
  return Math.min(Math.min(devicePixelRatio || 1, MOST.page) * scale, MOST.element);
}

/**
 * Calls back at first, and when an element's content changes its size, in px or in device pixels: also when
 * the window moves to a screen with other ones, or the page is zoomed.
 *
 * @param {Element} element
 * @param {(size: { width: number, height: number }) => void} changed  size: of the content, px
 * @returns {() => void}  stops watching
 */
export function watchPixels(element, changed) {
  let size = { width: 0, height: 0 };
  const sizes = new ResizeObserver(([entry]) => {
    if (entry) size = entry.contentRect;
    changed(size);
  });
  try {
    sizes.observe(element, { box: "device-pixel-content-box" });
  } catch {
    // Safari.
    sizes.observe(element);
  }
  const stop = watchDensity(() => changed(size));
  return () => {
    sizes.disconnect();
    stop();
  };
}

/** What may come with another number of device pixels: not all browsers tell of it by the query. */
const HINTS = /** @type {const} */ (["resize", "focus", "pointermove"]);

/**
 * Calls back when a px of the page has another number of device pixels.
 *
 * @param {() => void} changed
 * @returns {() => void}  stops watching
 */
export function watchDensity(changed) {
  const end = new AbortController();
  let known = devicePixelRatio;
  const check = () => {
    if (devicePixelRatio === known) return;
    known = devicePixelRatio;
    ask();
    changed();
  };
  // A query holds for one number, so each needs its own.
  const ask = () => {
    const query = matchMedia(`(resolution: ${known}dppx)`);
    query.addEventListener("change", check, { signal: end.signal, once: true });
  };
  ask();
  for (const hint of HINTS) addEventListener(hint, check, { signal: end.signal, passive: true });
  return () => end.abort();
}
