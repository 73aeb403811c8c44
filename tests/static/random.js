/**
 * Random numbers, reproducible by seed (mulberry32, by Tommy Ettinger, public domain).
 *
 * @param {number} seed
 */
export function random(seed) {
  let at = seed >>> 0;
  const next = () => {
    at = (at + 0x6d2b79f5) >>> 0;
    let t = Math.imul(at ^ (at >>> 15), at | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (/** @type {number} */ least, /** @type {number} */ most) =>
    least + Math.floor(next() * (most - least + 1));
  return {
    next,
    /** A random integer, both ends included. */
    whole,
    /** @type {<T>(list: readonly T[]) => T} */
    of: (list) => /** @type {any} */ (list[whole(0, list.length - 1)]),
    chance: (/** @type {number} */ share) => next() < share,
  };
}
