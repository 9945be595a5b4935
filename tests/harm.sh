#!/usr/bin/env bash
# Attacks the real window on its own display, and checks that no text is lost: killed with unsaved changes, ended by a
# signal, the file changed by another program, a second window on the same draft, a draft of a newer version, the disk
# full, a file size limit. Run by .ci/run; by hand:
# tests/harm.sh target/dist/copydesk [FOLDER FOR SCREENSHOTS]. The disk is filled only as root. Attacks on single saves
# are in kill.sh, faults.sh and power.sh.
set -euo pipefail

copydesk=$(realpath "$1")
shots=${2:-}
# shellcheck source=tests/display.sh
. "$(dirname "$0")/display.sh"
small=$home/small
trap 'if mountpoint -q "$small"; then umount -l "$small"; fi; close_display' EXIT
open_display
draft=$home/draft.copydesk

# A draft with this headline, in a file, put there at once as other programs do.
write_draft() {
  printf '(\n    version: %s,\n    headline: "%s",\n    sections: [\n        (id: 1, heading: "One", body: "Body."),\n    ],\n)\n' "${3:-2}" "$2" >"$1.new"
  mv "$1.new" "$1"
}

# Opens a draft, with the caret at the end of its headline.
open_draft() {
  start_and_await "$(basename "$1" .copydesk)" "$1"
  await_still
  press End
}

press() {
  focus
  xdotool key "$1"
}

# Types, and waits until the window shows all of it. Where not a single letter has arrived, types once more.
write() {
  local before
  before=$(picture)
  focus
  xdotool type --delay 30 "$1"
  if ! within 30 is_other_picture "$before"; then
    echo "$me: ATTENTION: what was typed (“$1”) did not reach the window; typing it once more" >&2
    strays=$(( ${strays:-0} + 1 ))
    focus
    xdotool type --delay 30 "$1"
  fi
  await_change "$before" "what was typed: “$1”"
}

# Kills the program as it stands.
kill_it() {
  kill -9 "$program"
  wait "$program" 2>/dev/null || true
}

# Whether unsaved work with these words is kept.
is_kept() { "$copydesk" recover 1 2>/dev/null | grep -qF "$1"; }

has_headline() { grep -qF "headline: \"$2\"" "$1"; }

# Whether nothing is offered any more, but for what was discarded.
is_nothing_offered() { [ -z "$("$copydesk" recover 2>/dev/null | grep -v discarded)" ]; }

forget_all() { rm -rf "$home/state" "$home/data/copydesk/versions"; }

millis() { date +%s%3N; }

killed() {
  say "killed while something is unsaved: the words are there"
  write_draft "$draft" "Before"
  open_draft "$draft"
  focus
  xdotool type --delay 30 " the crash"
  local typed
  typed=$(millis)
  within 30 is_kept 'headline: "Before the crash"' || fail "not all that was typed is kept: $("$copydesk" recover 1)"
  local took=$(( $(millis) - typed ))
  say "kept $took ms after the last letter"
  # Others may keep the machine busy: that is said, and is no lost word.
  [ "$took" -le 2000 ] || say "ATTENTION: later than 2 s, on a machine with a load of $(cut -d' ' -f1 /proc/loadavg)"
  shot typing
  kill_it
  has_headline "$draft" "Before" || fail "the file was touched"
  is_kept 'headline: "Before the crash"' || fail "the words were lost: $("$copydesk" recover)"

  start_and_await "Copydesk"
  await_still
  shot offered
  press Return
  await 'draft .edited'
  await_still
  shot recovered
  has_headline "$draft" "Before" || fail "the file was touched before it was saved"
  press ctrl+s
  within 30 has_headline "$draft" "Before the crash" || fail "what was recovered could not be saved: $(cat "$draft")"
  await '^draft [^(]*Copydesk'
  press ctrl+q
  within 30 is_over || fail "the window did not close"
  is_nothing_offered || fail "it is still offered: $("$copydesk" recover)"
}

signalled() {
  say "ended by a signal right after the last letter"
  write_draft "$draft" "Before"
  open_draft "$draft"
  write " TER"
  local before
  before=$(picture)
  xdotool type "M"
  within 30 is_other_picture "$before" || fail "the last letter did not show within 30 s"
  end TERM
  is_kept 'headline: "Before TERM"' || fail "the words were lost: $("$copydesk" recover; "$copydesk" recover 1)"
  forget_all
}

