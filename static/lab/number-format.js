import { msg } from "@lit/localize";
import { html } from "lit";

/**
 * A measured number, rounded to three decimals; its title is the exact number.
 *
 * @param {number|null|undefined} value
 * @param {number} [digits]
 */
export function measured(value, digits = 3) {
  if (value === undefined) return html`…`;
  // JSON has no NaN, so the server sends null for an undefined number.
  if (value === null || Number.isNaN(value))
    return html`<span title=${msg("not defined")}>${msg("n/a")}</span>`;
  return html`<span title=${String(value)}>${value.toFixed(digits)}</span>`;
}

/**
 * The first letters of a hash, enough to distinguish weights.
 *
 * @param {string|undefined} sha256
 */
export function short(sha256) {
  return sha256 ? html`<span title=${sha256}>${sha256.slice(0, 8)}</span>` : html`…`;
}

/**
 * Text on what happens to pixels shifted past the border.
 *
 * @param {"canvas"|"cyclic"} protocol
 */
export function protocolText(protocol) {
  return protocol === "canvas"
    ? msg("Canvas protocol: what leaves is gone, zeros move in.")
    : msg("Cyclic protocol: what leaves comes in on the other side.");
}

/** @param {string} protocol  "canvas" or "cyclic" */
export function protocolName(protocol) {
  return protocol === "canvas" ? msg("canvas") : msg("cyclic");
}

/**
 * A share as a percentage, for headlines. A share that only nearly is none or all has one decimal, so
 * that it does not look exact.
 *
 * @param {number} share
 */
export function percentText(share) {
  const whole = Math.round(share * 100);
  const rounded = (whole === 0 && share > 0) || (whole === 100 && share < 1);
  if (!rounded) return `${whole}%`;
  return share < 0.5
    ? `${Math.max(share * 100, 0.1).toFixed(1)}%`
    : `${Math.min(share * 100, 99.9).toFixed(1)}%`;
}

/**
 * The same, with the exact number as its title.
 *
 * @param {number|null|undefined} share
 */
export function percent(share) {
  if (share === null || share === undefined || Number.isNaN(share)) return measured(share);
  return html`<span title=${String(share)}>${percentText(share)}</span>`;
}
