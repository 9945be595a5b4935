// What a receiver cannot show, whatever it is spelled as: a row for each kind, as narrow as a page can tell. A row that
// nothing needs any more is a fault as well.

const PYTHON = "Python-Markdown";
const KRAMDOWN = ["kramdown", "kramdown as Jekyll has it"];
const MARKDOWN_IT = ["markdown-it", "markdown-it with attributes", "front matter"];

const SHORTCODE = /\{\{|\{%/;

/** The words of lines in a row, without spaces and what else is not to count. */
const words = (lines, without = /(?!)/g) =>
  lines.map((line) => line.replace(/^[^|]*\| ?/, "")).join("").replace(/\s/g, "").replace(without, "");
const isSame = ({ expected, shown }, without) => words(expected, without) === words(shown, without);
const every = (lines, test) => lines.length > 0 && lines.every((line) => test.test(line));
const some = (lines, test) => lines.some((line) => test.test(line));
/** Without percent signs, those that decoding makes included. */
const decoded = (text) => {
  const next = text.replace(/%([0-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))).replace(/\0/g, "");
  return next === text ? text : decoded(next);
};
const blocks = (is) => (fault, draft) => fault.kind === "blocks" && is(fault, draft);
const link = (is) => (fault, draft) => fault.kind === "link" && is(fault, draft);

/**
 * `who` has the limit, `why` says what it does, and `is` tells whether a fault is of this kind: `blocks` that differ, with
 * what is `expected` and `shown` there; a `link` that is missing, with its `href`; what is `live`. The words stay, unless
 * `why` says so.
 */
export const LIMITS = [
  {
    who: ["markdown-it with attributes"],
    why: "takes a shortcode, which belongs to the writer's site, for attributes of what it stands behind",
    is: ({ isInert, expected = [], shown = [] }, { text }) =>
      SHORTCODE.test(text) && (isInert || some([...expected, ...shown], SHORTCODE)),
  },
  {
    who: MARKDOWN_IT,
    why: "shows an address in a text with its percent signs decoded",
    is: blocks((fault) => some(fault.expected, /%\w/) && decoded(words(fault.expected)) === decoded(words(fault.shown))),
  },
  {
    who: MARKDOWN_IT,
    why: "takes a wide space away from the end of an address",
    is: link(({ href }) => /%E3%80%80$/.test(href)),
  },
  {
    who: [PYTHON],
    why: "writes spaces for a tab, in an address too",
    is: link(({ href }) => /%09/.test(href)),
  },
  {
    who: ["marked"],
    why: "closes no mark between two signs of punctuation within another mark, and shows its signs",
    is: blocks((fault) => some(fault.shown, /[*~]/) && isSame(fault, /[*~]/g)),
  },
  {
    who: ["mistune"],
    why: "reads the entities of an address twice",
    is: link(({ href }) => /&#?\w+;/.test(href)),
  },
  {
    who: ["mistune"],
    why: "knows no table in an item without a plugin of its own, and shows its signs",
    is: blocks((fault) => every(fault.expected, /li t[hd] \|/) && isSame(fault, /\||:?-{3,}:?/g)),
  },
  {
    who: [PYTHON, "pandoc"],
    why: "takes the space at the edges of code away",
    is: blocks(({ shown, trimmed }) => shown.join("\n") === trimmed.join("\n")),
  },
  {
    who: [PYTHON],
    why: "knows no fences in a quotation, which code of nothing but spaces needs, and shows them",
    is: blocks(({ expected, shown }) => words(expected) === "" && every(shown, /blockquote.*\| ~+$/)),
  },
  {
    who: KRAMDOWN,
    why: "shows code of nothing but spaces without them",
    is: blocks((fault, { markdown }) => /(`+)\s+\1/.test(markdown) && isSame(fault, /<|&lt;/g)),
  },
  {
    who: [PYTHON, ...KRAMDOWN],
    why: "knows no numbers with a bracket, which tell a list from the one before it",
    is: blocks(({ expected, shown }) => every(expected, /ol li \|/) && words(shown, /\d+\)/g) === words(expected)),
  },
  {
    who: [PYTHON, ...KRAMDOWN],
    why: "shows the marker of an item without words",
    is: blocks((fault) => some(fault.shown, /\| (\d+\.|[-+])$/) && isSame(fault, /\d+\.|[-+]/g)),
  },
  {
    who: [PYTHON, ...KRAMDOWN],
    why: "takes the list that follows another one in the same item for a part of it",
    is: blocks((fault) => every(fault.expected, /li (ul|ol) li|ul li/) && isSame(fault, /\d+\.-?/g)),
  },
  {
    who: [PYTHON],
    why: "takes the item behind a quotation, and the quotation in a quotation of an item, for a part of it",
    is: blocks((fault) => some(fault.expected, /li .*blockquote/) && isSame(fault, /[->]/g)),
  },
  {
    who: [PYTHON, ...KRAMDOWN],
    why: "reads a fence in an item or a quotation by the lines in it, and shows its signs and its language",
    is: blocks(({ expected, shown }) => {
      const marks = /[~`>-]|\d+\./g;
      return some(expected, /(li|blockquote) pre/) && words(shown, marks).includes(words(expected, marks));
    }),
  },
  {
    who: [PYTHON],
    why: "knows no language of code with marks on its letters, and shows fence and language",
    is: blocks(({ expected, shown }) => every(expected, /\p{M}/u) && every(expected, /pre \|/) && every(shown, /\| ~.* ~$/)),
  },
  {
    who: [PYTHON],
    why: "ends a number of a character in code with a semicolon",
    is: blocks((fault) => some(fault.expected, /&#x?\w+(?!;)/) && isSame(fault, /;/g)),
  },
  {
    who: [PYTHON],
    why: "drops the exclamation mark in --!> where code holds the beginning of a comment as well",
    is: blocks((fault) => some(fault.expected, /<!--.*--!>/) && isSame(fault, /!/g)),
  },
  {
    who: KRAMDOWN,
    why: "knows no backslash in an address, where others take one away before a sign",
    is: link(({ href }) => /\\([!-/:-@[-`{-~]|$)/.test(href)),
  },
  {
    who: KRAMDOWN,
    why: "takes a bar in a shortcode for one between the cells of a table",
    is: blocks((fault) => some(fault.expected, SHORTCODE) && some(fault.shown, /td \|/)),
  },
  {
    who: ["pandoc"],
    why: "takes the number of a source without a link for a reference, and shows the address of the one behind it",
    is: blocks(({ expected, shown }) => shown.join().replace(/\[\]\([^()]*\)/g, "") === expected.join()),
  },
  {
    who: ["pandoc"],
    why: "embeds a picture whose file has a name that it does not know, without its words",
    is: blocks(({ expected, shown }) => shown.length === 0 && every(expected, /^\| ⟦.*⟧$/)),
  },
  {
    who: ["pandoc"],
    why: "takes the stars of a shortcode in a mark for signs of that mark",
    is: blocks((fault) => some(fault.expected, SHORTCODE) && isSame(fault, /\*/g)),
  },
  {
    who: ["pandoc"],
    why: "takes away the space before a quotation mark that it has closed a pair with",
    is: blocks(({ expected, shown }) => {
      const joined = (lines) => lines.join("\n").replace(/\s+(?=["'])/g, "");
      return joined(expected) === joined(shown);
    }),
  },
  {
    who: ["pandoc"],
    why: "drops a lone carriage return in code",
    is: blocks((fault, { markdown }) => /\r(?!\n)/.test(markdown) && isSame(fault)),
  },
];
