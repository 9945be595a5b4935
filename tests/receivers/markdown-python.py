"""Renders Markdown texts (a JSON list on standard input) with raw HTML on: `mistune` or `markdown`."""
import json
import sys

import markdown
import mistune

EXTENSIONS = ["tables", "footnotes", "sane_lists", "attr_list", "def_list", "abbr", "admonition", "fenced_code"]
PLUGINS = ["strikethrough", "footnotes", "table", "url", "task_lists", "def_list", "abbr"]


def renderer(name):
    if name == "mistune":
        return mistune.create_markdown(escape=False, plugins=PLUGINS)
    return lambda text: markdown.markdown(text, extensions=EXTENSIONS)


render = renderer(sys.argv[1])
json.dump([render(text) for text in json.load(sys.stdin)], sys.stdout)
