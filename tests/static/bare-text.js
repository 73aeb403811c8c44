import * as espree from "espree";
import { parseFragment } from "parse5";

/**
 * Finds English text for visitors in a module that bypasses `msg` and `named`: in `html` and `svg`
 * templates, in attributes with text, and in properties set on elements.
 */

/** Attributes with text for visitors. */
const READ = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-roledescription",
  "aria-valuetext",
  "label",
  ".label",
  "placeholder",
  "title",
]);

/** Properties with text for visitors. */
const SET = new Set(["textContent", "innerText", "ariaLabel", "title", "alt", "placeholder"]);

/** Functions of the browser that show their argument. */
const ASKS = new Set(["alert", "confirm", "prompt"]);

/** Placeholder of an expression in a template. */
const HOLE = /\u2983(\d+)\u2984/g;

/** @typedef {any} Node */

/**
 * @param {string} source
 * @param {(text: string) => boolean} allowed
 * @returns {{ line: number, text: string }[]}
 */
export function bareText(source, allowed) {
  const tree = espree.parse(source, { ecmaVersion: "latest", sourceType: "module", loc: true });
  /** @type {{ line: number, text: string }[]} */
  const found = [];

  /**
   * @param {string} text
   * @param {Node} node
   */
  function check(text, node) {
    const words = text.replaceAll(HOLE, " ").trim().replaceAll(/\s+/g, " ");
    if (/\p{L}{2,}/u.test(words) && !allowed(words)) {
      found.push({ line: node.loc.start.line, text: words });
    }
  }

  /**
   * The possible literal values of an expression.
   *
   * @param {Node} node
   */
  function checkValue(node) {
    if (!node) return;
    if (node.type === "Literal" && typeof node.value === "string") check(node.value, node);
    if (node.type === "TemplateLiteral") check(joined(node), node);
    if (node.type === "ConditionalExpression") {
      checkValue(node.consequent);
      checkValue(node.alternate);
    }
    if (node.type === "LogicalExpression") {
      checkValue(node.left);
      checkValue(node.right);
    }
    if (node.type === "BinaryExpression" && node.operator === "+") {
      checkValue(node.left);
      checkValue(node.right);
    }
  }

  /**
   * @param {Node} template
   * @param {boolean} localised  whether it is inside `msg`
   */
  function checkTemplate({ quasi }, localised) {
    /** @param {Node} element */
    const look = (element) => {
      const { value = "", attrs = [], childNodes = [], nodeName } = element;
      if (nodeName === "#text") {
        if (!localised) check(value, quasi);
        for (const [, i] of value.matchAll(HOLE)) checkValue(quasi.expressions[Number(i)]);
      }
      for (const attribute of attrs) {
        if (!READ.has(attribute.name)) continue;
        // Within a message these are placeholders, which are not translated.
        check(attribute.value, quasi);
        for (const [, i] of attribute.value.matchAll(HOLE))
          checkValue(quasi.expressions[Number(i)]);
      }
      for (const child of childNodes) look(child);
      if (element.content) look(element.content);
    };
    look(parseFragment(joined(quasi)));
  }

  /**
   * @param {Node} node
   * @param {Node} parent
   */
  function walk(node, parent) {
    if (node.type === "TaggedTemplateExpression" && ["html", "svg"].includes(node.tag.name)) {
      checkTemplate(node, parent.type === "CallExpression" && parent.callee.name === "msg");
    }
    if (node.type === "AssignmentExpression" && SET.has(node.left.property?.name)) {
      checkValue(node.right);
    }
    if (node.type === "CallExpression") {
      const [first, second] = node.arguments;
      const name = node.callee.property?.name ?? node.callee.name;
      if (name === "setAttribute" && READ.has(first?.value)) checkValue(second);
      if (name === "set" && first?.value === "notice") checkValue(second);
      if (ASKS.has(name)) checkValue(first);
    }
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (child && typeof child.type === "string") walk(child, node);
      }
    }
  }

  walk(tree, { type: "None" });
  return found;
}

/**
 * The text of a template, with a placeholder for each expression.
 *
 * @param {Node} template
 */
function joined({ quasis }) {
  return quasis
    .map((/** @type {Node} */ { value }, /** @type {number} */ i) =>
      i + 1 < quasis.length ? `${value.cooked}\u2983${i}\u2984` : value.cooked,
    )
    .join("");
}
