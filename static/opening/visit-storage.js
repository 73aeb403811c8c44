/** Whether the visitor has touched the first screen, in the browser's storage if it allows. */

const TOUCHED = "shiftscope.touched";

export function wasTouched() {
  try {
    return localStorage.getItem(TOUCHED) !== null;
  } catch {
    return false;
  }
}

export function markTouched() {
  try {
    localStorage.setItem(TOUCHED, "yes");
  } catch {
    // Without storage the object is carried again on the next visit.
  }
}
