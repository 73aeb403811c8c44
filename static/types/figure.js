/** @import { Box, LayerCard, Span } from "./api.js" */
/** @import { Camera, Scene, WebGLRenderer } from "three" */

/**
 * @typedef {{ layer: LayerCard, slices: ArrayLike<number>, x: number, gap: number, height: number,
 *   width: number }} FigureVolume
 *
 * A figure on the page, for exports and for the microscope: its stage, and the element with the canvas and the labels over
 * it.
 *
 * @typedef {object} Figure
 * @property {Stage} stage
 * @property {HTMLElement} box
 *
 * @typedef {{ left: number, top: number, width: number, height: number }} Rect  px of the window
 *
 * @typedef {object} Stage  draws the figure
 * @property {HTMLCanvasElement} canvas
 * @property {WebGLRenderer} renderer
 * @property {Scene} world
 * @property {Camera} camera
 * @property {() => void} render  draws immediately
 * @property {{ volumes: FigureVolume[] }} layout
 * @property {{ layer: LayerCard, channels: Span, clipped: Box }[]} seen  what the marked cell sees, from the cell back
 * @property {(point: [number, number, number]) => { x: number, y: number }} project  px of the canvas
 */

export {};
