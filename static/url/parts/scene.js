import { BEGINNING } from "../../state/initial-state.js";
import { divide, readScene, writeObjects, writePictures } from "../scene-codec.js";

/** @import { Part } from "../url-params.js" */

const FIRST = writeObjects(BEGINNING.scene.objects);

/** The objects on the canvas, from below, and the scene's own pictures. @type {Part} */
export const part = {
  names: ["objects", "pictures"],
  keys: ["scene"],
  write: (state) => {
    const { held, left } = divide(state);
    const objects = writeObjects(state.scene.objects);
    const pictures = writePictures(held.scene, left.scene);
    return { objects: objects === FIRST && pictures === null ? null : objects, pictures };
  },
  read: (told) => {
    const pictures = { kept: told.kept.scene };
    return { scene: readScene(told, "objects", "pictures", pictures) ?? BEGINNING.scene };
  },
};
