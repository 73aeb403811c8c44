/** A token of JSON (RFC 8259). */
const TOKEN =
  /(?:([{}[\],:])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

/**
 * Index of the first character that makes a text no JSON; browsers report it each in its own way, or
 * not at all. The text's length, if it only ends too early.
 *
 * @param {string} text  no JSON
 */
export function jsonErrorAt(text) {
  const [space, token] = [/[ \t\n\r]*/y, new RegExp(TOKEN)];
  /** Open brackets. @type {string[]} */
  const open = [];
  let wanted = "value";
  for (;;) {
    space.lastIndex = token.lastIndex;
    space.exec(text);
    const at = (token.lastIndex = space.lastIndex);
    const [whole = "", mark = "", string] = token.exec(text) ?? [];
    if (!whole || !fits(wanted, mark, string, open.at(-1))) return at;
    if (mark === "{" || mark === "[") {
      open.push(mark);
      wanted = mark === "{" ? "key or end" : "value or end";
    } else if (mark === ":") wanted = "value";
    else if (mark === ",") wanted = open.at(-1) === "{" ? "key" : "value";
    else if (wanted.startsWith("key") && string) wanted = "colon";
    else {
      if (mark) open.pop();
      wanted = open.length ? "comma or end" : "nothing";
    }
  }
}

/**
 * @param {string} wanted
 * @param {string} mark  the token, if it is one of punctuation
 * @param {string|undefined} string  the token, if it is a string
 * @param {string|undefined} open  the innermost open bracket
 */
function fits(wanted, mark, string, open) {
  if (mark === "}" || mark === "]") {
    return wanted.endsWith("end") && open === (mark === "}" ? "{" : "[");
  }
  if (wanted.startsWith("value")) return mark === "" || mark === "{" || mark === "[";
  if (wanted.startsWith("key")) return string !== undefined;
  if (wanted === "colon") return mark === ":";
  return wanted === "comma or end" && mark === ",";
}
