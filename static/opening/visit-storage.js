import { keep, recall } from "../browser/storage.js";

/** Whether the visitor has touched the first screen, in the browser's storage if it allows. */

const TOUCHED = "shiftscope.touched";

export function wasTouched() {
  return recall("local", TOUCHED) !== null;
}

export function markTouched() {
  keep("local", TOUCHED, "yes");
}
