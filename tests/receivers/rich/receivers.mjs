// The editors, by their own code: each takes markup as if it were pasted and gives back the markup that it keeps.
import { existsSync, readFileSync } from "node:fs";
import { createRequire, register } from "node:module";
import { JSDOM } from "jsdom";

register("./hooks.mjs", import.meta.url);
const require = createRequire(import.meta.url);
const { window } = new JSDOM("<!doctype html><body></body>", { url: "http://localhost/" });
window.matchMedia = () => ({ matches: false, addListener() {}, removeListener() {} });
const globals = "document DOMParser Node Element HTMLElement MutationObserver getComputedStyle Text navigator location";
for (const name of ["window", ...globals.split(" ")]) {
  const value = name === "window" ? window : window[name];
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** Parses markup into an element. */
export function parsed(html) {
  const element = window.document.createElement("div");
  element.innerHTML = html;
  return element;
}

async function ghost() {
  const { htmlToLexical } = require("@tryghost/kg-html-to-lexical");
  const { DEFAULT_NODES: nodes } = require("@tryghost/kg-default-nodes");
  const module = require("@tryghost/kg-lexical-html-renderer");
  const Renderer = module.default ?? module;
  return (html) => new Renderer({ nodes }).render(JSON.stringify(htmlToLexical(html, {})), {});
}

async function tiptap() {
  const { getSchema } = await import("@tiptap/core");
  const { DOMParser, DOMSerializer } = await import("@tiptap/pm/model");
  const { default: StarterKit } = await import("@tiptap/starter-kit");
  const { TableKit } = await import("@tiptap/extension-table");
  const { TaskList, TaskItem } = await import("@tiptap/extension-list");
  const { default: Image } = await import("@tiptap/extension-image");
  const schema = getSchema([StarterKit, TableKit, TaskList, TaskItem, Image]);
  return (html) => {
    const document = DOMParser.fromSchema(schema).parse(parsed(html));
    const out = window.document.createElement("div");
    out.append(DOMSerializer.fromSchema(schema).serializeFragment(document.content, { document: window.document }));
    return out.innerHTML;
  };
}

const BLOCKS = ["paragraph", "heading", "list", "list-item", "quote", "image", "code", "table", "separator", "html"];

async function wordpress() {
  const blocks = await import("@wordpress/blocks");
  const library = new URL("node_modules/@wordpress/block-library/build-module/", import.meta.url);
  for (const name of BLOCKS) {
    const metadata = JSON.parse(readFileSync(new URL(`${name}/block.json`, library)));
    const file = new URL(`${name}/transforms.mjs`, library);
    const transforms = existsSync(file) ? (await import(file)).default : undefined;
    blocks.registerBlockType(metadata, { transforms, save: () => null });
  }
  blocks.setDefaultBlockName("core/paragraph");
  blocks.setFreeformContentHandlerName("core/html");
  return [blocks.pasteHandler, blocks.rawHandler].map((handler) => (html) => {
    const log = console.log;
    console.log = () => {};
    const made = handler({ HTML: html, plainText: "", mode: "BLOCKS" });
    console.log = log;
    return made.map(block).join("\n");
  });
}

/** A block as markup; one that is no block but markup of its own is named. */
function block({ name, attributes, innerBlocks }) {
  const inner = innerBlocks.map(block).join("\n");
  const value = (key) => String(attributes[key]?.toHTMLString?.() ?? attributes[key] ?? "");
  const start = attributes.start > 1 ? ` start="${attributes.start}"` : "";
  const cells = (rows) => rows.map((row) => `<tr>${row.cells.map((c) => `<${c.tag}>${c.content}</${c.tag}>`).join("")}</tr>`);
  switch (name) {
    case "core/paragraph":
      return `<p>${value("content")}</p>`;
    case "core/heading":
      return `<h${attributes.level}>${value("content")}</h${attributes.level}>`;
    case "core/list":
      return attributes.ordered ? `<ol${start}>${inner}</ol>` : `<ul>${inner}</ul>`;
    case "core/list-item":
      return `<li>${value("content")}${inner}</li>`;
    case "core/quote":
      return `<blockquote>${inner}</blockquote>`;
    case "core/image": {
      const image = window.document.createElement("img");
      image.setAttribute("src", attributes.url);
      image.setAttribute("alt", attributes.alt ?? "");
      const caption = value("caption");
      return `<figure>${image.outerHTML}${caption && `<figcaption>${caption}</figcaption>`}</figure>`;
    }
    case "core/code":
      return `<pre><code>${value("content")}</code></pre>`;
    case "core/table":
      return `<table>${[...cells(attributes.head), ...cells(attributes.body)].join("")}</table>`;
    case "core/separator":
      return "<hr>";
    default:
      return `<unknown-${name.replace("/", "-")}></unknown-${name.replace("/", "-")}>`;
  }
}

const [pasted, raw] = await wordpress();

/** By name, what each makes of markup. */
export const RECEIVERS = { Ghost: await ghost(), TipTap: await tiptap(), WordPress: pasted, "WordPress, as file": raw };
