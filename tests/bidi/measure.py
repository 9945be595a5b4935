#!/usr/bin/env python3
"""Writes what a browser shows of the drafts beside it: of each block of the exported page the letters in the order in
which they are seen, line by line from left to right. Usage: measure.py PATH/TO/copydesk; Chromium must be installed."""

import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
# One line a block: how wide the fonts are that the machine has must not matter.
STYLE = "<style>article { max-width: none !important } * { text-wrap: nowrap !important }</style>"
SCRIPT = """<script>addEventListener('load', () => {
const BLOCK = 'h1,h2,h3,h4,h5,h6,p,li,td,th,figcaption,pre';
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const blocks = new Map();
const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode, block = node.parentElement.closest(BLOCK);
  if (!block) continue;
  const letters = blocks.get(block) ?? blocks.set(block, []).get(block);
  for (const { segment, index } of segmenter.segment(node.data)) {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + segment.length);
    const rect = [...range.getClientRects()].find((rect) => rect.width > 0);
    if (rect) letters.push({ segment, left: rect.left, top: rect.top, bottom: rect.bottom });
  }
}
const found = [];
for (const [block, letters] of blocks) {
  const lines = [];
  for (const letter of letters) {
    const last = lines.at(-1);
    if (last && letter.top < last.bottom - 1) {
      last.letters.push(letter);
      last.bottom = Math.max(last.bottom, letter.bottom);
    } else lines.push({ bottom: letter.bottom, letters: [letter] });
  }
  if (!lines.length) continue;
  const text = (letters) => letters.map((letter) => letter.segment).join('');
  found.push({
    block: block.tagName.toLowerCase(),
    lines: lines.map(({ letters }) => ({
      written: text(letters), seen: text(letters.toSorted((a, b) => a.left - b.left)) })),
  });
}
const out = document.createElement('script');
out.type = 'application/json';
out.id = 'measured';
out.textContent = JSON.stringify(found);
document.body.append(out);
});</script>"""


def measured(copydesk, draft):
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "page.html")
        subprocess.run([copydesk, "export", draft, "--to", "html", "-o", page], check=True, stdout=subprocess.DEVNULL)
        text = page.read_text(encoding="utf-8")
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        page.write_text(text.replace("</head>", STYLE + SCRIPT + "</head>"), encoding="utf-8")
        chromium = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--window-size=20000,4000"]
        chromium += [f"--user-data-dir={folder}/profile", "--virtual-time-budget=5000", "--dump-dom", page.as_uri()]
        dom = subprocess.run(chromium, check=True, capture_output=True, text=True).stdout
    found = re.search(r'<script type="application/json" id="measured">(.*?)</script>', dom, re.S)
    return json.loads(html.unescape(found[1]) if "&quot;" in found[1] else found[1])


def main():
    for draft in sorted(HERE.glob("*.copydesk")):
        blocks = measured(sys.argv[1], draft)
        rows = [json.dumps(block, ensure_ascii=False) for block in blocks]
        draft.with_suffix(".json").write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")


main()
