#!/usr/bin/env bash
# Lets every system call of a save and of an export fail in turn: disk full, a fault of the disk, no rights, a disk
# that cannot be written on. What failed is said, the old file is as it was, and nothing half written stays. Run by
# .ci/run after `cargo test`, shortened; by hand: cargo build --examples && tests/faults.sh [FOLDER OF copydesk] [some].
# With `some`, each call that changes anything fails once, the errors in turn; else every call with every error. Needs
# strace; as root also a small disk is filled for real.
set -euo pipefail

built=$(realpath "${1:-target/debug}")
extent=${2:-all}
errors=(ENOSPC EIO EACCES EROFS)
saves=$built/examples/saves
work=$(mktemp -d)
small=$work/small
trap 'mountpoint -q "$small" && umount "$small"; rm -rf "$work"' EXIT
fail() { echo "faults: $*" >&2; exit 1; }

user=$work/user
folder=$work/folder
file=$folder/draft.copydesk
other=$folder/other.copydesk
calls='openat|read|write|fsync|rename|renameat|renameat2|fchmod|fchown|ftruncate|lseek|flock|getdents64|statx|mkdir|readlink'

[ "$extent" = all ] || calls='openat|write|fsync|rename|renameat|renameat2|fchmod|fchown|ftruncate|mkdir'

begin() {
  rm -rf "$user" "$folder"
  mkdir "$folder"
  "$saves" draft "$file" 1 1 >/dev/null
  if [ "$1" = linked ]; then ln "$file" "$other"; fi
  if [ "$1" = journal ]; then "$saves" journal "$file" 1 1 "$user" >/dev/null; fi
  cp "$file" "$work/old"
  "$saves" draft "$work/input.copydesk" 2 1 >/dev/null
}

save() {
  if [ "$mode" = command ]; then
    "$@" "$built/copydesk" export "$work/input.copydesk" --to copydesk -o "$file"
  else
    "$@" "$saves" "$mode" "$file" 2 1 "$user"
  fi
}

# The calls that have to do with the files, as often as they are made.
traced() {
  save strace -f -o "$work/trace" >/dev/null
  sed -E 's/^[0-9]+ +//' "$work/trace" | awk -F'(' -v folder="$folder" -v user="$user" -v calls="^($calls)\\\\(" '
    /^write\(1,/ { exit }
    $0 ~ calls {
      count[$1]++
      if (index($0, folder) || index($0, user)) seen = 1
      if (seen) print $1, count[$1]
    }'
}

# After a write of the journal: what was in it before is there, and the new text too if that was said.
look_at_journal() {
  local what=$1 status=$2 newest
  newest=$("$saves" unsaved "$user" | sort -n)
  [ -z "$(find "$work" -name '.copydesk-*')" ] || fail "$what: litter: $(find "$work" -name '.copydesk-*')"
  if [ "$status" -eq 0 ]; then
    [ "$newest" = $'1\n2' ] || fail "$what: said to be kept, and there is $newest"
    silent=$((silent + 1))
  else
    [ -s "$work/said" ] && ! grep -q panicked "$work/said" || fail "$what: $(cat "$work/said")"
    told=$((told + 1))
    [ "$newest" = 1 ] && return
    [ "$newest" = $'1\n2' ] && [[ $what == *fsync* ]] || fail "$what: there is $newest"
    late=$((late + 1))
  fi
}

# What may be after a failure: the old file, or, where only the last flush of the folder failed, the new one, whole.
look() {
  local what=$1 status=$2 found
  [ -z "$(find "$work" -name '.copydesk-*')" ] || fail "$what: litter: $(find "$work" -name '.copydesk-*')"
  found=$("$saves" check "$file")
  if [ "$status" -eq 0 ]; then
    [ "$found" = 2 ] || fail "$what: said to be saved, and is $found"
    silent=$((silent + 1))
  else
    [ -s "$work/said" ] || fail "$what: failed without a word"
    grep -q panicked "$work/said" && fail "$what: $(cat "$work/said")"
    told=$((told + 1))
    if ! cmp -s "$file" "$work/old"; then
      [ "$found" = 2 ] && [[ $what == *fsync* ]] || fail "$what: the old file is harmed: $found ($(cat "$work/said"))"
      late=$((late + 1))
    fi
  fi
  [ -z "$("$saves" copies "$user")" ] || fail "$what: a safe copy stays"
}

each_call() {
  local kind=$2 call number error status chosen
  mode=$1
  told=0 silent=0 late=0
  begin "$kind"
  traced >"$work/calls"
  [ "$(wc -l <"$work/calls")" -gt 8 ] || fail "the calls of $mode were not found"
  while read -r call number; do
    if [ "$extent" = some ]; then
      errors=("${errors[@]:1}" "${errors[0]}")
      chosen=("${errors[0]}")
    else
      chosen=("${errors[@]}")
    fi
    for error in "${chosen[@]}"; do
      begin "$kind"
      status=0
      save strace -f -o /dev/null -e trace="$call" -e inject="$call:error=$error:when=$number" >/dev/null 2>"$work/said" \
        || status=$?
      if [ "$mode" = journal ]; then
        look_at_journal "$mode, $call $number $error" "$status"
      else
        look "$mode, $kind, $call $number $error" "$status"
      fi
    done
  done <"$work/calls"
  echo "$mode, $kind: $((told + silent)) failures, $told said in words, $silent without consequence; the old file as it was in all but $late, where the new one is whole and only the flush of its folder failed"
}

# A disk with room for one version and not for two.
full_disk() {
  mkdir "$small"
  mount -t tmpfs -o size=64k tmpfs "$small" 2>/dev/null || { echo "no small disk: it may not be mounted here"; return; }
  file=$small/draft.copydesk
  for mode in draft export; do
    rm -f "$small"/*
    "$saves" "$mode" "$file" 6 1 "$user" >/dev/null
    cp "$file" "$work/old"
    "$saves" "$mode" "$file" 13 1 "$user" >/dev/null 2>"$work/said" && fail "$mode: two versions fit on the small disk"
    grep -q "the disk is full" "$work/said" || fail "$mode: $(cat "$work/said")"
    cmp -s "$file" "$work/old" || fail "$mode: the old file is harmed by a full disk"
    [ "$(ls -A "$small")" = draft.copydesk ] || fail "$mode: litter on a full disk"
  done
  echo "a disk that is full: said in words, the old file as it was"
}

# A folder in which a user may not write, with a file that they may.
foreign_folder() {
  [ "$(id -u)" = 0 ] || return 0
  begin alone
  chmod 755 "$work" "$folder"
  chown 65534:65534 "$file"
  mkdir -m 700 "$work/nobody"
  chown 65534:65534 "$work/nobody"
  cp "$saves" "$work/saves"
  setpriv --reuid 65534 --regid 65534 --clear-groups "$work/saves" draft "$file" 2 3 "$work/nobody" >/dev/null \
    || fail "a file in a folder of somebody else's cannot be saved"
  [ "$("$saves" check "$file")" = 4 ] || fail "a file in a folder of somebody else's is not whole"
  [ -z "$("$saves" copies "$work/nobody")" ] || fail "a safe copy stays"
  echo "a file in a folder that may not be written: written in place"
}

if strace -o /dev/null true 2>/dev/null; then
  each_call draft alone
  each_call draft linked
  each_call journal journal
  each_call command alone
else
  echo "faults: NOT ALL OF IT: strace is not there or may not follow a process here; the failures of system calls are left out" >&2
fi
full_disk
file=$folder/draft.copydesk
foreign_folder
