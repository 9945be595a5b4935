#!/usr/bin/env bash
# By hand: what a real Orca says while the cursor moves in a body by letter, word and line, and the focus by Tab. Prints
# each key and what was spoken. tests/orca.sh target/debug/copydesk. Needs orca and speech-dispatcher.
set -euo pipefail

if [ -z "${COPYDESK_BUS:-}" ]; then
  COPYDESK_BUS=own exec dbus-run-session -- "$0" "$@"
fi
copydesk=$(realpath "$1")
# shellcheck source=tests/display.sh
. "$(dirname "$0")/display.sh"
# shellcheck source=tests/bus.sh
. "$(dirname "$0")/bus.sh"
open_display
open_bus

# Speech goes to the dummy that speech-dispatcher brings along: nothing is heard, all is in Orca's log.
mkdir -p "$home/config/speech-dispatcher"
printf 'LogLevel 3\nAudioOutputMethod "libao"\nAddModule "dummy" "sd_dummy" ""\nDefaultModule dummy\n' \
  >"$home/config/speech-dispatcher/speechd.conf"
echo 'default_driver=null' >"$home/.libao"
draft=$home/draft.copydesk
printf '(version: 2, headline: "Tides", deck: "A deck", sections: [(id: 1, heading: "One", body: "%s")])\n' \
  'The ferry crossed at six.\n\nThe harbour clock was wrong again.\n\nLast words.' >"$draft"
start_and_await "draft" "$draft"
await_still
focus

spoken=$logs/orca-debug
orca --replace --disable braille --debug-file "$spoken" >"$logs/orca" 2>&1 3>&- &
orca=$!
is_up() { grep -q "SPEECH OUTPUT" "$spoken" 2>/dev/null; }
within 60 is_up || fail "Orca says nothing at all within 60 s"
sleep 3

lines() { wc -l <"$spoken"; }

# Presses a key and prints what Orca says, once its log has rested for a second.
hear() {
  local from now until=$(( $(date +%s) + 15 ))
  from=$(lines)
  xdotool key "$1"
  sleep 1
  now=-1
  while [ "$(lines)" != "$now" ] && [ "$(date +%s)" -lt "$until" ]; do
    now=$(lines)
    sleep 1
  done
  printf '%-12s ' "$1"
  tail -n "+$((from + 1))" "$spoken" | grep -o "SPEECH OUTPUT: '[^{]*'" | sed "s/SPEECH OUTPUT: //" | tr '\n' ' ' || true
  echo
}

for _ in $(seq 12); do
  grep -q "SPEECH OUTPUT: 'Section 1 body" "$spoken" && break
  hear Tab
done
hear ctrl+Home
for key in Right Right Left ctrl+Right ctrl+Right ctrl+Left Down Down Up End Home shift+Right; do hear "$key"; done
kill "$orca"
end TERM
