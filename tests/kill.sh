#!/usr/bin/env bash
# Kills saves, exports and journal writes with SIGKILL, at random moments and at every system call that changes something,
# and checks what is left: always one complete version, no acknowledged one lost, and no half-written file after the next
# save. Run by .ci/run after `cargo test`; by hand: cargo build --example saves &&
# tests/kill.sh [FOLDER OF saves] [KILLS]. KILLS is the number of kills in a loop of saves, and again in one of journal
# writes. Needs strace.
set -euo pipefail

saves=$(realpath "${1:-target/debug/examples}")/saves
kills=${2:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "kill: $*" >&2; exit 1; }

user=$work/user
folder=$work/folder
file=$folder/draft.copydesk
mkdir "$folder"
killed=0 caught=0

is_number() { [[ $1 =~ ^[0-9]+$ ]]; }

# After an interrupted save: the file, or the journal, is version $1 or the one after it. A file that was written in
# place may be damaged if its safe copy is not.
whole() {
  local acknowledged=$1 kind=$2 found
  found=$("$saves" check "$file")
  if [ "$kind" = journal ]; then
    # The entries of the dead are whole, and none of them is in the way.
    found=$("$saves" unsaved "$user" | sort -n)
    if [[ $found == *damaged* ]]; then found=damaged; fi
    found=${found##*$'\n'}
    found=${found:-$acknowledged}
  fi
  if [ "$found" = damaged ] && [ "$kind" = linked ]; then
    found=$("$saves" copies "$user" | sort -n | tail -n 1)
  fi
  # No file is what there was before.
  if [ "$found" = missing ] && [ "$kind" = new ]; then found=$acknowledged; fi
  if [ "$kind" = linked ]; then cmp -s "$file" "$folder/other.copydesk" || fail "the two names are two files now ($3)"; fi
  is_number "$found" || fail "the file is $found after version $acknowledged ($kind, $3)"
  [ "$found" -eq "$acknowledged" ] || [ "$found" -eq $((acknowledged + 1)) ] \
    || fail "version $acknowledged was acknowledged, and $found is there ($kind, $3)"
  reached=$found
}

# Whether a kill came in the middle of something: it left a new file or a safe copy, or what was done was not yet said.
is_caught() {
  [ "$reached" -gt "$1" ] || [ -n "$(find "$work" -name '.copydesk-*')" ] || { [ "$2" = linked ] && [ -n "$("$saves" copies "$user")" ]; }
}

# Begins anew with version $1 of a kind: a file by itself, one with a second name, or none yet.
begin() {
  rm -rf "$user" "$folder"
  mkdir "$folder"
  if [ "$2" != new ]; then "$saves" draft "$file" "$1" 1 >/dev/null; fi
  if [ "$2" = linked ]; then ln "$file" "$folder/other.copydesk"; fi
}

# Nothing half written stays once a save, and a write of the journal, have gone through.
clean() {
  "$saves" draft "$file" "$1" 1 "$user" >/dev/null
  [ "$("$saves" check "$file")" = "$1" ] || fail "a save after a kill did not go through ($2)"
  "$saves" journal "$file" "$1" 1 "$user" >/dev/null
  [ -z "$(find "$work" -name '.copydesk-*')" ] || fail "there is litter: $(find "$work" -name '.copydesk-*')"
}

at_random_moments() {
  local kind=$1 times=$2 mode=$3 acknowledged turn
  begin 1 "$kind"
  reached=1
  for turn in $(seq "$times"); do
    # To read what all the dead have left would take longer than anything else.
    if [ "$mode" = journal ] && [ $((turn % 20)) = 0 ]; then begin "$reached" "$kind"; fi
    { timeout -s KILL "0.0$((RANDOM % 80 + 10))" "$saves" "$mode" "$file" $((reached + 1)) 0 "$user" >"$work/said" || true; } 2>/dev/null
    acknowledged=$(tail -n 1 "$work/said")
    is_number "${acknowledged:-$reached}" || fail "$mode: $acknowledged"
    acknowledged=${acknowledged:-$reached}
    whole "$acknowledged" "$kind" "at random"
    if is_caught "$acknowledged" "$kind"; then caught=$((caught + 1)); fi
    if [ "$kind" = linked ] && [ "$("$saves" check "$file")" = damaged ]; then begin "$reached" linked; fi
    killed=$((killed + 1))
  done
  clean $((reached + 1)) "$kind"
}

# The system calls of one save, each as often as it is made: the last arguments of strace that a kill needs.
calls() {
  strace -f -o "$work/trace" "$saves" "$1" "$file" 2 1 "$user" >/dev/null
  sed -E 's/^[0-9]+ +//' "$work/trace" | awk -F'(' -v work="$work" '
    /^write\(1,/ { exit }
    /^(openat|write|fsync|rename|fchmod|fchown|ftruncate|fsetxattr|flock|unlink|mkdir|link|renameat|renameat2|pwrite64)\(/ {
      count[$1]++
      if (index($0, work)) seen = 1
      if (seen) print $1, count[$1]
    }'
}

at_every_call() {
  local kind=$1 mode=$2 call number points=0
  begin 1 "$kind"
  calls "$mode" >"$work/calls"
  while read -r call number; do
    begin 1 "$kind"
    if { strace -f -o /dev/null -e trace="$call" -e inject="$call:signal=SIGKILL:when=$number" \
      "$saves" "$mode" "$file" 2 1 "$user" >/dev/null; } 2>/dev/null; then
      fail "$call $number was not reached ($kind, $mode)"
    fi
    whole 1 "$kind" "$call $number"
    clean 3 "$kind, $call $number"
    points=$((points + 1))
  done <"$work/calls"
  [ "$points" -gt 4 ] || fail "only $points system calls were found ($kind, $mode)"
  echo "killed at each of $points system calls of a save ($mode, $kind): whole each time, nothing left behind"
}

if strace -o /dev/null true 2>/dev/null; then
  at_every_call alone draft
  at_every_call linked draft
  at_every_call alone export
  at_every_call new draft
  at_every_call journal journal
else
  echo "kill: NOT ALL OF IT: strace is not there or may not follow a process here; the kills at every system call are left out" >&2
fi
told() {
  # Most of the time goes by within a save. Were none caught there, this would prove nothing.
  [ "$caught" -gt $((killed / 20)) ] || fail "of $killed kills of $1 only $caught came in the middle of something"
  echo "killed at $killed random moments of $1, $caught of them in the middle of something: whole each time, nothing left behind"
  killed=0 caught=0
}

at_random_moments alone $((kills / 2)) draft
at_random_moments linked $((kills * 3 / 10)) draft
at_random_moments alone $((kills / 5)) export
told saves
at_random_moments journal "$kills" journal
told "the journal"
