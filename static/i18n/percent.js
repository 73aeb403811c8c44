/**
 * A share as a whole percentage, as in `92%`. Only an exact 0 or 1 is called 0% or 100%.
 *
 * @param {number} share  0 to 1
 */
export function percentText(share) {
  const whole = Math.round(100 * share);
  if (whole === 100 && share < 1) return ">99%";
  if (whole === 0 && share > 0) return "<1%";
  return `${whole}%`;
}
