/** @import { Scene } from "../types/api.js" */

/** The last announcement about the scene, which ends with the next change of the scene. */
export class SceneNews {
  constructor() {
    this.said = "";
    /** @type {Scene|null} */
    this.about = null;
  }

  /**
   * @param {Scene} scene
   * @param {string} text
   */
  tell(scene, text) {
    this.said = text;
    this.about = scene;
  }

  /**
   * @param {Scene} scene
   * @returns {string}  empty after a change
   */
  of(scene) {
    return this.about === scene ? this.said : "";
  }
}
