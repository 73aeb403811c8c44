/** How often the clock is looked at, ms, and by how much it jumps where the machine has slept. */
const TICK_MS = 2_000;
const JUMP_MS = 10_000;

/**
 * Calls back when connections may have died unnoticed: the network returns, the page is shown again, or
 * the machine has slept.
 *
 * @param {() => void} woken
 * @param {AbortSignal} signal  listens no more
 */
export function onWake(woken, signal) {
  let last = Date.now();
  addEventListener("online", woken, { signal });
  addEventListener("pageshow", ({ persisted }) => persisted && woken(), { signal });
  const seen = () => {
    last = Date.now();
    if (!document.hidden) woken();
  };
  document.addEventListener("visibilitychange", seen, { signal });
  const tick = () => {
    const now = Date.now();
    // Timers of hidden pages are throttled; those hear of their return anyway.
    const slept = now - last > JUMP_MS && !document.hidden;
    last = now;
    if (slept) woken();
  };
  const ticking = setInterval(tick, TICK_MS);
  signal.addEventListener("abort", () => clearInterval(ticking));
}
