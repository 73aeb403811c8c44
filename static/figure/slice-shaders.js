import { MOST_SENT } from "../network/sent-slices.js";

/** The shaders of a volume's sheets, which draw one instance a sheet. */

/**
 * The last sheet is instance 0, since sheets cover one another from back to front, and the camera stays
 * at the input's side. Sheet i is in the plane x + slices[i] * gap, by its slice's number, the chosen one slid
 * out by `slid`; corners are (row, col), 0 to 1.
 */
const PLACE = /* glsl */ `
  uniform float gap;
  uniform float x;
  uniform float slices[${MOST_SENT}];
  uniform float last;
  uniform vec2 size;
  uniform float chosen;
  uniform float slid;
  float sheetOf() {
    return last - float(gl_InstanceID);
  }
  vec4 place(float sheet, vec2 corner) {
    vec3 at = vec3(x + gap * slices[int(sheet)], (0.5 - corner.x) * size.x, (corner.y - 0.5) * size.y);
    if (sheet == chosen) at.z += slid;
    return projectionMatrix * modelViewMatrix * vec4(at, 1.0);
  }
`;

export const CELLS_VERTEX = /* glsl */ `
  ${PLACE}
  in vec2 corner;
  in vec4 ink;
  in vec4 span;
  uniform float others;
  uniform vec2 grid;
  uniform vec2 viewport;
  out vec3 at;
  out vec2 spot;
  flat out vec2 side;
  flat out float dark;
  flat out vec4 shade;
  flat out float share;
  flat out float glassy;
  vec2 px(vec4 clip) {
    return clip.xy / clip.w * viewport * 0.5;
  }
  void main() {
    // The first and the last sheet are the volume's glass. Of the others only the box around their
    // active cells is drawn, since most of the time goes into filling pixels.
    float sheet = sheetOf();
    bool end = sheet == 0.0 || (sheet == last && gap > 0.0) || sheet == chosen;
    glassy = end ? 1.0 : 0.0;
    vec2 own = end ? corner : mix(span.xy, span.zw, corner);
    at = vec3(own.yx, sheet);
    shade = ink;
    share = sheet == chosen ? 1.0 : others;
    // Cells that are large on the screen have a dark seam around them; small ones would only be darker.
    spot = at.xy * grid.yx;
    vec2 middle = px(place(sheet, vec2(0.5)));
    side = vec2(
      distance(px(place(sheet, vec2(0.5, 0.5 + 1.0 / grid.y))), middle),
      distance(px(place(sheet, vec2(0.5 + 1.0 / grid.x, 0.5))), middle));
    dark = 0.4 * smoothstep(3.0, 8.0, min(side.x, side.y));
    gl_Position = place(sheet, own);
  }
`;

const CELLS = /* glsl */ `
  precision highp sampler2DArray;
  uniform sampler2DArray cells;
  uniform vec3 glass;
  in vec3 at;
  flat in vec4 shade;
  flat in float share;
  flat in float glassy;
  out vec4 light;
  // Glass that catches light along its edges.
  vec3 shineOfGlass() {
    vec2 edge = min(at.xy, 1.0 - at.xy);
    float rim = max(1.0 - 9.0 * min(edge.x, edge.y), 0.0);
    return glassy * glass * (1.0 + 1.6 * rim * rim);
  }
`;

/** The input's sheets are the colours of one picture, which add up. */
export const PICTURE_FRAGMENT = /* glsl */ `
  ${CELLS}
  void main() {
    float value = texture(cells, at).r;
    if (value == 0.0 && glassy == 0.0) discard;
    light = vec4(share * (shineOfGlass() + shade.rgb * min(value * shade.a, 1.0)), 0.0);
  }
`;

/**
 * Each active cell emits its slice's colour and absorbs what shines through it from behind, both by its
 * activation: the emission-absorption model of volume rendering. If cells only added up, eight slices
 * that overlap would be white, whatever their values. Here light converges with the number of slices:
 * cells of brightness v and opacity v^¾, however many on one another, have v / v^¾ = v^¼ together. So the
 * colour stays the slice's, stronger cells stay brighter than weaker ones, and the strongest hide what is
 * behind them, which shows the depth; the weakest hide next to nothing.
 */
export const CELLS_FRAGMENT = /* glsl */ `
  ${CELLS}
  in vec2 spot;
  flat in vec2 side;
  flat in float dark;
  float seam() {
    vec2 inward = (0.5 - abs(fract(spot) - 0.5)) * side;
    return 1.0 - dark * clamp(1.4 - min(inward.x, inward.y), 0.0, 1.0);
  }
  void main() {
    float value = texture(cells, at).r;
    if (value == 0.0 && glassy == 0.0) discard;
    light = vec4(shineOfGlass(), 0.0);
    if (value > 0.0) {
      float bright = min(value * shade.a, 1.0);
      light = vec4(shade.rgb * bright * seam(), sqrt(bright * sqrt(bright)));
    }
    light *= share;
  }
`;

