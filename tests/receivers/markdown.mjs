// What other programs make of exported Markdown, with raw HTML switched on: nothing acts that was text, and the page
// says the same in the same blocks. Usage: node markdown.mjs COPYDESK DRAFTS CORPORA PYTHON
// Not here: what single blocks are spelled as; the Rust tests do that.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";
import attrs from "markdown-it-attrs";
import { Marked } from "marked";
import markedFootnote from "marked-footnote";
import { unified } from "unified";
import remarkParse from "remark-parse";
import remarkGfm from "remark-gfm";
import remarkRehype from "remark-rehype";
import rehypeRaw from "rehype-raw";
import rehypeStringify from "rehype-stringify";
import { faultsOf, measureOf } from "./markdown.page.mjs";
import { draftOf } from "./markdown.draft.mjs";
import { LIMITS } from "./markdown.limits.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [copydesk, drafts, corpora, python = "python3"] = process.argv.slice(2);
if (!drafts) {
  console.error("usage: node markdown.mjs COPYDESK FOLDER-OF-ARTICLES [FOLDER-OF-CORPORA] [PYTHON]");
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), "receivers-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

const read = (path) => readFileSync(path, "utf8");
const list = (path, pick) => (existsSync(path) ? JSON.parse(read(path)).map(pick) : []);

/** The drafts: the golden articles, and one for each payload with it in every field. */
function cases() {
  const golden = readdirSync(drafts)
    .map((name) => ({ name: `article-${name}`, draft: join(drafts, name, "article.copydesk") }))
    .filter(({ draft }) => existsSync(draft))
    .map(({ name, draft }) => ({ name, text: read(draft) }));
  const ours = JSON.parse(read(join(here, "payloads.json")));
  const payloads = [
    ...ours,
    ...list(join(corpora ?? "", "xss/dompurify-expect.json"), (entry) => entry.payload),
    ...list(join(corpora ?? "", "naughty/blns.json"), (entry) => entry),
  ];
  return [...golden, ...payloads.map((payload, n) => ({ name: `payload-${n}`, text: draftOf(payload), payload }))];
}

function exported(all) {
  const files = all.map(({ name, text }) => {
    const path = join(work, `${name}.copydesk`);
    writeFileSync(path, text);
    return path;
  });
  const to = (format, ending, options = []) => {
    const folder = join(work, format + options.length);
    mkdirSync(folder);
    execFileSync(copydesk, ["export", ...files, "--to", format, ...options, "-o", folder], { stdio: ["ignore", "ignore", "ignore"] });
    return all.map(({ name }) => read(join(folder, `${name}.${ending}`)));
  };
  const pages = to("html", "html");
  const markdown = to("markdown", "md");
  const headed = to("markdown", "md", ["--front-matter"]);
  return all.map((one, n) => ({ ...one, page: pages[n], markdown: markdown[n], headed: headed[n], measure: measureOf(pages[n]) }));
}

const it = new MarkdownIt({ html: true, linkify: true }).use(footnote);
const itWithAttrs = new MarkdownIt({ html: true, linkify: true }).use(footnote).use(attrs);
const marked = () => new Marked().use(markedFootnote());
const remark = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeStringify);

/** A program of another language: all texts in, all pages out, as JSON. */
const batch = (command, args) => (texts) =>
  JSON.parse(execFileSync(command, args, { input: JSON.stringify(texts), maxBuffer: 1 << 30 }).toString());
const each = (render) => (texts) => texts.map((text) => render(text));
const cmark = ["--unsafe", "-e", "autolink", "-e", "table", "-e", "strikethrough", "-e", "tasklist", "-e", "footnotes"];

const ONLY = process.env.ONLY;
const RECEIVERS = [
  { name: "markdown-it", render: each((text) => it.render(text)) },
  { name: "markdown-it with attributes", render: each((text) => itWithAttrs.render(text)) },
  { name: "marked", render: each((text) => marked().parse(text)) },
  { name: "remark with rehype-raw", render: each((text) => String(remark.processSync(text))) },
  { name: "cmark-gfm", render: each((text) => execFileSync("cmark-gfm", cmark, { input: text }).toString()) },
  { name: "mistune", render: batch(python, [join(here, "markdown-python.py"), "mistune"]) },
  { name: "Python-Markdown", render: batch(python, [join(here, "markdown-python.py"), "markdown"]), lacks: ["strike"] },
  { name: "kramdown", render: batch("ruby", [join(here, "markdown.rb"), "kramdown"]), lacks: ["strike"], smart: true },
  { name: "kramdown as Jekyll has it", render: batch("ruby", [join(here, "markdown.rb"), "GFM"]), smart: true },
  { name: "pandoc", render: pandoc, smart: true },
  // With front matter the site sets headline and names; the text must not say them again.
  { name: "front matter", isHeaded: true, render: each((text) => it.render(withoutHead(text))) },
];

/** pandoc takes long to start: all texts go through one run, in a filter that reads and writes them. */
function pandoc(texts) {
  const [input, output] = [join(work, "texts"), join(work, "pages")];
  writeFileSync(input, texts.map((text) => `${Buffer.byteLength(text)}\n${text}`).join(""));
  execFileSync("pandoc", [`--lua-filter=${join(here, "markdown.lua")}`], { input: "", env: { ...process.env, IN: input, OUT: output } });
  const pages = [];
  for (let rest = readFileSync(output); rest.length > 0; ) {
    const start = rest.indexOf("\n") + 1;
    const end = start + Number(rest.subarray(0, start));
    pages.push(rest.subarray(start, end).toString());
    rest = rest.subarray(end);
  }
  return pages;
}

const withoutHead = (text) => text.replace(/^---\n[\s\S]*?\n---\n/, "");
const all = exported(cases());
const receivers = RECEIVERS.filter(({ name }) => !ONLY || name.includes(ONLY));
const faults = [];
const used = new Set();

/** Whether a fault is of a kind that the receiver has no way to show; what is needed for one is in use. */
function isLimit(fault, one, name) {
  const limits = LIMITS.filter(({ who, is }) => who.includes(name) && is(fault, one));
  limits.forEach((limit) => used.add(`${name} ${limit.why}`));
  return limits.length > 0;
}

for (const receiver of receivers) {
  const before = Date.now();
  const pages = receiver.render(all.map(({ markdown, headed }) => (receiver.isHeaded ? headed : markdown)));
  if (pages.length !== all.length) faults.push(`${receiver.name}: ${pages.length} pages of ${all.length} texts`);
  pages.forEach((html, n) => {
    const one = all[n];
    const measure = receiver.isHeaded ? measureOf(one.page, true) : one.measure;
    for (const fault of faultsOf(html, measure, receiver)) {
      if (isLimit(fault, one, receiver.name)) continue;
      faults.push(`${receiver.name}, ${one.name}${one.payload ? ` ${JSON.stringify(one.payload)}` : ""}: ${fault.text}`);
    }
  });
  console.log(`${receiver.name}: ${pages.length} pages in ${Date.now() - before} ms`);
}
for (const { who, why } of corpora ? LIMITS : []) {
  for (const name of who.filter((name) => receivers.some((receiver) => receiver.name === name))) {
    if (!used.has(`${name} ${why}`)) faults.push(`${name} has a limit that nothing needs any more: ${why}`);
  }
}
faults.slice(0, Number(process.env.FAULTS ?? 40)).forEach((fault) => console.error(fault));
console.log(`${all.length} drafts, ${receivers.length} receivers, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
