/** @import { Camera, Scene, WebGLRenderer } from "three" */

/**
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
 * @property {{ volumes: { layer: { role: string|null }, x: number, height: number, width: number }[] }} layout
 * @property {(point: [number, number, number]) => { x: number, y: number }} project  px of the canvas
 */

export {};
