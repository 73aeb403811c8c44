import { expect, test, vi } from "vitest";
import { serverOf } from "../../../static/embed/server-attribute.js";

const none = () => null;

test.each(["", "nonsense://x", "javascript:alert(1)", "http://"])(
  "“%s” names a server only if it is a URL with http or https",
  (text) => {
    document.head.innerHTML = `<base href="https://page.example/a/">`;
    const found = serverOf(text, none, () => {});
    if (text === "") expect(found?.url("api")).toBe("https://page.example/api");
    else expect(found).toBeNull();
    document.head.replaceChildren();
  },
);

test("a server that refuses the token says which one it got", () => {
  const refused = vi.fn();
  /** @type {string|null} */
  let token = null;
  const server = serverOf("https://lab.example/app", () => token, refused);
  expect(server?.url("api/models")).toBe("https://lab.example/app/api/models");
  expect(server?.tokens.ask(null)).toBe(false);
  token = "wrong";
  server?.tokens.ask("wrong");
  expect(refused.mock.calls.map(([reason]) => reason.message)).toEqual([
    expect.stringContaining("got none"),
    expect.stringContaining("got another one"),
  ]);
});
