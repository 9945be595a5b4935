#!/usr/bin/env bash
# Traces every system call that could access a network, while the real window shows, changes and saves a draft full of
# links and images, and while the command line runs each of its commands: only local sockets may be opened. Run by
# .ci/run; by hand: tests/network.sh target/dist/copydesk. Needs strace.
set -euo pipefail

copydesk=$(realpath "$1")
# shellcheck source=tests/display.sh
. "$(dirname "$0")/display.sh"

if ! strace -o /dev/null true 2>/dev/null; then
  say "NOT ALL OF IT: strace is not there or may not follow a process here, so nothing was looked at"
  exit 0
fi
traces=$home/traces
mkdir "$traces"
follow=(strace -f -qq -e "trace=socket,connect,bind,sendto,sendmsg")

# The calls by which something would leave the machine.
leaving() { grep -hE 'AF_INET|AF_INET6|AF_PACKET|AF_BLUETOOTH|AF_VSOCK' "$traces"/* || true; }

open_display
say "a program that reaches for a network is seen"
"${follow[@]}" -o "$traces/other" bash -c 'exec 3<>/dev/tcp/127.0.0.1/9' 2>/dev/null || true
[ -n "$(leaving)" ] || fail "a connection was not seen: $(cat "$traces/other")"
rm "$traces/other"

draft=$home/draft.copydesk
cat >"$draft" <<'DRAFT'
(
    version: 2,
    headline: "Links",
    deck: "See https://deck.example/",
    image: (
        file: "https://pictures.example/ferry.png",
        alt: "A ferry",
    ),
    lede: "A [link](https://lede.example/) and ![a picture](https://pictures.example/pier.png)[^a]",
    sections: [
        (id: 1, heading: "One", body: "<img src=\"https://pictures.example/inline.png\"> <https://body.example/>"),
    ],
    sources: [
        (key: "a", link: "https://source.example/", title: "A source"),
    ],
    canonical: "https://canonical.example/",
    note: "https://note.example/",
)
DRAFT

say "the command line"
cd "$home"
for form in text markdown html fragment copydesk; do
  "${follow[@]}" -o "$traces/export-$form" "$copydesk" export draft.copydesk --to "$form" -o "$home/out.$form" 2>>"$logs/copydesk"
  "${follow[@]}" -o "$traces/import-$form" "$copydesk" export "$home/out.$form" --from "${form/fragment/html}" --to text >/dev/null 2>>"$logs/copydesk"
done
"${follow[@]}" -o "$traces/check" "$copydesk" check draft.copydesk >/dev/null 2>>"$logs/copydesk" || true
"${follow[@]}" -o "$traces/versions" "$copydesk" versions draft.copydesk >/dev/null 2>>"$logs/copydesk"
"${follow[@]}" -o "$traces/recover" "$copydesk" recover >/dev/null 2>>"$logs/copydesk"

say "the window"
# The tracer is no parent of the program, so that this is still the one to be ended and waited for.
under=("${follow[@]}" -D -o "$traces/window")
start_and_await "draft" "$draft"
await_still
focus
before=$(picture)
xdotool key End
xdotool type --delay 30 " everywhere"
await_change "$before" "what was typed"
xdotool key ctrl+s
within 30 grep -q 'headline: "Links everywhere"' "$draft" || fail "it was not saved: $(cat "$draft")"
xdotool key ctrl+q
within 30 is_over || fail "the window did not close"

[ -s "$traces/window" ] || fail "the window made no call at all, not even to the display"
[ -z "$(leaving)" ] || fail "something was asked of a network: $(leaving)"
say "$(cat "$traces"/* | wc -l) calls, all of them within this machine"
finish
