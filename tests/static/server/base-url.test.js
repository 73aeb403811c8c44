import { expect, test } from "vitest";
import { Server } from "../../../static/server/base-url.js";

test("all URLs are relative to the page's, under any prefix", () => {
  const server = new Server("https://example.org/lab/");
  expect(server.url("api/models")).toBe("https://example.org/lab/api/models");
  expect(server.url(".")).toBe("https://example.org/lab/");
  expect(server.live).toBe("wss://example.org/lab/api/live");
  expect(new Server("http://localhost:8000/").live).toBe("ws://localhost:8000/api/live");
});
