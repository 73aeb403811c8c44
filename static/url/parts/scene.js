import { firstModel, firstScene } from "../../state/initial-state.js";
import { divide, readScene, writeBackground, writeObjects, writePictures } from "../scene-codec.js";

/** @import { Part } from "../url-params.js" */

/** The objects on the canvas, bottom first, the scene's pictures and its background. @type {Part} */
export const part = {
  names: ["objects", "pictures", "background"],
  keys: ["scene"],
  write: (state) => {
    const { held, left } = divide(state);
    const objects = writeObjects(state.scene.objects);
    const pictures = writePictures(held.scene, left.scene);
    const background = writeBackground(state.scene);
    const opening = writeObjects(firstScene(state.model).objects);
    const first = objects === opening && pictures === null && background === null;
    return { objects: first ? null : objects, pictures, background };
  },
  read: (params) => {
    const pictures = { stored: params.storedPictures.scene, background: "background" };
    const id = params.get("model");
    const model = params.cards.find((card) => card.id === id) ?? firstModel(params.cards);
    return { scene: readScene(params, "objects", "pictures", pictures) ?? firstScene(model) };
  },
};
