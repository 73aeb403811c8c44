import { divide, readScene, writeBackground, writeObjects, writePictures } from "../scene-codec.js";

/** @import { Part } from "../url-params.js" */

/** Scene A, pinned for comparison, with its pictures that differ from the scene's. @type {Part} */
export const part = {
  names: ["a", "a-pictures", "a-background"],
  keys: ["pinned"],
  write: (state) => {
    const { held, left } = divide(state);
    return {
      a: state.pinned && writeObjects(state.pinned.objects),
      "a-pictures": writePictures(held.pinned, left.pinned),
      "a-background": state.pinned && writeBackground(state.pinned),
    };
  },
  read: (params) => {
    const pictures = {
      stored: params.storedPictures.pinned,
      background: "a-background",
      others: params.state("scene").pictures ?? {},
    };
    return { pinned: readScene(params, "a", "a-pictures", pictures) };
  },
};
