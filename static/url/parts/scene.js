import { INITIAL_STATE } from "../../state/initial-state.js";
import { divide, readScene, writeObjects, writePictures } from "../scene-codec.js";

/** @import { Part } from "../url-params.js" */

const FIRST = writeObjects(INITIAL_STATE.scene.objects);

/** The objects on the canvas, bottom first, and the scene's pictures. @type {Part} */
export const part = {
  names: ["objects", "pictures"],
  keys: ["scene"],
  write: (state) => {
    const { held, left } = divide(state);
    const objects = writeObjects(state.scene.objects);
    const pictures = writePictures(held.scene, left.scene);
    return { objects: objects === FIRST && pictures === null ? null : objects, pictures };
  },
  read: (params) => {
    const pictures = { stored: params.storedPictures.scene };
    return { scene: readScene(params, "objects", "pictures", pictures) ?? INITIAL_STATE.scene };
  },
};
