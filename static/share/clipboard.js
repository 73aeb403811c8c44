/**
 * Copies text to the clipboard. If the browser refuses, selects the field with the text.
 *
 * @param {string} text
 * @param {HTMLInputElement|HTMLTextAreaElement} field  contains the text
 * @returns {Promise<boolean>}  whether the text was copied
 */
export async function copy(text, field) {
  try {
    // Missing where a page is served by plain http.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.focus();
    field.select();
    return copiesSelection();
  }
}

/** Copies what is selected, in the old way, which is not limited to secure contexts. */
function copiesSelection() {
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}
