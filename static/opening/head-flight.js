/** Length of the heads' way to the other strand, ms. */
const SWAP_MS = 800;

/**
 * Moves two answers to each other's place; they stay there until their animations are cancelled.
 *
 * @param {Element[]} answers  the upper and the lower one
 * @returns {Promise<Animation[]>}  none where no motion is wanted
 */
export async function flyAcross(answers) {
  const [upper, lower] = answers.map((answer) => answer.getBoundingClientRect());
  if (!upper || !lower || matchMedia("(prefers-reduced-motion: reduce)").matches) return [];
  const [down, right] = [lower.top - upper.top, lower.left - upper.left];
  const flying = answers.map((answer, i) => {
    const sign = i === 0 ? 1 : -1;
    const bow = `translate(${sign * (right / 2 - 40)}px, ${(sign * down) / 2}px) scale(1.08)`;
    return answer.animate(
      [
        { transform: "none" },
        { transform: bow },
        { transform: `translate(${sign * right}px, ${sign * down}px)` },
      ],
      { duration: SWAP_MS, easing: "ease-in-out", fill: "forwards" },
    );
  });
  await Promise.all(flying.map(({ finished }) => finished.catch(() => undefined)));
  return flying;
}
