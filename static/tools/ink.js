/**
 * What the pen draws with: the pure colours of the drawings' parts (`app/scene/ink.py`), white first.
 *
 * @type {{ name: string, rgb: [number, number, number] }[]}
 */
export const INKS = [
  { name: "white", rgb: [255, 255, 255] },
  { name: "red", rgb: [255, 0, 0] },
  { name: "magenta", rgb: [255, 0, 255] },
  { name: "yellow", rgb: [255, 255, 0] },
  { name: "cyan", rgb: [0, 255, 255] },
  { name: "green", rgb: [0, 255, 0] },
];

/** Of a line, px: odd, so that it lies evenly about the pointer. */
export const WIDTHS = [1, 3, 5];
