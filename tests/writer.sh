#!/usr/bin/env bash
# A writer who never touches the mouse: types an article into a blank draft of the real window, from top to bottom and
# faster than anyone, saves and exports it; the export must be the article. Run by .ci/run; by hand:
# tests/writer.sh PROGRAM ARTICLE [TIMES [FOLDER FOR SCREENSHOTS]], where ARTICLE is plain text as Copydesk exports it.
set -euo pipefail

copydesk=$(realpath "$1")
article=$(realpath "$2")
times=${3:-1}
shots=${4:-}
# The time of a key press and release, in milliseconds.
pace=4
# shellcheck source=tests/display.sh
. "$(dirname "$0")/display.sh"
open_display

# Keys, one after the other.
press() { xdotool key --delay "$pace" "$@"; }
# What a keyboard has no key for is typed as what the window makes it of.
typed() { xdotool type --delay "$pace" -- "$(sed "s/[‘’]/'/g; s/[“”]/\"/g" <<<"$1")"; }

# The article in the order in which its fields stand in the form.
write() {
  local part=headline first= line
  local image=
  while IFS= read -r line || [ -n "$line" ]; do
    [ -n "$line" ] || continue
    case $part:$line in
      headline:*) typed "$line"; press Return; part=image ;;
      image:*) image=$line; part=deck ;;
      # From the image's description on to its caption, credit and file, the byline, the dateline and the takeaways.
      deck:*)
        typed "$line"
        press Return
        typed "$image"
        press Return Return Return Return Return Return
        part=takeaways
        ;;
      takeaways:"Key Takeaways") ;;
      takeaways:*"•"*) typed "${line#*• }"; press Return ;;
      # Enter in an empty takeaway goes on to the first heading.
      takeaways:*) press Return; typed "$line"; press Return; part=body; first=yes ;;
      *:"Sources:") press Tab; part=sources; first=yes ;;
      sources:*) [ -n "$first" ] || press ctrl+r; typed "${line#*. }"; first= ;;
      body:*)
        if is_heading "$line"; then
          press ctrl+Return
          typed "$line"
          press Return
          first=yes
        else
          [ -n "$first" ] || press Return
          typed "$line"
          first=
        fi
        ;;
    esac
  done <"$article"
}

# A line of an article that ends without a stop is a heading.
is_heading() { case $1 in *[.?!:\"”]) return 1 ;; *) return 0 ;; esac; }

is_saved() { [ -s "$1" ]; }

{ cat "$article"; echo; } >"$home/expected.txt"
for time in $(seq "$times"); do
  rm -rf "$home/config" "$home/data" "$home/state" "$home/work"
  mkdir "$home/work"
  start_and_await "Copydesk"
  await_still
  focus
  press ctrl+n
  await "Untitled"
  write
  # Nothing waits for the window to have drawn what was typed.
  press ctrl+s
  typed "$home/work/article"
  press Return
  within 60 is_saved "$home/work/article.copydesk" || fail "nothing was saved"
  press ctrl+e
  press Return
  typed "$home/work/article.txt"
  press Return
  within 60 is_saved "$home/work/article.txt" || { shot writer; fail "nothing was exported"; }
  shot "writer-$time"
  cmp "$home/work/article.txt" "$home/expected.txt" || {
    diff "$home/work/article.txt" "$home/expected.txt" | head -40
    fail "what was exported is not what was typed"
  }
  end TERM
  say "typed, saved and exported ($time of $times)"
done
finish
