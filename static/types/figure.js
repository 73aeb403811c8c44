/** @import { Camera, Scene, WebGLRenderer } from "three" */

/**
 * A figure on the page, for exports: its stage, and the element that holds the canvas and all text
 * over it.
 *
 * @typedef {object} Figure
 * @property {Stage} stage
 * @property {HTMLElement} box
 *
 * @typedef {object} Stage  what draws it
 * @property {HTMLCanvasElement} canvas
 * @property {WebGLRenderer} renderer
 * @property {Scene} world
 * @property {Camera} camera
 * @property {() => void} render  draws now
 */

export {};
