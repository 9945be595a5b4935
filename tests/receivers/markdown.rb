# Renders Markdown texts (a JSON list on standard input) as kramdown or, as Jekyll has it, as GFM.
require "json"
require "kramdown"
require "kramdown-parser-gfm"

texts = JSON.parse($stdin.read)
options = { input: ARGV.fetch(0), auto_ids: true, syntax_highlighter: nil, hard_wrap: false }
puts JSON.generate(texts.map { |text| Kramdown::Document.new(text, options).to_html })
