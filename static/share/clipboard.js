/**
 * Puts text on the clipboard; where the browser refuses, selects the field that holds it.
 *
 * @param {string} text
 * @param {HTMLInputElement|HTMLTextAreaElement} field
 * @returns {Promise<boolean>}  whether it was copied
 */
export async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.focus();
    field.select();
    return false;
  }
}
