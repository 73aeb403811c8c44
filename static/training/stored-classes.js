import { keep, recall } from "../browser/storage.js";
import { changeForm } from "./change-form.js";
import { CLASSES } from "./choices.js";

/** @import { Store } from "../state/store.js" */
/** @import { OwnClass } from "../types/training.js" */

const NAME = "training-classes";

/**
 * Keeps the visitor's own classes, which no link has, for as long as the browser's tab is open.
 *
 * @param {Store} store
 */
export function keepClasses(store) {
  const before = parsed(recall("session", NAME));
  if (before.length && store.get("trainingForm").classes.length === 0)
    changeForm(store, { classes: before });
  let { classes } = store.get("trainingForm");
  store.on(["trainingForm"], () => {
    const now = store.get("trainingForm").classes;
    if (now === classes) return;
    classes = now;
    keep("session", NAME, now.length ? JSON.stringify(now) : null);
  });
}

/**
 * @param {string|null} text
 * @returns {OwnClass[]}  none for anything but classes
 */
function parsed(text) {
  try {
    const found = JSON.parse(text ?? "[]");
    return Array.isArray(found) && found.length <= CLASSES.most && found.every(isClass)
      ? found
      : [];
  } catch {
    return [];
  }
}

/** @param {any} found */
function isClass(found) {
  return (
    typeof found?.name === "string" &&
    Array.isArray(found.pictures) &&
    found.pictures.every((/** @type {unknown} */ picture) => typeof picture === "string")
  );
}
