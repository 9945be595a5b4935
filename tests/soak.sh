#!/usr/bin/env bash
# Measures the memory of a long session of random editing in the real window: writing, deleting, pasting, undoing,
# searching, adding and removing items, changing sizes, themes and previews, dialogs. The edits are the same every time,
# as far as the machine keeps up. Memory must return to where it started, except for the history, and with the draft
# closed, without exception. By hand: tests/soak.sh target/dist/copydesk [MINUTES] [SEED]. tests/suite/soak.rs checks the
# caches.
set -euo pipefail

copydesk=$(realpath "$1")
minutes=${2:-3}
RANDOM=${3:-7}
# The limits of the undo history and of other variation, in kB.
history=6000
slack=10000
# shellcheck source=tests/display.sh
. "$(dirname "$0")/display.sh"
open_display
draft=$home/draft.copydesk

paragraph='The side entrance on the lane will stay *unlocked* until four, and staff say that the first hour will be the
**hardest of all** since the flood, which nobody who was there has [forgotten](https://example.org/flood).'

# A draft of 59 KB.
write_draft() {
  local id
  printf '(\n    version: 2,\n    headline: "A town counts",\n    sections: [\n'
  for id in $(seq 28); do
    printf '        (id: %s, heading: "Part %s", body: r#"' "$id" "$id"
    for _ in 1 2 3 4 5 6 7 8 9; do printf '%s\n\n' "$paragraph"; done
    printf '"#),\n'
  done
  printf '    ],\n)\n'
}

# What the program has in memory, in kB.
resident() { awk '/^VmRSS/ { print $2 }' "/proc/$program/status"; }

keys() { xdotool key --delay 12 "$@"; }
write() { xdotool type --delay 8 "$1"; }
some() { echo $(( RANDOM % $1 + 1 )); }
one_of() { local at=$(( RANDOM % $# + 1 )); echo "${!at}"; }
words() { one_of 'and the quay ' 'nobodie counted ' 'twelve boats, ' 'a *word* ' 'on the lane. ' 'Überall “so” '; }
times() { local all=() _; for _ in $(seq "$1"); do all+=("$2"); done; keys "${all[@]}"; }

# Something that a writer does.
do_something() {
  case $(( RANDOM % 40 )) in
    [0-9] | 1[0-1]) write "$(words)" ;;
    1[2-5]) times "$(some 14)" BackSpace ;;
    1[6-8]) times "$(some 4)" ctrl+z ;;
    19) times "$(some 3)" ctrl+shift+z ;;
    2[0-1]) times "$(some 6)" "$(one_of Up Down Page_Up Page_Down Tab)" ;;
    22) keys ctrl+f; write "$(one_of lane the flood quay)"; keys Return F3 Escape ;;
    23) keys "$(one_of ctrl+Return ctrl+t ctrl+r)"; write "$(words)" ;;
    2[4-5]) keys ctrl+shift+BackSpace ;;
    26) keys shift+Up shift+Up shift+Up ctrl+c; times "$(some 3)" ctrl+v ;;
    27) keys shift+Down shift+Down shift+Down ctrl+x ;;
    2[8-9]) keys "$(one_of alt+1 alt+2 alt+3 alt+4 alt+5)" ;;
    30) keys "$(one_of ctrl+plus ctrl+plus ctrl+minus ctrl+0)" ;;
    31) keys ctrl+shift+p; write "$(one_of 'dark' 'light' 'typewriter' 'outline')"; keys Return ;;
    32) keys "$(one_of ctrl+b ctrl+i ctrl+shift+h ctrl+shift+8)" ;;
    33) keys "$(one_of ctrl+shift+r ctrl+k ctrl+n ctrl+shift+k F1 ctrl+shift+p)" Escape ;;
    34) keys "$(one_of F7 ctrl+d ctrl+shift+f ctrl+p)" ;;
    35) keys "$(one_of alt+Up alt+Down)" ;;
    36) keys ctrl+End ;;
    37) keys ctrl+s ;;
    *) xdotool mousemove --window "$window" "$(( 350 + RANDOM % 300 ))" "$(( 150 + RANDOM % 600 ))" click 1 ;;
  esac
  sleep 0.05
}

report() { say "$(( SECONDS / 60 )):$(printf '%02d' $(( SECONDS % 60 ))): $(resident) kB"; }

write_draft >"$draft"
cp "$draft" "$home/first.copydesk"
start_and_await "draft" "$draft"
await_still
# Once through everything that is made when it is first needed.
focus
for first in alt+1 alt+2 alt+3 alt+4 alt+5 alt+1 ctrl+plus ctrl+plus ctrl+0 Page_Down Page_Down; do
  keys "$first"
  await_still
done
began=$(resident)
say "a draft of $(stat -c %s "$draft") bytes: $began kB"
SECONDS=0
until=$(( minutes * 60 ))
next=30
while [ "$SECONDS" -lt "$until" ]; do
  focus
  for _ in 1 2 3 4 5; do do_something; done
  lives "$program" || fail "the program ended"
  if [ "$SECONDS" -ge "$next" ]; then report; next=$(( next + 30 )); fi
done
keys Escape Escape ctrl+0 alt+1 ctrl+s
await_still
ended=$(resident)
say "after $minutes minutes: $ended kB, $(( ended - began )) more"
keys ctrl+n
await 'Untitled'
await_still
closed=$(resident)
say "with the draft closed: $closed kB, $(( closed - began )) more"
[ "$(( ended - began ))" -le "$(( history + slack ))" ] || fail "memory grew by more than $(( history + slack )) kB"
[ "$(( closed - began ))" -le "$slack" ] || fail "with the draft closed there are more than $slack kB more"
end TERM
finish
