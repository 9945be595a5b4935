#!/usr/bin/env bash
# Harms the real window, on a display of its own, and looks whether a word was lost: killed while something is unsaved,
# ended by a signal, the disk full, the file changed by another program, a second window on the same draft. By
# hand: tests/harm.sh target/release/copydesk [FOLDER FOR SCREENSHOTS]. The disk is filled only as root. What is done to
# single saves is in kill.sh, faults.sh and power.sh.
set -euo pipefail

copydesk=$(realpath "$1")
shots=${2:-}
# shellcheck source=tests/display.sh
. "$(dirname "$0")/display.sh"
small=$home/small
trap 'mountpoint -q "$small" && umount -l "$small"; close_display' EXIT
open_display
draft=$home/draft.copydesk

# A draft with this headline, in a file.
write_draft() {
  printf '(\n    version: 2,\n    headline: "%s",\n    sections: [\n        (id: 1, heading: "One", body: "Body."),\n    ],\n)\n' "$2" >"$1"
}

# Opens a draft and puts the caret at the end of its headline.
open_draft() {
  start_and_await "$(basename "$1" .copydesk)" "$1"
  to_headline
}

to_headline() {
  within 20 is_drawn || fail "the window is empty"
  sleep 1
  xdotool windowfocus --sync "$window" || true
  xdotool mousemove --window "$window" 420 115 click 1
  sleep 0.5
  xdotool key End
}

write() { xdotool type --delay 30 "$1"; }

# Whether unsaved work with these words is kept.
is_kept() { "$copydesk" recover 1 2>/dev/null | grep -q "$1"; }

say "killed while something is unsaved: the words are there"
write_draft "$draft" "Before"
open_draft "$draft"
write " the crash"
shot typing
sleep 2
# A disk that others keep busy may take longer; that is said, and is no lost word yet.
is_kept "the crash" || { say "ATTENTION: the words were not kept within 2 s"; within 10 is_kept "the crash" || fail "the words are not kept"; }
kill -9 "$program"
wait "$program" 2>/dev/null || true
grep -q 'headline: "Before"' "$draft" || fail "the file was touched"
is_kept 'headline: "Before the crash"' || fail "the words were lost: $("$copydesk" recover)"
start_and_await "Copydesk"
within 20 is_drawn || fail "the window is empty"
sleep 1
shot offered
xdotool windowfocus --sync "$window" || true
xdotool key Return
await 'draft .edited'
shot recovered
grep -q 'headline: "Before"' "$draft" || fail "the file was touched before it was saved"
xdotool key ctrl+s
within 20 grep -q 'headline: "Before the crash"' "$draft" || fail "what was recovered could not be saved"
xdotool key ctrl+q
within 20 is_over || fail "the window did not close"
[ -z "$("$copydesk" recover 2>/dev/null | grep -v discarded)" ] || fail "it is still offered: $("$copydesk" recover)"

say "ended by a signal right after the last letter"
write_draft "$draft" "Before"
open_draft "$draft"
write " TERM"
end TERM
is_kept 'headline: "Before TERM"' || fail "the words were lost: $("$copydesk" recover)"
rm -rf "$home/state"

say "changed by another program"
write_draft "$draft" "Before"
open_draft "$draft"
write_draft "$draft" "Elsewhere"
sleep 4
xdotool key End
write " and here"
xdotool key ctrl+s
within 20 grep -q 'headline: "Elsewhere and here"' "$draft" || fail "the change was not taken in: $(cat "$draft")"
write " again"
write_draft "$draft" "Theirs"
xdotool key ctrl+s
sleep 2
shot changed
grep -q 'headline: "Theirs"' "$draft" || fail "another program's words were written over: $(cat "$draft")"
kill -9 "$program"
wait "$program" 2>/dev/null || true
rm -rf "$home/state"

say "two windows on one draft"
write_draft "$draft" "Before"
open_draft "$draft"
first=$program
start_and_await "Untitled" "$draft"
within 20 is_drawn || fail "the window is empty"
sleep 1
shot held
[ "$(find "$home" -maxdepth 1 -name '.~lock.*' | wc -l)" = 1 ] || fail "there is no lock, or more than one"
xdotool windowfocus --sync "$window" || true
xdotool key Return
await 'draft .read only'
shot read-only
end TERM
program=$first
end TERM

if [ "$(id -u)" = 0 ] && mkdir -p "$small" && mount -t tmpfs -o size=64k tmpfs "$small" 2>/dev/null; then
  say "the disk full while typing"
  write_draft "$small/draft.copydesk" "Before"
  open_draft "$small/draft.copydesk"
  head -c 100000 /dev/zero >"$small/filler" 2>/dev/null || true
  write " the disk was full"
  xdotool key ctrl+s
  sleep 2
  shot full
  lives "$program" || fail "the program ended"
  grep -q 'headline: "Before"' "$small/draft.copydesk" || fail "the old file is harmed by a full disk"
  is_kept "Before the disk was full" || fail "the words were lost: $("$copydesk" recover)"
  rm "$small/filler"
  xdotool key Escape
  sleep 1
  xdotool key ctrl+s
  within 20 grep -q "Before the disk was full" "$small/draft.copydesk" || fail "it could not be saved when there was room"
  end TERM
else
  say "NOT ALL OF IT: a small disk cannot be mounted here, so none was filled"
fi
finish
