#!/usr/bin/env bash
# Uses the real window on its own display: opens the sample, types, saves, and reads the file back. Run by .ci/run; by
# hand: tests/window.sh target/dist/copydesk [FOLDER FOR SCREENSHOTS]. Attacks on the program are in harm.sh.
set -euo pipefail

copydesk=$(realpath "$1")
shots=${2:-}
# shellcheck source=tests/display.sh
. "$(dirname "$0")/display.sh"
open_display

# What the program has worked so far, in ticks of CPU.
ticks() { awk '{print $14 + $15}' "/proc/$program/stat"; }

say "first start shows the sample"
started=$(date +%s%N)
start_and_await "Copydesk"
say "titled after $(( ($(date +%s%N) - started) / 1000000 )) ms"
await_still
shot first-start
before=$(ticks)
sleep 5
after=$(ticks)
say "idle for 5 s took $(( after - before )) ticks of CPU; $(awk '/VmRSS/ {print $2 " " $3}' "/proc/$program/status")"
[ $(( after - before )) -le 3 ] || fail "an idle window works"
end TERM

say "typing, saving, reading back"
draft=$home/draft.copydesk
printf '(\n    version: 2,\n    headline: "Before",\n    sections: [\n        (id: 1, heading: "One", body: "Body."),\n    ],\n)\n' >"$draft"
start_and_await "draft" "$draft"
await_still
before=$(picture)
focus
xdotool mousemove --window "$window" 420 115 click 1
xdotool key ctrl+a
xdotool type --delay 30 "Typed by hand"
await_change "$before" "what was typed"
shot typed
xdotool key ctrl+s
within 20 grep -q 'headline: "Typed by hand"' "$draft" || { cat "$draft"; fail "the headline was not saved"; }
grep -q 'Body\.' "$draft" || fail "the body was lost"
"$copydesk" export "$draft" --to text | grep -q "^Typed by hand$" || fail "the export does not have the words"
xdotool key ctrl+q
within 20 is_over || fail "the window did not close"

say "without a single font on the system the window comes up"
mkdir "$home/no-fonts"
printf '<?xml version="1.0"?><fontconfig><dir>%s</dir></fontconfig>\n' "$home/no-fonts" >"$home/fonts.conf"
export FONTCONFIG_FILE=$home/fonts.conf
start_and_await "Copydesk"
await_still
lives "$program" || fail "the program ended without fonts"
end TERM
unset FONTCONFIG_FILE

say "without a display there is a message"
if env -u DISPLAY -u WAYLAND_DISPLAY "$copydesk" 2>"$home/message"; then fail "it ran without a display"; fi
grep -q "copydesk export" "$home/message" || { cat "$home/message"; fail "the message does not name the export command"; }
finish
