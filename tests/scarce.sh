#!/usr/bin/env bash
# Takes memory away from the real window on its own display, and checks that no text is lost: the window must warn when
# memory is scarce, and if there is none, the program must end with a message and offer what was typed. By hand:
# tests/scarce.sh target/dist/copydesk [FOLDER FOR SCREENSHOTS]. Needs prlimit.
set -euo pipefail

copydesk=$(realpath "$1")
shots=${2:-}
# shellcheck source=tests/display.sh
. "$(dirname "$0")/display.sh"
open_display
draft=$home/draft.copydesk

# A draft with this headline and a body of so many lines.
write_draft() {
  printf '(\n    version: 2,\n    headline: "%s",\n    sections: [\n        (id: 1, heading: "One", body: r#"' "$1"
  awk -v lines="$2" 'BEGIN { for (n = 0; n < lines; n++) print "The ferry crossed at six, and the clock was *wrong*.\n" }'
  printf '"#),\n    ],\n)\n'
}

# Opens a draft and types into its headline, until the window shows it.
open_and_write() {
  write_draft "Before" "${2:-100}" >"$draft"
  start_and_await "draft" "$draft"
  await_still
  focus
  xdotool key End
  local before
  before=$(picture)
  xdotool type --delay 30 "$1"
  await_change "$before" "what was typed: “$1”"
}

# Whether unsaved work with these words is kept.
is_kept() { "$copydesk" recover 1 2>/dev/null | grep -qF "$1"; }

# Lets the program have so many more MB than it has.
leave_it() {
  local has
  has=$(awk '/^VmSize/ { print $2 * 1024 }' "/proc/$program/status")
  prlimit --pid "$program" --as="$(( has + $1 * 1048576 ))":unlimited
}

# Waits for the program's end, which is to be in words.
await_end() {
  within "$1" is_over || fail "the program needed no more memory"
  local status=0
  wait "$program" 2>/dev/null || status=$?
  [ "$status" = 1 ] || fail "the program ended with status $status: $(tail -n 3 "$logs/copydesk")"
  grep -q "not enough memory; unsaved work is offered" "$logs/copydesk" || fail "it does not say why it ended"
  : >"$logs/copydesk"
}

forget_all() { rm -rf "$home/state" "$home/data/copydesk/versions"; }

warned() {
  say "memory becomes scarce: the writer is told and goes on"
  # Each of the C library's pools holds addresses that the limit counts and the program can still use.
  under=(env MALLOC_ARENA_MAX=1)
  open_and_write " the warning"
  leave_it 20
  local before
  before=$(picture)
  xdotool key Right
  await_change "$before" "the message that memory is running out"
  shot warned
  lives "$program" || fail "the program ended"
  is_kept 'headline: "Before the warning"' || fail "the words were not kept at once"
  prlimit --pid "$program" --as=unlimited:unlimited
  before=$(picture)
  xdotool key Escape
  await_change "$before" "the draft, with the message closed"
  xdotool key ctrl+s
  within 30 grep -qF 'headline: "Before the warning"' "$draft" || fail "it could not be saved"
  end TERM
  under=()
  forget_all
}

# Something is done that takes more than there is, right after the last letter.
used_up() {
  say "memory is used up by $1"
  open_and_write " the shortage"
  leave_it 60
  xdotool type "!"
  "$2"
  await_end 90
  is_kept 'headline: "Before the shortage!"' || fail "the words were lost: $("$copydesk" recover; "$copydesk" recover 1 | head -c 300)"
  grep -qF 'headline: "Before"' "$draft" || fail "the file was touched"
  [ -z "$(find "$home" -maxdepth 1 -name '.copydesk-*')" ] || fail "litter beside the draft"
  start_and_await "Copydesk"
  await_still
  shot "offered after $1"
  local before
  before=$(picture)
  xdotool key Return
  await 'draft .edited'
  end TERM
  forget_all
}

# The path is typed into the window's own dialog: there is no other one here.
import_long() {
  xdotool key ctrl+shift+o
  await_still
  xdotool key ctrl+a
  xdotool type --delay 5 "$home/long.md"
  xdotool key Return
}

# The body is pasted behind itself, again and again, whatever the window says.
paste_much() {
  local _
  for _ in $(seq 20); do
    is_over && return
    {
      xdotool key Escape ctrl+f
      xdotool type --delay 20 "ferry"
      xdotool key --delay 100 Return Escape ctrl+a ctrl+c ctrl+End ctrl+v
      sleep 0.5
    } 2>/dev/null || true
  done
}

awk 'BEGIN { for (n = 0; n < 300000; n++) print "The ferry crossed at six, and the clock was *wrong*.\n" }' >"$home/long.md"
warned
used_up "importing a long file" import_long
used_up "pasting the text behind itself" paste_much
finish
