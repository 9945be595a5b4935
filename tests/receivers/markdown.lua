-- Reads texts, each behind its length and a line break, from the file IN, and writes their pages to OUT in that way.
function Pandoc(doc)
  local input = io.open(os.getenv("IN"), "rb")
  local output = io.open(os.getenv("OUT"), "wb")
  while true do
    local length = input:read("n")
    if not length then break end
    input:read(1)
    local text = length > 0 and input:read(length) or ""
    local page = pandoc.write(pandoc.read(text, "markdown"), "html5", { wrap_text = "wrap-none" })
    output:write(#page, "\n", page)
  end
  output:close()
  return doc
end
