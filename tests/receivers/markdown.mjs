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
  const isOurs = (n) => n < ours.length;
  return [
    ...golden.map((one) => ({ ...one, isOurs: true })),
    ...payloads.map((payload, n) => ({ name: `payload-${n}`, text: draftOf(payload), payload, isOurs: isOurs(n) })),
  ];
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
/** Bodies that CommonMark and an older dialect take apart in different ways, whatever they are spelled as. */
const BLOCKS = /^\s*([-+*>`~#=]|\d+[.)]|\[[x^]|\t| {4})|[\n`\\"\u00a0]|\{\{|\{%|&#|\s$/;
/** Characters that no page shows: what becomes of them is not for Markdown to say. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffd-\uffff]/;
const SHORTCODES = /\{\{|\{%/;
/** Lists that follow each other by `)`, and tables, quotations and code in items, which not every program knows. */
const NESTED = ["article-what-editors-drop"];
const RECEIVERS = [
  { name: "markdown-it", render: each((text) => it.render(text)) },
  { name: "markdown-it with attributes", render: each((text) => itWithAttrs.render(text)), differs: SHORTCODES, takesShortcodes: true },
  { name: "marked", render: each((text) => marked().parse(text)) },
  { name: "remark with rehype-raw", render: each((text) => String(remark.processSync(text))) },
  { name: "cmark-gfm", render: each((text) => execFileSync("cmark-gfm", cmark, { input: text }).toString()) },
  { name: "mistune", cannot: NESTED, differs: /&/, render: batch(python, [join(here, "markdown-python.py"), "mistune"]) },
  { name: "Python-Markdown", cannot: NESTED, render: batch(python, [join(here, "markdown-python.py"), "markdown"]), differs: BLOCKS, lacks: ["strike"] },
  { name: "kramdown", cannot: NESTED, render: batch("ruby", [join(here, "markdown.rb"), "kramdown"]), differs: BLOCKS, lacks: ["strike"], smart: true },
  { name: "kramdown as Jekyll has it", cannot: NESTED, render: batch("ruby", [join(here, "markdown.rb"), "GFM"]), differs: BLOCKS, smart: true },
  { name: "pandoc", cannot: NESTED, render: pandoc, differs: BLOCKS, smart: true },
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

/** What is read otherwise, for a reason: of it only what acts and what leads nowhere counts. */
const isOtherwise = (receiver, { name, payload = "", isOurs }) =>
  !isOurs || receiver.cannot?.includes(name) || HIDDEN.test(payload) || receiver.differs?.test(payload);
const withoutHead = (text) => text.replace(/^---\n[\s\S]*?\n---\n/, "");
const all = exported(cases());
const faults = [];
for (const receiver of RECEIVERS.filter(({ name }) => !ONLY || name.includes(ONLY))) {
  const before = Date.now();
  const pages = receiver.render(all.map(({ markdown }) => markdown));
  if (pages.length !== all.length) faults.push(`${receiver.name}: ${pages.length} pages of ${all.length} texts`);
  pages.forEach((html, n) => {
    for (const fault of faultsOf(html, all[n].measure, receiver, isOtherwise(receiver, all[n]))) {
      faults.push(`${receiver.name}, ${all[n].name}${all[n].payload ? ` ${JSON.stringify(all[n].payload)}` : ""}: ${fault}`);
    }
  });
  console.log(`${receiver.name}: ${pages.length} pages in ${Date.now() - before} ms`);
}
// With front matter the site sets headline and names; the text must not say them again.
for (const { name, page, headed, payload, isOurs } of all) {
  for (const fault of faultsOf(it.render(withoutHead(headed)), measureOf(page, true), {}, !isOurs || HIDDEN.test(payload ?? ""))) {
    faults.push(`front matter, ${name}: ${fault}`);
  }
}
faults.slice(0, Number(process.env.FAULTS ?? 40)).forEach((fault) => console.error(fault));
console.log(`${all.length} drafts, ${RECEIVERS.length} receivers, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
