// A draft with a payload in every field, and in every construct of a body.

const quoted = (text) =>
  JSON.stringify(text)
    .replace(/\\u([0-9a-f]{4})/gi, "\\u{$1}")
    .replace(/\\b/g, "\\u{8}")
    .replace(/\\f/g, "\\u{c}")
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);

export function draftOf(payload) {
  const line = payload.replace(/[\r\n]+/g, " ");
  const bodies = [
    payload,
    `word ${payload} word`,
    `http://a.example/${line} and www.a.example/${line} and x@a.example${line}`,
    `[${line}](https://b.example "${line}") ![${line}](picture.png) [x](<https://c.example/${line}>)`,
    `*${line}* **${line}** ~~${line}~~`,
    `\`${line}\` and \`\`${line}\`\`${line}`,
    `| ${line} | b |\n|---|---|\n| c | ${line} |`,
    `- ${line}\n  1. ${line}\n\n     ${line}\n- b`,
    `> ${line}\n> > ${line}`,
    `\`\`\`${line.replace(/`/g, "")}\n${payload}\n\`\`\``,
    `### ${line}`,
    `said${line}[^k]`,
  ];
  const text = quoted(payload);
  const sections = bodies.map((body, n) => `(id: ${n + 1}, heading: ${text}, body: ${quoted(body)})`);
  return `(
    version: 2, headline: ${text}, deck: ${text}, byline: [${text}, "B"], dateline: ${text},
    image: (file: ${quoted(`pictures/${line}.png`)}, alt: ${text}, caption: ${text}, credit: ${text}),
    takeaways: [(id: 1, text: ${text})], lede: ${text},
    sections: [${sections.join(",\n")}],
    sources: [
      (key: "k", link: "https://d.example/a", title: ${text}, publisher: ${text}),
      (key: "l", link: ${quoted(`https://e.example/${line}`)}), (key: "m", link: ${text}, title: "T"),
    ],
    tags: [${text}], slug: ${text},
  )`;
}
