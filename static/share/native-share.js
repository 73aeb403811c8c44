import { save } from "../ui/save-file.js";

/** The device's own dialog to share, where the browser has one. */

/**
 * Whether the device can share something.
 *
 * @param {ShareData} data
 */
export function canShare(data) {
  return "share" in navigator && "canShare" in navigator && navigator.canShare(data);
}

/**
 * Whether the device can share files of a type.
 *
 * @param {string} type  as in `video/mp4`
 */
export function canShareFiles(type) {
  return canShare({ files: [new File([], "file", { type })] });
}

/**
 * Opens the device's dialog. Browsers allow that only soon after a press.
 *
 * @param {ShareData} data
 * @returns {Promise<boolean>}  false if the browser refused; a dialog that was closed is no refusal
 */
export async function share(data) {
  try {
    await navigator.share(data);
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError";
  }
}

/**
 * Hands a file to the device's dialog; saves it if the browser refuses.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export async function sendFile(blob, name) {
  if (!(await share({ files: [new File([blob], name, { type: blob.type })] }))) save(blob, name);
}
