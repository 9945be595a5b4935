// Checks pages given as arguments with axe in a real browser: at the width of a desk and of a phone, light and dark.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [1280, 360];
const SCHEMES = ["light", "dark"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// A piece that has no headline yet has no first heading either, and two of its sections may have one name: that is for
// the writer to be told, which `copydesk check` does.
const UNASKED = { "page-has-heading-one": { enabled: false }, "landmark-unique": { enabled: false } };
/** Pages that must be found to fail, and the rule. */
const WRONG = [
  ["<!doctype html><html><head><title>a</title></head><body><main><p>a</p></main></body></html>", "html-has-lang"],
  ['<!doctype html><html lang="en"><head><title>a</title></head><body><main><p style="color:#ccc">Words too pale to be read</p></main></body></html>', "color-contrast"],
];

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node axe.mjs PAGE.html…");
  process.exit(2);
}
const profile = mkdtempSync(join(tmpdir(), "copydesk-axe-"));
const flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const context = await chromium.launchPersistentContext(profile, {
  executablePath: "/usr/bin/chromium",
  headless: true,
  args: flags.split(" "),
  bypassCSP: true,
  offline: true,
});
const page = await context.newPage();
const faults = [];

async function violations() {
  await page.evaluate(axe);
  const options = { runOnly: TAGS, rules: UNASKED, resultTypes: ["violations"] };
  const result = await page.evaluate((options) => window.axe.run(document, options), options);
  return result.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`);
}

for (const [html, rule] of WRONG) {
  await page.setContent(html);
  const found = await violations();
  if (!found.some((fault) => fault.startsWith(rule))) faults.push(`${rule} was not found: ${found}`);
}
for (const file of files) {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.goto(pathToFileURL(resolve(file)).href);
      const where = `${file}, ${width} pixels, ${colorScheme}`;
      faults.push(...(await violations()).map((fault) => `${where}: ${fault}`));
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      if (isWide) faults.push(`${where}: has to be scrolled sideways`);
    }
  }
}
await context.close();
rmSync(profile, { recursive: true, force: true });
faults.forEach((fault) => console.error(fault));
console.log(`${files.length} pages in ${WIDTHS.length * SCHEMES.length} ways, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
