import { msg } from "@lit/localize";

/**
 * The pen's colours: the pure colours of the drawings' parts (`app/scene/sprite_colours.py`), white first.
 *
 * @type {{ name: string, title: () => string, rgb: [number, number, number] }[]}
 */
export const INKS = [
  { name: "white", title: () => msg("white"), rgb: [255, 255, 255] },
  { name: "red", title: () => msg("red"), rgb: [255, 0, 0] },
  { name: "magenta", title: () => msg("magenta"), rgb: [255, 0, 255] },
  { name: "yellow", title: () => msg("yellow"), rgb: [255, 255, 0] },
  { name: "cyan", title: () => msg("cyan"), rgb: [0, 255, 255] },
  { name: "green", title: () => msg("green"), rgb: [0, 255, 0] },
];

/** Widths of a line, px: odd, so that it is centred on the pointer. */
export const WIDTHS = [1, 3, 5];
