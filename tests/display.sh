# A separate display for the scripts that use the real window, with helpers for input and checks; sourced by them. Needs
# Xvfb, openbox, xdotool, ImageMagick and x11-utils.
#
# A script sets `copydesk` (the program) and may set `shots` (a folder for screenshots), then calls `open_display`.
# When something fails, everything that might explain it is printed.

me=$(basename "$0" .sh)
home=$(mktemp -d)
logs=$home/logs
mkdir -p "$logs"
program=
window=
# What the program is started by, if anything.
under=()

close_display() {
  local jobs
  jobs=$(jobs -p)
  # shellcheck disable=SC2086
  [ -z "$jobs" ] || kill $jobs 2>/dev/null || true
  rm -rf "$home"
}
trap close_display EXIT

say() { echo "$me: $*"; }

# Fails with all that is known.
fail() {
  echo "$me: FAILED: $*" >&2
  explain >&2
  exit 1
}

lives() { [ -n "$1" ] && kill -0 "$1" 2>/dev/null && ! grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; }

# Everything that could tell why.
explain() {
  echo "--- the program (${program:-never started})"
  if lives "$program"; then
    echo "lives; its threads, each with where it waits:"
    local task
    for task in /proc/"$program"/task/*; do
      printf '  %s %s: %s, system call %s\n' "$(basename "$task")" "$(cat "$task/comm" 2>/dev/null)" \
        "$(awk '/^State/ {print $2 $3}' "$task/status" 2>/dev/null) $(cat "$task/wchan" 2>/dev/null)" \
        "$(cat "$task/syscall" 2>/dev/null || echo unknown)"
    done
    pgrep -a -P "$program" | sed 's/^/  its child: /' || true
  else
    echo "does not live"
  fi
  local log
  for log in "$logs"/*; do
    [ -f "$log" ] || continue
    echo "--- the end of $(basename "$log") ($(stat -c %s "$log") bytes)"
    tail -n 30 "$log"
  done
  echo "--- the display ${DISPLAY:-(none)}: server $(lives "${server:-}" && echo lives || echo "does not live"), window manager $(lives "${manager:-}" && echo lives || echo "does not live")"
  timeout 10 xprop -root _NET_SUPPORTING_WM_CHECK _NET_CLIENT_LIST 2>&1 || true
  echo "--- its windows"
  timeout 10 xwininfo -root -tree 2>&1 | head -n 60 || true
  echo "--- what xdotool says"
  timeout 10 xdotool search --name '.' 2>&1 | head -n 20 || true
  echo "--- the machine: $(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg), $(awk '/MemAvailable/ {print int($2 / 1024) " MB"}' /proc/meminfo) free, $(df -h --output=avail "$home" | tail -n 1 | tr -d ' ') free for files"
  if [ -n "${shots:-}" ]; then timeout 10 import -window root "$shots/failed.png" || true; fi
}

# Waits up to so many seconds for a command to succeed.
within() {
  local until=$(( $(date +%s) + $1 ))
  shift
  while ! "$@"; do
    [ "$(date +%s)" -lt "$until" ] || return 1
    sleep 0.1
  done
}

has_number() { lives "$server" && [ -s "$home/display" ]; }
has_manager() { xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id'; }

# A display with a window manager. The server chooses the number itself, so that no other can take it in between; and it
# does not start anew whenever its last client leaves, which cuts off the client that comes at that moment.
open_display() {
  : >"$home/display"
  # Without -r a key repeats by itself when the program that lets it go is kept waiting.
  Xvfb -r -displayfd 3 -noreset -screen 0 1440x900x24 3>"$home/display" >"$logs/Xvfb" 2>&1 &
  server=$!
  unset DISPLAY WAYLAND_DISPLAY
  within 60 has_number || fail "the display did not come up within 60 s"
  DISPLAY=:$(tr -d '[:space:]' <"$home/display")
  export DISPLAY HOME=$home XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_STATE_HOME=$home/state
  export LIBGL_ALWAYS_SOFTWARE=1
  openbox >"$logs/openbox" 2>&1 3>&- &
  manager=$!
  within 60 has_manager || fail "the window manager did not come up within 60 s"
}

# Starts the program; what it says goes into a log.
start() {
  window=
  ${under[@]+"${under[@]}"} "$copydesk" "$@" 2>>"$logs/copydesk" 3>&- &
  program=$!
}

# Whether a window's title has these words, or the program has ended.
is_titled_or_over() {
  window=$(timeout 10 xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1 || true)
  [ -n "$window" ] || ! lives "$program"
}

# Waits until a window's title has these words: 1 when none came, though the program lives.
find_window() {
  within 90 is_titled_or_over "$1" || return 1
  [ -n "$window" ] && return 0
  local status=0
  wait "$program" || status=$?
  fail "the program ended by itself, with status $status, before there was a window named “$1”"
}

await() { find_window "$1" || fail "no window named “$1” within 90 s, though the program lives"; }

# Starts the program and waits for its window, once more where none comes.
start_and_await() {
  local title=$1
  shift
  start "$@"
  find_window "$title" && return 0
  {
    echo "$me: ATTENTION: THE FIRST START SHOWED NO WINDOW named “$title” within 90 s, though the program lives:"
    explain
    echo "$me: ATTENTION: starting once more"
  } >&2
  strays=$(( ${strays:-0} + 1 ))
  kill -9 "$program"
  wait "$program" 2>/dev/null || true
  start "$@"
  find_window "$title" || fail "no window named “$title” at the second start either"
  echo "$me: ATTENTION: the second start showed its window; the first did not (see above)" >&2
}

is_over() { ! lives "$program"; }

# Ends the program with a signal.
end() {
  kill "-$1" "$program" 2>/dev/null || true
  within 20 is_over || fail "the program did not end after a signal $1"
  wait "$program" 2>/dev/null || true
}

shot() { if [ -n "${shots:-}" ]; then import -window root "$shots/$1.png"; fi; }

# How many colours the display shows: an empty window has few.
colours() { import -window root -depth 8 png:- | identify -format %k png:-; }

# Whether the window has been drawn.
is_drawn() { [ "$(colours)" -gt 50 ]; }

# What the display shows, as a number.
picture() { import -window root rgb:- | cksum; }

is_other_picture() { [ "$(picture)" != "$1" ]; }

# Whether the display shows the same twice.
is_still() {
  local first
  first=$(picture)
  sleep 0.3
  [ "$(picture)" = "$first" ]
}

# Waits until the window is drawn and nothing in it moves.
await_still() {
  within 30 is_drawn || fail "the window is empty"
  within 60 is_still || fail "what the window shows does not come to rest"
}

# Waits until the window shows something else than picture $1, and rests; $2 says what was to show.
await_change() {
  within 30 is_other_picture "$1" || fail "nothing showed within 30 s: $2"
  await_still
}

# Whether the keys go to the window.
is_focused() {
  timeout 10 xdotool windowfocus "$window" 2>/dev/null || true
  [ "$(timeout 10 xdotool getwindowfocus 2>/dev/null)" = "$window" ]
}

focus() { within 30 is_focused || fail "the window does not get the keys: they go to window $(xdotool getwindowfocus 2>&1)"; }

is_titled() { window=$(timeout 10 xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1 || true); [ -n "$window" ]; }

no_panic() { if grep -i "panicked" "$logs/copydesk"; then fail "something panicked"; fi; }

# The last word, with what went wrong on the way.
finish() {
  no_panic
  [ "${strays:-0}" -eq 0 ] || echo "$me: ATTENTION: $strays start(s) had to be repeated, see above" >&2
  say "all of it worked"
}
