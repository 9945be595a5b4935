#!/usr/bin/env bash
# Uses the real window, on a display of its own: opens the sample, types, saves, and reads the file back. Run by
# .ci/run; by hand: tests/window.sh target/release/copydesk [FOLDER FOR SCREENSHOTS]. Needs Xvfb, openbox, xdotool
# and ImageMagick.
set -euo pipefail

copydesk=$(realpath "$1")
shots=${2:-}
home=$(mktemp -d)
fail() { echo "window: $*" >&2; exit 1; }

# A display that nobody uses.
for display in $(seq 90 120); do
  [ -e "/tmp/.X$display-lock" ] || break
done
export DISPLAY=:$display HOME=$home XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY
Xvfb "$DISPLAY" -screen 0 1440x900x24 >/dev/null 2>&1 &
server=$!
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$home"' EXIT
for _ in $(seq 50); do xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done
kill -0 "$server" 2>/dev/null || fail "the display did not start"
openbox >/dev/null 2>&1 &

# Waits until a window's title has these words.
await() {
  for _ in $(seq 150); do
    window=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1 || true)
    [ -n "$window" ] && return 0
    sleep 0.1
  done
  [ -n "$shots" ] && import -window root "$shots/failed.png"
  fail "no window named “$1”"
}

shot() { if [ -n "$shots" ]; then import -window root "$shots/$1.png"; fi; }

# How many colours the window shows: an empty one has few.
colours() { import -window root -depth 8 png:- | identify -format %k png:-; }

echo "window: first start shows the sample"
started=$(date +%s%N)
"$copydesk" 2>"$home/log" &
program=$!
await "Copydesk"
echo "window: titled after $(( ($(date +%s%N) - started) / 1000000 )) ms"
sleep 2
[ "$(colours)" -gt 50 ] || fail "the window is empty"
shot first-start
before=$(awk '{print $14 + $15}' "/proc/$program/stat")
sleep 5
after=$(awk '{print $14 + $15}' "/proc/$program/stat")
echo "window: idle for 5 s took $(( after - before )) ticks of CPU; $(awk '/VmRSS/ {print $2 " " $3}' "/proc/$program/status")"
[ $(( after - before )) -le 3 ] || fail "an idle window works"
kill "$program"; wait "$program" 2>/dev/null || true

echo "window: typing, saving, reading back"
draft=$home/draft.copydesk
printf '(\n    version: 2,\n    headline: "Before",\n    sections: [\n        (id: 1, heading: "One", body: "Body."),\n    ],\n)\n' >"$draft"
"$copydesk" "$draft" 2>>"$home/log" &
program=$!
await "draft"
sleep 2
xdotool windowfocus --sync "$window" || true
xdotool mousemove --window "$window" 420 115 click 1
sleep 0.5
xdotool key ctrl+a
xdotool type --delay 30 "Typed by hand"
sleep 0.5
shot typed
xdotool key ctrl+s
for _ in $(seq 50); do grep -q "Typed by hand" "$draft" && break; sleep 0.1; done
grep -q 'headline: "Typed by hand"' "$draft" || { shot failed; cat "$draft"; fail "the headline was not saved"; }
grep -q 'Body\.' "$draft" || fail "the body was lost"
"$copydesk" export "$draft" --to text | grep -q "^Typed by hand$" || fail "the export does not have the words"
xdotool key ctrl+q
for _ in $(seq 50); do kill -0 "$program" 2>/dev/null || break; sleep 0.1; done
kill -0 "$program" 2>/dev/null && fail "the window did not close"

echo "window: without a display there is a message"
if env -u DISPLAY -u WAYLAND_DISPLAY "$copydesk" 2>"$home/message"; then fail "it ran without a display"; fi
grep -q "copydesk export" "$home/message" || { cat "$home/message"; fail "the message does not name the export command"; }
if grep -i "panicked" "$home/log"; then fail "something panicked"; fi
echo "window: all of it worked"
