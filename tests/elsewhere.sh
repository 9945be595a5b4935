#!/usr/bin/env bash
# Two windows and other programs use one draft, with the real window on its own display: the draft is replaced by git and
# by renaming, changed with its time set back, written slowly, and removed; the holder of a lock is killed, a reader takes
# over from a writer that has ended, and the folder is read-only. By hand:
# tests/elsewhere.sh target/dist/copydesk [FOLDER FOR SCREENSHOTS]. Run as root, it also tests another user. Attacks on
# the program itself are in harm.sh.
set -euo pipefail

copydesk=$(realpath "$1")
shots=${2:-}
# shellcheck source=tests/display.sh
. "$(dirname "$0")/display.sh"
open_display
desk=$home/desk
mkdir "$desk"
draft=$desk/draft.copydesk
lock=$desk/.~lock.draft.copydesk#

# A draft with this headline.
text() { printf '(\n    version: 2,\n    headline: "%s",\n    sections: [\n        (id: 1, heading: "One", body: "Body."),\n    ],\n)\n' "$1"; }

open_draft() {
  start_and_await "draft" "$@" "$draft"
  within 20 is_drawn || fail "the window is empty"
  sleep 1
}

# Whether the window shows this headline: a word is written behind it and saved.
check_shown() {
  local expected=$1
  sleep 5
  xdotool windowfocus --sync "$window" || true
  xdotool mousemove --window "$window" 420 115 click 1
  sleep 0.5
  xdotool key End
  xdotool type --delay 30 "!"
  xdotool key ctrl+s
  within 20 grep -q "headline: \"$expected!\"" "$draft" || { shot not-shown; fail "not shown: $expected; the file: $(cat "$draft")"; }
}

is_taken() { [ "$(cat "$lock")" != "$held" ]; }

kill_program() {
  kill -9 "$program"
  wait "$program" 2>/dev/null || true
}

say "git puts another version in its place"
text "Second" >"$draft"
git -C "$desk" init -q
git -C "$desk" -c user.name=a -c user.email=a@example.org add draft.copydesk
git -C "$desk" -c user.name=a -c user.email=a@example.org commit -qm one
text "First" >"$draft"
open_draft
[ -e "$lock" ] || fail "there is no lock"
git -C "$desk" checkout -q -- draft.copydesk
check_shown "Second"

say "renamed over, as sync clients do"
text "Renamed over" >"$desk/new"
mv "$desk/new" "$draft"
check_shown "Renamed over"

say "of the same length, with its time set back"
text "One tide" >"$draft"
sleep 3
cp -p "$draft" "$desk/like"
text "Two tide" >"$draft"
touch -r "$desk/like" "$draft"
check_shown "Two tide"

say "cut, then written slowly"
text "Written slowly" >"$desk/new"
head -c 40 "$desk/new" >"$draft"
for _ in 1 2 3 4 5 6; do
  sleep 0.25
  xdotool getwindowname "$window" | grep -q edited && fail "half a file was taken for what it is to be"
done
head -c 60 "$desk/new" | tail -c 20 >>"$draft"
sleep 1
tail -c +61 "$desk/new" >>"$draft"
check_shown "Written slowly"

say "gone, and made again a second later"
rm "$draft"
sleep 1
text "Made again" >"$draft"
check_shown "Made again"

say "gone, and a save writes it anew"
rm "$draft"
await 'draft .edited'
shot gone
xdotool key ctrl+s
within 20 grep -qs 'headline: "Made again!"' "$draft" || fail "it was not written anew"

say "a reader is told when the writer was killed, and takes nothing unasked"
first=$program
start_and_await "Untitled" "$draft"
within 20 is_drawn || fail "the window is empty"
sleep 1
xdotool windowfocus --sync "$window" || true
xdotool key Return
await 'draft .read-only'
held=$(cat "$lock")
kill -9 "$first"
wait "$first" 2>/dev/null || true
sleep 4
shot free
[ "$(cat "$lock")" = "$held" ] || fail "the lock was taken unasked"
text "Written since" >"$draft"
sleep 3
xdotool windowfocus --sync "$window" || true
xdotool key ctrl+shift+p
sleep 1
xdotool type --delay 30 "Edit this draft"
sleep 0.5
xdotool key Return
within 20 is_taken || fail "the lock was not taken when asked for"
check_shown "Written since"
kill_program
held=$(cat "$lock")

say "what a killed one has left is cleared"
open_draft
is_taken || fail "the lock was not taken"
xdotool windowfocus --sync "$window" || true
xdotool key ctrl+q
within 20 is_over || fail "the window did not close"
[ ! -e "$lock" ] || fail "a lock was left behind"

say "without a name in the session, the account's is told"
(unset USER LOGNAME; copydesk=$copydesk; "$copydesk" "$draft" 2>>"$logs/copydesk" 3>&- & echo $! >"$home/pid")
program=$(cat "$home/pid")
await draft
grep -q "^user $(id -un)$" "$lock" || fail "no name: $(cat "$lock")"
kill_program
rm -f "$lock"

if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  say "a folder that may only be read"
  program_to_run=$copydesk
  chmod 755 "$home" "$desk"
  install -m 755 "$copydesk" "$home/copydesk"
  mkdir -p "$home/guest"
  chown nobody "$home/guest"
  cat >"$home/as-guest" <<EOF
#!/bin/sh
exec setpriv --reuid nobody --clear-groups env HOME=$home/guest XDG_DATA_HOME=$home/guest/data XDG_CONFIG_HOME=$home/guest/config XDG_STATE_HOME=$home/guest/state $home/copydesk "\$@"
EOF
  chmod +x "$home/as-guest"
  copydesk=$home/as-guest
  chmod 644 "$draft"
  open_draft
  [ ! -e "$lock" ] || fail "there is a lock"
  shot read-only-folder
  kill_program
  copydesk=$program_to_run
else
  say "NOT ALL OF IT: only root can be another user"
fi
finish
