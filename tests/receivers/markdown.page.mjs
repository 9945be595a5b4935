// What is wrong with a page that a receiver made, measured by our own page of the same draft.
import { parse, parseFragment } from "parse5";

const TAGS = new Set(
  ("html head body p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del s a img hr br input sup " +
    "table thead tbody tfoot tr th td colgroup col section div span figure figcaption").split(" "),
);
const ATTRIBUTES = {
  "*": /^(id|class|dir|role|data-footnote.*|aria-.*)$/,
  // pandoc marks what it takes for a citation, with the same characters.
  span: /^data-cites$/,
  a: /^(href|title|rel|tabindex)$/,
  img: /^(src|alt|title)$/,
  ol: /^(start|type|reversed)$/,
  input: /^(type|checked|disabled)$/,
  td: /^(align|style)$/,
  th: /^(align|style)$/,
  col: /^(style|width)$/,
};
const STYLE = /^\s*(text-align:\s*(left|right|center);?|width:\s*[\d.]+%;?)\s*$/;
const SCHEME = /^(https?|mailto|ftp|xmpp|[^a-z]*$)/;

const childrenOf = (node) => node.childNodes ?? [];
const attribute = (node, name) => node.attrs?.find((one) => one.name === name)?.value;
const classOf = (node) => attribute(node, "class") ?? "";
function walk(node, visit) {
  visit(node);
  childrenOf(node).forEach((child) => walk(child, visit));
}

/** What runs, loads or is shaped by what was text. */
function liveIn(root) {
  const found = [];
  const live = (text, more = {}) => found.push({ kind: "live", text: `live: ${text}`, ...more });
  walk(root, (node) => {
    if (node.nodeName === "#comment") live(`a comment: ${node.data}`);
    if (!node.tagName) return;
    // pandoc embeds a picture whose file has a name that it does not know.
    const isPicture = node.tagName === "embed" && /^pictures\//.test(attribute(node, "src"));
    if (isPicture) return;
    if (!TAGS.has(node.tagName)) live(`<${node.tagName}>`);
    for (const { name, value } of node.attrs) {
      const isInert = !/^(on|style|src|href|action|formaction|xlink)/i.test(name);
      const isKnown = ATTRIBUTES["*"].test(name) || ATTRIBUTES[node.tagName]?.test(name);
      if (!isKnown) live(`<${node.tagName} ${name}="${value}">`, { isInert });
      if (name === "style" && !STYLE.test(value)) live(`style ${value}`);
      if (name === "class" && /\bevil\b/.test(value)) live(`class ${value}`);
      const isOfHeading = /^h[1-6]$/.test(node.tagName);
      if (name === "id" && value === "evil" && !isOfHeading) live(`id ${value}`);
      if (name === "href" || name === "src") {
        const scheme = /^([a-z][a-z0-9+.-]*):/.exec(value.replace(/[\s\u0000-\u0020]/g, "").toLowerCase());
        if (scheme && !SCHEME.test(scheme[1])) live(`address ${value}`);
      }
    }
  });
  return found;
}

const isBlock = (tag) => /^(p|h[1-6]|ul|ol|li|blockquote|pre|table|thead|tbody|tr|td|th|hr|div|section|figure|figcaption|header|footer|article|main)$/.test(tag);
const isContainer = (tag) => /^(h[1-6]|ul|ol|li|blockquote|pre|td|th)$/.test(tag);

/** The blocks of a page, each with what it stands in; with code `trimmed` where that is asked. */
function outline(root, edges) {
  const lines = [];
  let text = "";
  const flush = (path) => {
    const words = normal(text);
    // A box may stand before the paragraph that it belongs to.
    if (/^\[[ x]\]$/.test(words)) return;
    if (words) lines.push(`${path.join(" ")} | ${words}`);
    text = "";
  };
  const visit = (node, path) => {
    if (node.nodeName === "#text") text += node.value;
    if (node.tagName === "br") text += " ";
    if (node.tagName === "code" && edges === "trimmed") return (text += wordsOf(node).trim());
    if (node.tagName === "img") text += `⟦${attribute(node, "alt") ?? ""}⟧`;
    if (node.tagName === "input") text += attribute(node, "checked") === undefined ? "[ ] " : "[x] ";
    if (!node.tagName) return childrenOf(node).forEach((child) => visit(child, path));
    if (!isBlock(node.tagName)) return childrenOf(node).forEach((child) => visit(child, path));
    flush(path);
    const inner = isContainer(node.tagName) ? [...path, node.tagName] : path;
    childrenOf(node).forEach((child) => visit(child, inner));
    flush(inner);
  };
  visit(root, []);
  return lines;
}

/** A box shows as one or as its brackets. */
const normal = (text) =>
  text
    .replace(/[\s\u00a0\u0085\u001c-\u001f]+/g, " ")
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffd\ufffe\uffff\ufeff]/g, "")
    .replace(/ +/g, " ")
    .trim();

function removed(root, isUnwanted) {
  const inner = (node) => {
    if (!node.childNodes) return;
    node.childNodes = node.childNodes.filter((child) => !isUnwanted(child));
    node.childNodes.forEach(inner);
  };
  inner(root);
  return root;
}

/** Our page without what Markdown says in another way: numbers, notes, the links of sources that have a title. */
function expectedOf(page, isHeaded) {
  return removed(parse(page), (node) => {
    const isSource = node.tagName === "span" && classOf(node) === "link" && isAfterLink(node);
    const isOfHead = isHeaded && (attribute(node, "id") === "headline" || isName(node));
    return node.tagName === "head" || node.tagName === "sup" || classOf(node) === "notes" || isSource || isOfHead;
  });
}