/** What is left of the light behind a pixel at which nothing more is seen. */
const LAST_LIGHT = 0.01;

/**
 * A volume of many sheets as one box, whose pixels look along their ray from sheet to sheet, the first one
 * first, until what lies there covers the rest: what `CELLS_FRAGMENT` makes from back to front, without
 * filling the same pixel for every sheet.
 */
export const STACK_VERTEX = /* glsl */ `
  ${PLACE}
  uniform vec2 grid;
  uniform vec2 viewport;
  out vec3 through;
  flat out vec2 side;
  flat out float dark;
  vec2 px(vec4 clip) {
    return clip.xy / clip.w * viewport * 0.5;
  }
  void main() {
    float middle = floor(last * 0.5);
    vec2 centre = px(place(middle, vec2(0.5)));
    side = vec2(
      distance(px(place(middle, vec2(0.5, 0.5 + 1.0 / grid.y))), centre),
      distance(px(place(middle, vec2(0.5 + 1.0 / grid.x, 0.5))), centre));
    dark = 0.4 * smoothstep(3.0, 8.0, min(side.x, side.y));
    through = vec3(x + gap * mix(slices[0], slices[int(last)], position.x + 0.5), position.y * size.x,
      position.z * size.y + step(0.0, position.z) * slid);
    gl_Position = projectionMatrix * viewMatrix * vec4(through, 1.0);
  }
`;

export const STACK_FRAGMENT = /* glsl */ `
  precision highp sampler2DArray;
  uniform sampler2DArray cells;
  uniform vec3 glass;
  uniform vec2 size;
  uniform vec2 grid;
  uniform float gap;
  uniform float x;
  uniform float slices[${MOST_SENT}];
  uniform float last;
  uniform float chosen;
  uniform float slid;
  uniform float others;
  uniform vec4 inks[${MOST_SENT}];
  in vec3 through;
  flat in vec2 side;
  flat in float dark;
  out vec4 light;
  void main() {
    vec3 ray = through - cameraPosition;
    // Col and row where the ray meets the place of slice 0, and from each slice's place to the next.
    vec2 scale = vec2(1.0, -1.0) / size.yx;
    vec2 step = gap / ray.x * ray.zy * scale;
    vec2 first = 0.5 + (cameraPosition.zy + (x - cameraPosition.x) / ray.x * ray.zy) * scale;
    vec3 sum = vec3(0.0);
    float left = 1.0;
    int end = int(last);
    int one = int(chosen);
    for (int sheet = 0; sheet <= end; sheet++) {
      vec2 spot = first + slices[sheet] * step;
      if (sheet == one) spot.x -= slid * scale.x;
      vec2 edge = min(spot, 1.0 - spot);
      float rim = min(edge.x, edge.y);
      if (rim <= 0.0) continue;
      float share = sheet == one ? 1.0 : others;
      float value = texelFetch(cells, ivec3(spot * grid.yx, sheet), 0).r;
      if (value > 0.0) {
        vec4 ink = inks[sheet];
        float bright = min(value * ink.a, 1.0);
        float seam = 1.0;
        if (dark > 0.0) {
          vec2 inward = (0.5 - abs(fract(spot * grid.yx) - 0.5)) * side;
          seam = 1.0 - dark * clamp(1.4 - min(inward.x, inward.y), 0.0, 1.0);
        }
        sum += left * share * bright * seam * ink.rgb;
        left *= 1.0 - share * sqrt(bright * sqrt(bright));
        if (left < ${LAST_LIGHT}) break;
      } else if (sheet == 0 || sheet == end || sheet == one) {
        rim = max(1.0 - 9.0 * rim, 0.0);
        sum += left * share * glass * (1.0 + 1.6 * rim * rim);
      }
    }
    light = vec4(sum, 1.0 - left);
  }
`;

/** Distances between sheets up to which edges have their full strength. */
const FULL_EDGES = 16;

export const EDGE_VERTEX = /* glsl */ `
  ${PLACE}
  in vec2 corner;
  flat out float strength;
  void main() {
    // The first and the last sheet outline the volume.
    float sheet = sheetOf();
    // Of many, those between add up, so each is fainter.
    float end = sheet == 0.0 || sheet == last ? 0.6 : 0.26 * min(1.0, ${FULL_EDGES.toFixed(1)} / max(last, 1.0));
    strength = sheet == chosen ? 1.0 : end;
    // Sheets in one place have one outline.
    if (gap == 0.0 && sheet > 0.0) strength = 0.0;
    gl_Position = place(sheet, corner);
  }
`;

export const EDGE_FRAGMENT = /* glsl */ `
  uniform vec3 color;
  flat in float strength;
  out vec4 light;
  void main() {
    light = vec4(color * strength, 1.0);
  }
`;
