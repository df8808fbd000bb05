import { randomBytes } from "node:crypto";
import { hasContentHash } from "../../../runtime/site/content-hash";

describe("a name with a hash of the bytes", () => {
  it.each([
    ["Vite", "assets/index-B9_xk2Za.js"],
    ["Vite, with a hyphen in the hash", "assets/index-B9-xk2Za.css"],
    ["its map", "assets/index-B9_xk2Za.js.map"],
    ["webpack", "main.1a2b3c4d.chunk.js"],
    ["webpack, whose name has several parts", "vendors~main.0d1e2f3a4b5c.js"],
    ["Create React App", "static/media/logo.6ce24c58023cc2f8fd88fe9d219db6c6.svg"],
    ["Next.js, a chunk", "_next/static/chunks/app/page-0c5d3b2a1f6e7d88.js"],
    ["Next.js, a style", "_next/static/css/0a1b2c3d4e5f6071.css"],
    ["Next.js, a font", "_next/static/media/4cf2300e9c8272f7-s.p.woff2"],
    ["Angular", "chunk-5F3KX2YA.js"],
    ["older Angular", "main.3e1f0d2c4b5a6978.js"],
    ["digits in capitals", "app.3E1F0D2C.js"],
  ])("%s: %s", (_, path) => expect(hasContentHash(path)).toBe(true));
});

describe("a name without one", () => {
  it.each([
    ["words of eight letters", "assets/app-settings.js"],
    ["words with capitals", "assets/user-dataGrid.js"],
    ["words with capitals that a hash could have", "assets/index-DiwrgTda.js"],
    ["a word and a digit", "hero-Desktop2.png"],
    ["a size", "icon-2xRetina.png"],
    ["a size in pixels", "photo-1920x1080.jpg"],
    ["a date", "report-20240102.pdf"],
    ["a date with hyphens", "report-2024-01-02.pdf"],
    ["a version", "jquery-3.7.1.min.js"],
    ["the name of a camera", "IMG_20240102.jpg"],
    ["a number of another camera", "DSC-00012345.jpg"],
    ["capitals alone", "docs/CHANGELOG-OVERVIEW.txt"],
    ["capitals and a version", "logo-VERSION2.png"],
    ["hexadecimal words", "edgecafe.js"],
    ["hexadecimal words with a year", "menu-cafe2024.pdf"],
    ["hexadecimal letters alone", "deadbeef.js"],
    ["a colour", "swatch-00ff00aa.svg"],
    ["a counter", "item-0000012a.jpg"],
    ["a UUID, which names a thing", "3f2504e0-4f89-41d3-9a0c-0305e82c3301.pdf"],
    ["a short hash", "app.1a2b3c.js"],
    ["a hash of a folder", "1a2b3c4d5e6f/app.js"],
    ["an ending like a hash", "app.1a2b3c4d"],
    ["a name of the length of a hash", "B9_xk2Za.js"],
    ["no name", ""],
  ])("%s: %s", (_, path) => expect(hasContentHash(path)).toBe(false));
});

it("finds nearly all hashes of 16 hexadecimal digits", () => {
  const paths = Array.from({ length: 2_000 }, () => `chunk.${randomBytes(8).toString("hex")}.js`);
  expect(paths.filter(hasContentHash).length).toBeGreaterThan(1_960);
});