const isName = (node) => classOf(node.parentNode) === "byline" && classOf(node) !== "dateline";
const isAfterLink = (node) => node.parentNode.childNodes.some((one) => one.tagName === "a" && classOf(one) === "title");

function shownOf(html) {
  const isNote = (node) =>
    // pandoc says a picture's words twice.
    (node.tagName === "figcaption" && attribute(node, "aria-hidden") !== undefined) ||
    (/footnote/i.test(classOf(node)) && node.tagName !== "p") ||
    node.tagName === "sup" ||
    attribute(node, "data-footnotes") !== undefined ||
    (node.tagName === "a" && /^\[\d+\]$/.test(wordsOf(node)));
  return removed(parseFragment(html), isNote);
}

function find(root, name) {
  let found = { childNodes: [] };
  walk(root, (node) => (found = node.attrs && classOf(node) === name ? node : found));
  return found;
}

function wordsOf(node) {
  let words = "";
  walk(node, (one) => (words += one.nodeName === "#text" ? one.value : ""));
  return words;
}

/** Quotation marks, dashes and dots are for the receiver's typographer to set. */
const plain = (line) =>
  line
    .replace(/[“”„″«»]/g, '"').replace(/[‘’‚′]/g, "'").replace(/—/g, "---").replace(/–/g, "--").replace(/…/g, "...");

const numbers = (line) => line.replace(/\[\d+\]/g, "");
const tidy = (receiver) => (line) => {
  let out = receiver.smart ? plain(line) : line;
  if (receiver.lacks?.includes("strike")) out = out.replace(/~~/g, "");
  return normal(numbers(out)).replace(/ ([.,])/g, "$1").replace(/,+$/, "");
};

const hrefsOf = (root) => {
  const found = new Set();
  walk(root, (node) => {
    const href = node.tagName === "a" ? attribute(node, "href") : undefined;
    if (href && URL.canParse(href)) found.add(plainAddress(href));
  });
  return found;
};
// Browsers pass over a tab, and programs write it by its number.
const plainAddress = (href) => new URL(href.replace(/\\/g, "%5C").replace(/\t/g, "%09")).href.replace(/%([0-9a-f]{2})/gi, (all, hex) => {
  const c = String.fromCharCode(parseInt(hex, 16));
  return /[\u0021-\u007e]/.test(c) ? c : all.toUpperCase();
});

/** What our own page of a draft says, to measure others by; without what front matter says, where it does. */
export function measureOf(page, isHeaded = false) {
  const root = expectedOf(page, isHeaded);
  if (isHeaded) find(root, "dateline").childNodes.push({ nodeName: "#text", value: " —" });
  const lines = (edges) => outline(root, edges).map((line) => line.replace(/^ /, ""));
  return { hrefs: hrefsOf(root), lines: lines(), trimmed: lines("trimmed") };
}

/** What is wrong with a page: each fault has a `kind`, says itself in `text`, and has what a limit is judged by. */
export function faultsOf(html, measure, receiver) {
  const root = parseFragment(html);
  const hrefs = hrefsOf(root);
  const faults = [...liveIn(root), ...deadIn(root)];
  for (const href of measure.hrefs) {
    if (!hrefs.has(href)) faults.push({ kind: "link", text: `no link to ${href}`, href, hrefs });
  }
  const isSaid = (line) => !line.endsWith("| ");
  const own = measure.lines.map((line, n) => [line, measure.trimmed[n]].map(tidy(receiver))).filter(([line]) => isSaid(line));
  const shown = outline(shownOf(html)).map(tidy(receiver)).filter(isSaid);
  for (const hunk of differences(own.map(([line]) => line), shown)) {
    const trimmed = own.slice(hunk.at, hunk.at + hunk.expected.length).map(([, line]) => line);
    const text = `shows\n    ${hunk.shown.join("\n    ")}\n  not\n    ${hunk.expected.join("\n    ")}`;
    faults.push({ kind: "blocks", text, trimmed, ...hunk });
  }
  return faults;
}

/** Links to a place that the page does not have. */
function deadIn(root) {
  const ids = new Set();
  walk(root, (node) => ids.add(attribute(node, "id")));
  const found = [];
  walk(root, (node) => {
    const href = node.tagName === "a" ? attribute(node, "href") : undefined;
    // Python-Markdown links a note that no text refers to back to nowhere.
    if (!href?.startsWith("#") || href === "#" || href.startsWith("#fnref:")) return;
    if (!ids.has(decodeURIComponent(href.slice(1)))) found.push({ kind: "dead", text: `dead link ${href}` });
  });
  return found;
}

/** Where two lists of lines differ: what stands there in each, and where in the first. */
function differences(expected, shown) {
  const common = Array.from({ length: expected.length + 1 }, () => new Uint16Array(shown.length + 1));
  for (let e = expected.length - 1; e >= 0; e--) {
    for (let s = shown.length - 1; s >= 0; s--) {
      common[e][s] = expected[e] === shown[s] ? common[e + 1][s + 1] + 1 : Math.max(common[e + 1][s], common[e][s + 1]);
    }
  }
  const found = [];
  let open;
  for (let e = 0, s = 0; e < expected.length || s < shown.length; ) {
    if (expected[e] === shown[s]) {
      open = undefined;
      e++, s++;
      continue;
    }
    if (!open) found.push((open = { at: e, expected: [], shown: [] }));
    const takesExpected = s >= shown.length || (e < expected.length && common[e + 1][s] >= common[e][s + 1]);
    if (takesExpected) open.expected.push(expected[e++]);
    else open.shown.push(shown[s++]);
  }
  return found;
}
