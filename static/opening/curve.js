import { nearest } from "./tiles.js";

/**
 * Waypoints of the object's path over the canvas, as fractions of the room that it has: out of the
 * corner, around the canvas, and back to its middle. [down, right]
 *
 * @type {readonly (readonly [number, number])[]}
 */
const WAY = [
  [0.06, 0.36],
  [0.1, 0.72],
  [0.34, 0.96],
  [0.72, 0.92],
  [0.96, 0.62],
  [0.86, 0.24],
  [0.56, 0.12],
  [0.42, 0.42],
  [0.5, 0.66],
];

/**
 * Where the object is on its path: a smooth curve through the waypoints, in whole px.
 *
 * @param {number} time  from 0, the start, to 1, the end
 * @param {{ row: number, col: number }} start  px
 * @param {{ height: number, width: number }} room  px, the last row and col at which the object is
 *   wholly on the canvas
 * @returns {{ row: number, col: number }}
 */
export function along(time, start, { height, width }) {
  const points = [
    [start.row, start.col],
    ...WAY.map(([down, right]) => [down * height, right * width]),
  ];
  // It comes to rest on a tile's place, so that the tile there has its answer.
  const [row = 0, col = 0] = points.pop() ?? [];
  const rest = nearest({ row, col });
  points.push([rest.row, rest.col]);
  const whole = eased(Math.min(Math.max(time, 0), 1)) * (points.length - 1);
  const index = Math.min(Math.floor(whole), points.length - 2);
  const [a, b, c, d] = [index - 1, index, index + 1, index + 2].map(
    (i) => points[Math.min(Math.max(i, 0), points.length - 1)] ?? [0, 0],
  );
  const at = (/** @type {0|1} */ axis) =>
    Math.round(
      spline(
        [a, b, c, d].map((point) => point?.[axis] ?? 0),
        whole - index,
      ),
    );
  return { row: clamp(at(0), height), col: clamp(at(1), width) };
}

/**
 * A Catmull-Rom spline between the second and the third of four values.
 *
 * @param {number[]} values
 * @param {number} t  0 to 1
 */
function spline([a = 0, b = 0, c = 0, d = 0], t) {
  const [one, two, three] = [c - a, 2 * a - 5 * b + 4 * c - d, 3 * (b - c) + d - a];
  return b + (t / 2) * (one + t * (two + t * three));
}

/**
 * Slow at both ends.
 *
 * @param {number} t
 */
function eased(t) {
  const slow = t * t * (3 - 2 * t);
  return 0.4 * t + 0.6 * slow;
}

/**
 * @param {number} value
 * @param {number} high
 */
function clamp(value, high) {
  return Math.min(Math.max(value, 0), high);
}
