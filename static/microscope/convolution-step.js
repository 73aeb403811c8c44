import { msg, str } from "@lit/localize";
import { enumerated } from "../i18n/locale.js";
import { html, nothing } from "lit";
import { sliceColours } from "../charts/layer-colours.js";
import { diverging, gradient } from "../charts/colour-ramps.js";
import { largest, productScale, valueColour, valueScale } from "./value-colours.js";
import { shownSlice, strongestFirst } from "./step-order.js";
import { numberText, sliceName } from "../i18n/labels.js";
import { cellGrid, exact, inPadding, placeName } from "./value-grid.js";
import { legend, valueRamp } from "./value-legend.js";
import { drawSlide } from "./kernel-slide.js";
import { more } from "./show-more.js";

/** @import { LayerCard, Patch } from "../types/api.js" */
/** @import { StepContext } from "./layer-step.js" */

/** Slices shown before the list is expanded. */
const FIRST = 3;

/**
 * Draws a convolution: values, kernel and products, slice by slice.
 *
 * @param {Patch} patch
 * @param {string} path
 * @param {StepContext} context
 * @param {LayerCard|undefined} input
 * @param {string} name  of the input layer
 */
export function drawPatch(patch, path, context, input, name) {
  // The sentence, the sliding kernel and the first grids are of one slice, the one of the strongest
  // product, since the step towards the input leads there.
  const first = shownSlice(patch);
  const order = [first, ...strongestFirst(patch).filter((channel) => channel !== first)];
  const progress = context.progress(path.replace(/\.how$/, ""));
  const sliding = progress?.name === "window";
  // Rows of products shown so far.
  const rows =
    progress?.name === "products" ? Math.round(progress.share * patch.rows.length) : Infinity;
  const shown = context.open ? order : order.slice(0, FIRST);
  const [kernelEnd, productEnd] = [largest(patch.kernel), productScale(input, patch)];
  const colours = input ? sliceColours(input) : [];
  const missing = inPadding(patch);
  const pointed = context.pointed?.path === path ? context.pointed : null;
  return html`
    <div class="three legend">
      ${legend(msg("values"), valueScale(input), valueRamp(input))}
      <span></span>
      ${legend(msg("kernel"), { low: -kernelEnd, high: kernelEnd }, gradient(true))}
      <span></span>
      ${legend(msg("products"), { low: -productEnd, high: productEnd }, gradient(true))}
    </div>
    ${sliding && input ? drawSlide(patch, input, first, progress.share) : nothing}
    <p class="readout number" aria-live="polite">${pointedText(patch, pointed, input)}</p>
    <div class="slices">
      ${shown.map((channel) => {
        const called = sliceName(input, channel);
        const i = channel - patch.first;
        const strongest = patch.strongest?.channel === channel ? patch.strongest : null;
        /** @type {[number, number]|null} */
        const framed = strongest && [
          patch.rows.indexOf(strongest.row),
          patch.cols.indexOf(strongest.col),
        ];
        const common = {
          missing,
          framed,
          place: placeName(patch),
          pointed: pointed?.channel === channel ? pointed.at : null,
          point: (/** @type {[number, number]|null} */ at) =>
            context.point(at && { path, channel, at }),
          choose: (/** @type {[number, number]} */ [down, right]) => {
            const [row, col] = [patch.rows[down] ?? null, patch.cols[right] ?? null];
            if (row !== null && col !== null)
              context.go({ layer: name, place: { channel, row, col } });
          },
        };
        return html`
          <div data-slice=${channel}>
            <div class="line">
              <span class="ink" .style=${`background: ${colours[channel] ?? "#ffffff"}`}></span>
              <span>${called}</span>
              <span>${msg(html`sum ${exact(patch.sums[i] ?? 0, `${path}.sums.${i}`)}`)}</span>
            </div>
            <div class="three">
              ${cellGrid({
                ...common,
                keys: true,
                values: patch.values[i] ?? [],
                colour: (value) => valueColour(input, channel, value),
                label: msg(str`${called}: values under the kernel`),
                path: `${path}.values.${i}`,
              })}
              <span aria-hidden="true">×</span>
              ${cellGrid({
                ...common,
                missing: undefined,
                values: patch.kernel[i] ?? [],
                colour: (value) => diverging(value / kernelEnd),
                label: msg(str`${called}: kernel`),
                path: `${path}.kernel.${i}`,
              })}
              <span aria-hidden="true">=</span>
              ${cellGrid({
                ...common,
                values: patch.products[i] ?? [],
                later: (row) => row >= rows,
                colour: (value) => diverging(value / productEnd),
                label: msg(str`${called}: products`),
                path: `${path}.products.${i}`,
              })}
            </div>
            ${
              sliding
                ? html`<div class="three legend captions">
                    <span>${msg("values")}</span><span></span><span>${msg("kernel")}</span>
                  </div>`
                : nothing
            }
          </div>
        `;
      })}
    </div>
    ${more(context, order.length, FIRST, {
      all: msg(str`All ${order.length} slices`),
      few: msg(str`Only the ${FIRST} strongest`),
    })}
  `;
}

/**
 * The sum of the first rows of products, over all slices.
 *
 * @param {Patch} patch
 * @param {number} share  of the rows
 */
export function runningSum({ products, rows }, share) {
  const end = Math.round(share * rows.length);
  return products.reduce(
    (sum, grid) =>
      grid
        .slice(0, end)
        .flat()
        .reduce((a, b) => a + b, sum),
    0,
  );
}

/**
 * Text on the square under the pointer.
 *
 * @param {Patch} patch
 * @param {StepContext["pointed"]} pointed
 * @param {LayerCard|undefined} input
 */
function pointedText(patch, pointed, input) {
  if (!pointed) return msg("Point at a square to read it; press it to go there.");
  const { channel, at } = pointed;
  const [value, weight, product] = [patch.values, patch.kernel, patch.products].map(
    (grids) => grids[channel - patch.first]?.[at[0]]?.[at[1]] ?? 0,
  );
  const name = enumerated([sliceName(input, channel), placeName(patch)(...at)]);
  const texts = [value, weight, product].map((number) => numberText(number ?? 0));
  return `${name}: ${texts[0]} × ${texts[1]} = ${texts[2]}`;
}
