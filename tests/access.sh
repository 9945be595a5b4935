#!/usr/bin/env bash
# Explores the real window as a screen reader does: over AT-SPI, on its own bus and display. Run by .ci/run; by hand:
# tests/access.sh target/dist/copydesk. The checks are in access.py.
set -euo pipefail

if [ -z "${COPYDESK_BUS:-}" ]; then
  COPYDESK_BUS=own exec dbus-run-session -- "$0" "$@"
fi
copydesk=$(realpath "$1")
walker=$(dirname "$(realpath "$0")")/access.py
# shellcheck source=tests/display.sh
. "$(dirname "$0")/display.sh"
# shellcheck source=tests/bus.sh
. "$(dirname "$0")/bus.sh"
open_display
open_bus

draft=$home/draft.copydesk
{
  printf '(version: 2, headline: "Tides", deck: "TK", language: "en-GB", byline: ["A. Writer"], sections: ['
  for n in $(seq 40); do
    printf '(id: %s, heading: "Heading %s", body: "First words of %s.\\n\\n' "$n" "$n" "$n"
    printf 'The ferry crossed at six, and the harbour clock was wrong again.\\n\\n%.0s' $(seq 12)
    printf 'Last words."),'
  done
  printf '])\n'
} >"$draft"

say "the window is told of"
start_and_await "draft" "$draft"
await_still
focus
started=$(date +%s)
timeout 120 /usr/bin/python3 "$walker" 2>"$logs/walker" || { cat "$logs/walker" >&2; fail "a screen reader is told wrong things"; }
say "walked in $(( $(date +%s) - started )) s"
end TERM
finish