changed() {
  say "changed by another program"
  write_draft "$draft" "Before"
  open_draft "$draft"
  local before
  before=$(picture)
  write_draft "$draft" "Elsewhere"
  await_change "$before" "the headline that another program wrote"
  press End
  write " and here"
  press ctrl+s
  within 30 has_headline "$draft" "Elsewhere and here" || fail "the change was not taken in: $(cat "$draft")"
  await '^draft [^(]*Copydesk'
  await_still
  write " again"
  before=$(picture)
  write_draft "$draft" "Theirs"
  # It is noticed by itself; the key asks for the same.
  press ctrl+s
  await_change "$before" "the question whose words are to stay"
  shot changed
  has_headline "$draft" "Theirs" || fail "another program's words were written over: $(cat "$draft")"
  kill_it
  forget_all
}

opened_twice() {
  say "two windows on one draft"
  write_draft "$draft" "Before"
  open_draft "$draft"
  local first=$program
  start_and_await "Untitled" "$draft"
  await_still
  shot held
  [ "$(find "$home" -maxdepth 1 -name '.~lock.*' | wc -l)" = 1 ] || fail "there is no lock, or more than one"
  press Return
  await 'draft .read-only'
  await_still
  shot read-only
  end TERM
  program=$first
  end TERM
  forget_all
}

newer() {
  say "a draft of a newer version"
  local newer=$home/newer.copydesk
  write_draft "$newer" "Later" 99
  cp "$newer" "$home/newer.before"
  start_and_await 'newer .read-only' "$newer"
  await_still
  shot newer
  focus
  xdotool type --delay 30 "x"
  press ctrl+s
  await_still
  cmp "$newer" "$home/newer.before" || fail "a draft of a newer version was written over"
  end TERM
  if "$copydesk" export "$newer" --to text >"$home/newer.txt" 2>&1; then fail "a draft of a newer version was exported"; fi
  forget_all
}

disk_full() {
  if [ "$(id -u)" != 0 ] || ! mkdir -p "$small" || ! mount -t tmpfs -o size=64k tmpfs "$small" 2>/dev/null; then
    say "NOT ALL OF IT: a small disk cannot be mounted here, so none was filled"
    return
  fi
  say "the disk full while typing"
  write_draft "$small/draft.copydesk" "Before"
  open_draft "$small/draft.copydesk"
  head -c 100000 /dev/zero >"$small/filler" 2>/dev/null || true
  write " the disk was full"
  local before
  before=$(picture)
  press ctrl+s
  await_change "$before" "the message that the disk is full"
  shot full
  lives "$program" || fail "the program ended"
  has_headline "$small/draft.copydesk" "Before" || fail "the old file is harmed by a full disk"
  within 30 is_kept "Before the disk was full" || fail "the words were lost: $("$copydesk" recover)"
  rm "$small/filler"
  before=$(picture)
  press Escape
  await_change "$before" "the draft, with the message closed"
  press ctrl+s
  within 30 has_headline "$small/draft.copydesk" "Before the disk was full" || fail "it could not be saved when there was room"
  end TERM
}

limited() {
  say "a limit on the size of files while typing"
  write_draft "$draft" "Before"
  # So long that neither the draft nor the journal may be written.
  awk 'BEGIN { for (n = 0; n < 400; n++) print "The ferry crossed at six, and the clock was wrong." }' >"$home/long"
  sed -i "s/\"Body.\"/r#\"$(tr '\n' ' ' <"$home/long")\"#/" "$draft"
  open_draft "$draft"
  prlimit --pid "$program" --fsize=8192:unlimited
  write " the limit"
  local before
  before=$(picture)
  press ctrl+s
  await_change "$before" "the message that the file is too large"
  shot limit
  lives "$program" || fail "a limit on the size of files ended the program"
  has_headline "$draft" "Before" || fail "the old file is harmed by a limit on the size of files"
  [ -z "$(find "$home" -maxdepth 1 -name '.copydesk-*')" ] || fail "litter beside the draft"
  prlimit --pid "$program" --fsize=unlimited:unlimited
  before=$(picture)
  press Escape
  await_change "$before" "the draft, with the message closed"
  press ctrl+s
  within 30 has_headline "$draft" "Before the limit" || fail "it could not be saved when the limit was gone"
  end TERM
  forget_all
}

killed
signalled
limited
changed
opened_twice
newer
disk_full
finish
