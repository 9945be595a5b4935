// Checks fragments given as arguments: what the editors keep of each says the same, in the same order and shape, and
// leads to the same places. Before that, markup that is known to go wrong must be found to.
import { readFileSync } from "node:fs";
import { RECEIVERS, parsed } from "./receivers.mjs";

const BLOCKS = "address,article,blockquote,br,div,dd,dt,figcaption,figure,h1,h2,h3,h4,h5,h6,hr,img,li,ol,p,pre,table,td,th,tr,ul";
const MARKS = ["strong", "em", "s", "code", "blockquote"];
const KNOWN = new Set(
  "a blockquote br code col colgroup em figcaption figure h1 h2 h3 h4 h5 h6 hr img li ol p pre s strong table tbody td th thead tr ul".split(" "),
);

/** The words in order; where blocks, lines and pictures meet, words end. */
function words(root) {
  let text = "";
  const visit = (node) => {
    if (node.nodeType === 3) text += node.data;
    if (node.nodeType !== 1) return;
    const isBlock = node.matches(BLOCKS);
    if (isBlock) text += "\n";
    if (node.localName === "img") text += node.getAttribute("alt");
    node.childNodes.forEach(visit);
    if (isBlock) text += "\n";
  };
  root.childNodes.forEach(visit);
  return text.normalize("NFC").split(/\s+/).filter(Boolean);
}

/** Lists in one another, with how they are numbered. */
function lists(root) {
  const own = (element, selector) => [...element.querySelectorAll(selector)].filter((e) => e.parentElement.closest("ul,ol,li") === (element === root ? null : element));
  const list = (element) => {
    const start = element.localName === "ol" ? (element.getAttribute("start") ?? 1) : "";
    return `${element.localName}${start}(${own(element, "li").map(item).join(",")})`;
  };
  const item = (element) => `-${own(element, "ul,ol").map(list).join("")}`;
  return own(root, "ul,ol").map(list).join(" ");
}

const links = (root) => [...root.querySelectorAll("a[href]")].map((a) => `${a.getAttribute("href")} ${a.textContent.trim()}`);

/** What stands under a mark, letter by letter. */
const marked = (root, mark) => [...root.querySelectorAll(mark)].filter((e) => !e.parentElement.closest(mark)).map((e) => e.textContent).join("").replace(/\s/g, "");

function faults(before, after) {
  const found = [];
  const differ = (what, a, b) => {
    if (a !== b) found.push(`${what}: ${JSON.stringify(a)} became ${JSON.stringify(b)}`);
  };
  const [given, kept] = [words(before), words(after)];
  const at = given.findIndex((word, index) => word !== kept[index]);
  if (at >= 0) differ("words", given.slice(at, at + 6).join(" "), kept.slice(at, at + 6).join(" "));
  else differ("words behind the end", "", kept.slice(given.length, given.length + 6).join(" "));
  differ("lists", lists(before), lists(after));
  differ("links", links(before).join("; "), links(after).join("; "));
  MARKS.forEach((mark) => differ(mark, marked(before, mark), marked(after, mark)));
  for (const link of after.querySelectorAll("a[href^='#']")) {
    const id = link.getAttribute("href").slice(1);
    if (![...after.querySelectorAll("[id]")].some((element) => element.id === id)) found.push(`a dead link: #${id}`);
  }
  for (const element of after.querySelectorAll("*")) {
    if (!KNOWN.has(element.localName)) found.push(`an element that is not text: ${element.localName}`);
    const live = element.getAttributeNames().filter((name) => name.startsWith("on"));
    if (live.length > 0) found.push(`an element that acts: ${element.localName} ${live}`);
  }
  return found;
}

/** Markup that one editor at least must be found to spoil, and how. */
const SPOILED = [
  ['<p>a<sup><a href="#src-1">1</a></sup></p><ol><li id="src-1">b</li></ol>', "a dead link"],
  ["<ul><li><p>a</p><p>b</p></li></ul>", "words"],
  ["<ul><li>a<ul><li>b</li></ul>c</li></ul>", "words"],
  ["<ul><li><ul><li>a</li></ul></li></ul>", "lists"],
  ["<blockquote><p>a</p><ul><li>b</li></ul></blockquote>", "words"],
  ["<p><del>a</del></p>", "an element that is not text"],
  ["<figure><p>a</p><figcaption>b</figcaption></figure>", "an element that is not text: unknown-core-html"],
  ["<ul><li>a<ul><li>b</li></ul><ol><li>c</li></ol></li></ul>", "lists"],
];

async function check(html) {
  const before = parsed(html);
  const found = Object.entries(RECEIVERS).map(async ([name, receive]) => {
    const after = parsed(await receive(html));
    return faults(before, after).map((fault) => `${name}: ${fault}`);
  });
  return (await Promise.all(found)).flat();
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node rich.mjs FRAGMENT.html…");
  process.exit(2);
}
const all = [];
for (const [html, expected] of SPOILED) {
  const found = await check(html);
  if (process.env.SHOW) console.log(html, found);
  if (!found.some((fault) => fault.includes(expected))) all.push(`not found: ${expected} in ${html}, but ${found}`);
}
for (const file of files) all.push(...(await check(readFileSync(file, "utf8"))).map((fault) => `${file}: ${fault}`));
all.forEach((fault) => console.error(fault));
console.log(`${files.length} fragments in ${Object.keys(RECEIVERS).length} editors, ${all.length} faults`);
process.exit(all.length === 0 ? 0 : 1);
