/** Whether this is a Mac, or an iPad or iPhone: their command key is ⌘, and Ctrl opens menus. */
export function isApple() {
  return /Mac|iP/.test(navigator.platform ?? "");
}
