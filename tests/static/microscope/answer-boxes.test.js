import { afterEach, expect, test } from "vitest";
import { answerBoxes } from "../../../static/microscope/answer-boxes.js";

afterEach(() => document.body.replaceChildren());

/**
 * @param {ParentNode} parent
 * @param {string} name
 * @param {string} inside
 * @param {number} left  of each part inside, px
 */
function shadowed(parent, name, inside, left) {
  const element = document.createElement(name);
  const root = element.attachShadow({ mode: "open" });
  root.innerHTML = inside;
  for (const part of root.querySelectorAll("p, div"))
    part.getBoundingClientRect = () => new DOMRect(left, 0, part.localName === "p" ? 10 : 20, 5);
  parent.append(element);
  return root;
}

test("finds the answers of figures, flat or not, of the side panel and of the laboratory", () => {
  shadowed(document.body, "figure-panel", `<p class="answer"></p><p class="output"></p>`, 1);
  const outer = shadowed(document.body, "figure-panel", "", 0);
  shadowed(outer, "flat-figure", `<p class="output should"></p>`, 2);
  shadowed(
    document.body,
    "outputs-panel",
    `<div class="live"><p></p></div><ul class="live"></ul>`,
    3,
  );
  shadowed(document.body, "lab-answer", `<p class="answer"></p>`, 4);
  expect(answerBoxes().map(({ left }) => left)).toEqual([1, 2, 3, 4]);
});

test("leaves out answers that are not shown", () => {
  const root = shadowed(document.body, "lab-answer", `<p class="answer"></p>`, 0);
  const line = /** @type {Element} */ (root.firstElementChild);
  line.getBoundingClientRect = () => new DOMRect(0, 0, 0, 0);
  expect(answerBoxes()).toEqual([]);
});
