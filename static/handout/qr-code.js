import { generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";
import { msg } from "@lit/localize";
import { html, svg } from "lit";

/** White modules around a code, as ISO/IEC 18004 asks for. */
const QUIET = 4;
/** Modules a side of which phones still read a printed code of some 3 cm; version 25 of 40. */
const LARGEST = 117;

/**
 * A link as a QR code; a sentence where the link is too long for one that phones read.
 *
 * @param {string} url
 */
export function qrCode(url) {
  const code = codeOf(url);
  if (!code) {
    return html`<p class="quiet">
      ${msg("This link is too long for a QR code: it holds pictures or many objects.")}
    </p>`;
  }
  const side = code.size + 2 * QUIET;
  return svg`<svg class="code" viewBox=${`${-QUIET} ${-QUIET} ${side} ${side}`} role="img"
    aria-label=${msg("QR code of the link")} shape-rendering="crispEdges">
    <rect x=${-QUIET} y=${-QUIET} width=${side} height=${side} fill="#fff" />
    <path d=${toSvgPath(code)} fill="#000" />
  </svg>`;
}

/** @param {string} url */
function codeOf(url) {
  try {
    const code = generate(url);
    return code.size > LARGEST ? null : code;
  } catch {
    // More than fits into the largest code.
    return null;
  }
}
