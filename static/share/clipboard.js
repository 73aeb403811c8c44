/**
 * Copies text to the clipboard. If the browser refuses, selects the field with the text.
 *
 * @param {string} text
 * @param {HTMLInputElement|HTMLTextAreaElement} field
 * @returns {Promise<boolean>}  whether the text was copied
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
