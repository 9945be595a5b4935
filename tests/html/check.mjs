// Checks pages given as arguments: html-validate's rules, and the linked data against what a reader of it expects.
// Not here: whether a page says what the article says; the Rust tests do that.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FileSystemConfigLoader, HtmlValidate, formatterFactory } from "html-validate";

const here = dirname(fileURLToPath(import.meta.url));
const config = JSON.parse(readFileSync(join(here, ".htmlvalidate.json"), "utf8"));

const isText = (value) => typeof value === "string" && value.trim() !== "";
const isLink = (value) => isText(value) && /^https?:\/\/./i.test(value);
const isMoment = (value) =>
  isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(value);
const isList = (check) => (value) => Array.isArray(value) && value.length > 0 && value.every(check);
const isThing = (type, required, optional = {}) => (value) =>
  value?.["@type"] === type && fieldFaults(value, required, optional).length === 0;

const PERSON = isThing("Person", { name: isText });
const IMAGE = isThing("ImageObject", { url: isLink }, { caption: isText, creditText: isText });
const WORK = isThing(
  "CreativeWork",
  { position: Number.isInteger },
  { name: isText, url: isLink, publisher: isThing("Organization", { name: isText }) },
);
const OPTIONAL = {
  headline: isText,
  description: isText,
  image: isList(IMAGE),
  author: isList(PERSON),
  datePublished: isMoment,
  dateModified: isMoment,
  dateline: isText,
  inLanguage: isText,
  mainEntityOfPage: isLink,
  url: isLink,
  keywords: isList(isText),
  citation: isList(WORK),
};

function fieldFaults(thing, required, optional) {
  const faults = Object.entries(required)
    .filter(([name, check]) => !check(thing[name]))
    .map(([name]) => `${name} is missing or wrong`);
  for (const [name, value] of Object.entries(thing)) {
    if (name.startsWith("@") || name in required) continue;
    if (!(name in optional)) faults.push(`${name} is not a known field`);
    else if (!optional[name](value)) faults.push(`${name} is empty or of the wrong type`);
  }
  return faults;
}

function linkedDataFaults(html) {
  const blocks = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  if (blocks.length !== 1) return [`${blocks.length} scripts, not one block of linked data`];
  const [, attributes, json] = blocks[0];
  if (attributes.trim() !== 'type="application/ld+json"') return [`a script with ${attributes.trim()}`];
  let data;
  try {
    data = JSON.parse(json);
  } catch (error) {
    return [`linked data: ${error.message}`];
  }
  const faults = fieldFaults(data, {}, OPTIONAL);
  if (data["@context"] !== "https://schema.org") faults.push("@context is not schema.org");
  if (data["@type"] !== "NewsArticle") faults.push("@type is not NewsArticle");
  const hasHeadline = /<h1\b/.test(html);
  if (hasHeadline !== isText(data.headline)) faults.push("headline does not match the page");
  if (data.citation?.some((work, index) => work.position !== index + 1)) faults.push("citations are not numbered in order");
  return faults.map((fault) => `linked data: ${fault}`);
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node check.mjs PAGE.html…");
  process.exit(2);
}
const validator = new HtmlValidate(new FileSystemConfigLoader(config));
const report = await validator.validateMultipleFiles(files);
const faults = files.flatMap((file) => linkedDataFaults(readFileSync(file, "utf8")).map((fault) => `${file}: ${fault}`));
if (!report.valid) console.error(formatterFactory("stylish")(report.results));
faults.forEach((fault) => console.error(fault));
console.log(`${files.length} pages, ${report.errorCount + faults.length} faults`);
process.exit(report.valid && faults.length === 0 ? 0 : 1);
