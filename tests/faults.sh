#!/usr/bin/env bash
# Makes every system call of a save, a journal write and an export fail in turn: disk full, disk fault, no permission,
# read-only disk; also a file size limit, too little memory, and signals. Each failure must be reported, the old file must
# be unchanged, no half-written file may remain, and the next save must succeed without a question. Run by .ci/run after
# `cargo test`; by hand: cargo build --examples --bins && tests/faults.sh [FOLDER OF copydesk] [some]. With `some`, each
# call that changes anything fails once, with alternating errors; otherwise every call on files, with every error. Needs
# strace. Run as root, it also fills a small disk.
set -Eeuo pipefail
trap 'echo "faults: line $LINENO failed: $BASH_COMMAND" >&2' ERR

built=$(realpath "${1:-target/debug}")
extent=${2:-all}
errors=(ENOSPC EIO EACCES EROFS)
saves=$built/examples/saves
top=$(mktemp -d)
small=$top/small
tidy() {
  local started
  started=$(jobs -p)
  # shellcheck disable=SC2086
  if [ -n "$started" ]; then kill $started 2>/dev/null || true; wait; fi
  if mountpoint -q "$small"; then umount "$small"; fi
  rm -rf "$top"
}
trap tidy EXIT
fail() { echo "faults: $*" >&2; exit 1; }

# Closing is not among them: what it could tell of a file was asked for by a flush before.
changing='openat|write|pwrite64|fsync|fdatasync|rename|renameat|renameat2|link|linkat|unlink|unlinkat|mkdir|mkdirat|fchmod|fchown|ftruncate|fsetxattr|fremovexattr'
looking='read|pread64|lseek|flock|getdents64|stat|fstat|lstat|statx|newfstatat|readlink|readlinkat|listxattr|flistxattr|getxattr|fgetxattr'
if [ "$extent" = some ]; then calls=$changing; else calls="$changing|$looking"; fi

# What is done, and to what: a draft or an export, where there is no file yet, a file by itself, or one with a second
# name, which is written in place.
prepare() {
  mode=$1 kind=$2
  work=$top/$mode-$kind
  user=$work/user
  folder=$work/folder
  file=$folder/out.copydesk
  other=$folder/other.copydesk
  mkdir -p "$work/before" "$work/user-before/state" "$work/user-before/data"
  "$saves" draft "$work/first" 1 1 >/dev/null
  if [ "$kind" != new ]; then cp "$work/first" "$work/before/out.copydesk"; fi
  if [ "$mode" = journal ]; then "$saves" journal "$file" 1 1 "$work/user-before" >/dev/null; fi
  "$saves" draft "$work/input.copydesk" 2 1 >/dev/null
  begin
  save >/dev/null
  cp "$file" "$work/new" 2>/dev/null || true
}

begin() {
  rm -rf "$user" "$folder"
  cp -a "$work/before" "$folder"
  cp -a "$work/user-before" "$user"
  if [ "$kind" = linked ]; then ln "$file" "$other"; fi
}

save() {
  if [ "$mode" = command ]; then
    "$@" env HOME="$user" XDG_STATE_HOME="$user/state" XDG_DATA_HOME="$user/data" \
      "$built/copydesk" export "$work/input.copydesk" --to html -o "$file"
  else
    "$@" "$saves" "$mode" "$file" 2 1 "$user"
  fi
}

# The calls that have to do with the files, as often as they are made.
traced() {
  save strace -f -o "$work/trace" >/dev/null
  # That the folder is named in the arguments is no call to it.
  sed -E 's/^[0-9]+ +//' "$work/trace" | awk -F'(' -v folder="$folder" -v user="$user/" -v calls="^($calls)\\\\(" '
    /^write\(1,/ { exit }
    /^execve\(/ { next }
    $0 ~ calls {
      count[$1]++
      if (index($0, folder) || index($0, user)) seen = 1
      if (seen) print $1, count[$1]
    }'
}

litter() { find "$work" -name '.copydesk-*'; }

said_in_words() {
  [ -s "$work/said" ] || fail "$1: failed without a word"
  if grep -q panicked "$work/said"; then fail "$1: $(cat "$work/said")"; fi
  told=$((told + 1))
}

# After a write of the journal: what was in it before is there, and the new text too if that was said.
look_at_journal() {
  local what=$1 status=$2 kept
  kept=$("$saves" unsaved "$user" | sort -n)
  if [ "$status" -eq 0 ]; then
    [ "$kept" = $'1\n2' ] || fail "$what: said to be kept, and there is $kept"
    silent=$((silent + 1))
    return
  fi
  said_in_words "$what"
  [ "$kept" = 1 ] && return
  # What could not be flushed may be there whole all the same: more than was said, which harms nothing.
  [ "$kept" = $'1\n2' ] || fail "$what: there is $kept"
  late=$((late + 1))
}

is_old() { if [ "$kind" = new ]; then [ ! -e "$file" ]; else cmp -s "$file" "$work/first"; fi; }

# What may be after a failure: the old file, or, where only the last flush of the folder failed, the new one, whole.
# Whoever saves a draft is told the difference by the status 2.
look() {
  local what=$1 status=$2
  if [ "$status" -eq 0 ]; then
    cmp -s "$file" "$work/new" || fail "$what: said to be done, and it is not"
    silent=$((silent + 1))
  else
    said_in_words "$what"
    if ! is_old; then
      cmp -s "$file" "$work/new" && [[ $what == *fsync* ]] || fail "$what: the old file is harmed ($(cat "$work/said"))"
      [ "$mode" != draft ] || [ "$status" = 2 ] || fail "$what: the file is not as it was, which was not told"
      late=$((late + 1))
    elif [ "$status" = 2 ]; then
      fail "$what: the file is as it was, and something else was told"
    fi
  fi
  if [ "$kind" = linked ]; then cmp -s "$file" "$other" || fail "$what: the two names are two files now"; fi
  look_for_copies "$what"
}

# A safe copy that could not be removed is the text that was saved, and so is not offered.
look_for_copies() {
  local copies
  copies=$(find "$user" -name '*.kept' | wc -l)
  [ "$copies" = 0 ] && return
  [[ $1 == *unlink* ]] && [ "$("$saves" copies "$user")" = 2 ] || fail "$1: a safe copy stays"
}

# The writer goes on: the next save is not held up, and asks nothing.
go_on() {
  local what=$1 status=$2 known=1
  [ "$mode" = draft ] || return 0
  [ "$status" = 1 ] || known=2
  "$saves" next "$file" 3 "$known" "$user" >/dev/null 2>"$work/said" || fail "$what: then the next save: $(cat "$work/said")"
  [ "$("$saves" check "$file")" = 3 ] || fail "$what: the next save is not whole"
}

let_fail() {
  local call=$1 number=$2 error=$3 status=0 what
  what="$mode, $kind, $call $number $error"
  begin
  save strace -f -o /dev/null -e trace="$call" -e inject="$call:error=$error:when=$number" >/dev/null 2>"$work/said" \
    || status=$?
  [ -z "$(litter)" ] || fail "$what: litter: $(litter)"
  if [ "$mode" = journal ]; then look_at_journal "$what" "$status"; else look "$what" "$status"; fi
  go_on "$what" "$status"
  [ -z "$(litter)" ] || fail "$what: litter after the next save: $(litter)"
}

each_call() {
  local call number error
  prepare "$1" "$2"
  told=0 silent=0 late=0
  begin
  traced >"$work/calls"
  [ "$(wc -l <"$work/calls")" -gt 4 ] || fail "the calls of $mode were not found"
  while read -r call number; do
    if [ "$extent" = some ]; then
      errors=("${errors[@]:1}" "${errors[0]}")
      let_fail "$call" "$number" "${errors[0]}"
    else
      for error in "${errors[@]}"; do let_fail "$call" "$number" "$error"; done
    fi
  done <"$work/calls"
  echo "$mode, $kind: $(wc -l <"$work/calls") calls, $((told + silent)) failures: $told said in words, $silent without consequence; the old file as it was in all but $late, where the new one is whole and only its last flush failed"
}

# A disk with room for one version and not for two.
full_disk() {
  local file=$small/draft.copydesk mode
  mkdir "$small"
  mount -t tmpfs -o size=64k tmpfs "$small" 2>/dev/null || { echo "no small disk: it may not be mounted here"; return; }
  for mode in draft export; do
    rm -f "$small"/*
    "$saves" "$mode" "$file" 6 1 "$top/user" >/dev/null
    cp "$file" "$top/old"
    "$saves" "$mode" "$file" 13 1 "$top/user" >/dev/null 2>"$top/said" && fail "$mode: two versions fit on the small disk"
    grep -q "the disk is full" "$top/said" || fail "$mode: $(cat "$top/said")"
    cmp -s "$file" "$top/old" || fail "$mode: the old file is harmed by a full disk"
    [ "$(ls -A "$small")" = draft.copydesk ] || fail "$mode: litter on a full disk"
  done
  # In place nothing is written twice, but a longer text needs room too.
  rm -f "$small"/*
  "$saves" draft "$file" 7 1 >/dev/null
  cp "$file" "$top/old"
  ln "$file" "$small/other.copydesk"
  dd if=/dev/zero of="$small/filler" bs=1k 2>/dev/null || true
  for mode in draft export; do
    "$saves" "$mode" "$file" 13 1 "$top/user" >/dev/null 2>"$top/said" && fail "$mode, in place: it fits on the small disk"
    grep -q "the disk is full" "$top/said" || fail "$mode, in place: $(cat "$top/said")"
    cmp -s "$file" "$top/old" || fail "$mode, in place: the old file is harmed by a full disk"
  done
  echo "a disk that is full: said in words, the old file as it was"
}

# A folder in which a user may not write, with a file that they may.
foreign_folder() {
  local folder=$top/foreign nobody=$top/nobody mode
  [ "$(id -u)" = 0 ] || return 0
  mkdir "$folder"
  mkdir -m 700 "$nobody"
  chmod 755 "$top" "$folder"
  chown 65534:65534 "$nobody"
  cp "$saves" "$top/saves"
  for mode in draft export; do
    "$saves" draft "$folder/out.copydesk" 1 1 >/dev/null
    chown 65534:65534 "$folder/out.copydesk"
    setpriv --reuid 65534 --regid 65534 --clear-groups "$top/saves" "$mode" "$folder/out.copydesk" 2 3 "$nobody" >/dev/null \
      || fail "$mode: a file in a folder of somebody else's cannot be written"
    [ "$("$saves" check "$folder/out.copydesk")" = 4 ] || fail "$mode: a file in a folder of somebody else's is not whole"
    [ -z "$("$saves" copies "$nobody")" ] || fail "$mode: a safe copy stays"
  done
  echo "a file in a folder that may not be written: written in place"
}

# No file may become larger than 4 kB: by itself that ends a program in the middle of a write.
limited() {
  local folder=$top/limited user=$top/limited-user mode kind file=$top/limited/out.copydesk status
  mkdir -p "$folder"
  for kind in alone linked; do
    for mode in draft export; do
      rm -rf "$folder"/* "$user"
      "$saves" "$mode" "$file" 1 1 "$user" >/dev/null
      cp "$file" "$top/old"
      if [ "$kind" = linked ]; then ln "$file" "$folder/other.copydesk"; fi
      status=0
      (ulimit -f 4; "$saves" "$mode" "$file" 7 1 "$user") >/dev/null 2>"$top/said" || status=$?
      [ "$status" = 1 ] || fail "limited, $mode, $kind: ended with $status"
      grep -q "larger than the file size limit" "$top/said" || fail "limited, $mode, $kind: $(cat "$top/said")"
      cmp -s "$file" "$top/old" || fail "limited, $mode, $kind: the old file is harmed"
      [ -z "$(find "$folder" "$user" -name '.copydesk-*' 2>/dev/null)" ] || fail "limited, $mode, $kind: litter"
    done
  done
  rm -rf "$user"
  "$saves" journal "$file" 1 1 "$user" >/dev/null
  status=0
  (ulimit -f 4; "$saves" journal "$file" 7 1 "$user") >/dev/null 2>"$top/said" || status=$?
  [ "$status" = 1 ] || fail "limited, journal: ended with $status"
  [ "$("$saves" unsaved "$user")" = 1 ] || fail "limited, journal: what was in it is gone"
  limited_command
  echo "a limit on the size of files: said in words, the old file as it was"
}

limited_command() {
  local folder=$top/limited to status
  "$saves" draft "$top/large.copydesk" 7 1 >/dev/null
  for to in "-o $folder/new.html" "-o $folder" ">$folder/output"; do
    rm -rf "$folder"/*
    status=0
    (ulimit -f 4; eval "'$built/copydesk' export '$top/large.copydesk' --to html $to") 2>"$top/said" || status=$?
    [ "$status" = 1 ] || fail "limited, $to: ended with $status"
    grep -q "larger than the file size limit" "$top/said" || fail "limited, $to: $(cat "$top/said")"
    [ -z "$(find "$folder" -name '.copydesk-*' -o -name '*.html')" ] || fail "limited, $to: litter"
  done
}

# What is half written goes with the program that is ended in the middle of it.
signalled() {
  local folder=$top/signalled signal
  mkdir -p "$folder/in"
  "$saves" draft "$folder/in/a.copydesk" 1 1 >/dev/null
  "$saves" draft "$folder/in/b.copydesk" 1 1 >/dev/null
  for signal in INT TERM HUP QUIT XCPU USR1 USR2 ALRM VTALRM; do
    # The shell's own word on how it ended is not wanted either.
    if { strace -f -o /dev/null -e inject="fsync:signal=SIG$signal:delay_exit=300000" \
      "$built/copydesk" export "$folder/in" --to html -o "$folder/out"; } >/dev/null 2>&1; then fail "SIG$signal was passed over"; fi
    [ -z "$(find "$folder" -name '.copydesk-*')" ] || fail "SIG$signal: litter: $(ls -A "$folder/out")"
    rm -rf "$folder/out"
  done
  echo "ended by a signal in the middle of a write: nothing half written stays"
}

# Whoever may read what is new here, nobody else reads what is kept.
private() {
  local user=$top/private file=$top/private-draft/out.copydesk open
  mkdir -p "$user" "${file%/*}"
  (
    umask 000
    "$saves" draft "$file" 1 3 "$user"
    "$saves" journal "$file" 4 1 "$user"
    env HOME="$user" XDG_STATE_HOME="$user/system" XDG_DATA_HOME="$user/system" \
      "$built/copydesk" export "${file}" --to copydesk -o "$top/private-draft/again.copydesk"
    env HOME="$user" XDG_STATE_HOME="$user/system" XDG_DATA_HOME="$user/system" \
      "$built/copydesk" export "${file}" --to copydesk -o "$top/private-draft/again.copydesk"
  ) >/dev/null
  open=$(find "$user" -mindepth 1 -perm /077 ! -path "$user/system")
  [ -z "$open" ] || fail "others may read: $open"
  echo "what is kept is for nobody else to read, whatever the umask"
}

# A file of the system that waits for what is to come, a pipe that nobody writes to.
waiting() {
  local input status
  mkfifo "$top/pipe.txt"
  for input in /proc/kmsg /sys/kernel/tracing/trace_pipe "$top/pipe.txt" /dev/zero; do
    status=0
    timeout 20 "$built/copydesk" export "$input" --from text --to html >/dev/null 2>"$top/said" || status=$?
    [ "$status" = 1 ] || fail "$input: ended with $status"
    [ -s "$top/said" ] || fail "$input: failed without a word"
  done
  for input in /proc/kmsg /sys/kernel/tracing/trace_pipe; do
    [ -r "$input" ] || continue
    status=0
    timeout 20 "$built/copydesk" export - --from text --to html <"$input" >/dev/null 2>"$top/said" || status=$?
    [ "$status" = 1 ] || fail "$input as standard input: ended with $status"
    [ -s "$top/said" ] || fail "$input as standard input: failed without a word"
  done
  echo "what is no file is refused at once"
}

# A file that takes more memory than there is: the file is named, what to do is said, and nothing half written stays.
short_of_memory() {
  local folder=$top/short command to status code
  mkdir -p "$folder"
  awk 'BEGIN { for (n = 0; n < 2000000; n++) print "a" }' >"$folder/lines.md"
  echo "# Small" >"$folder/small.md"
  for command in check "export --to html" "export --to text" "export --to markdown" "export --to copydesk"; do
    for to in "" "-o $folder/out"; do
      if [ "$command$to" = "check-o $folder/out" ]; then continue; fi
      code=1
      if [ "$command" = check ]; then code=2; fi
      status=0
      # shellcheck disable=SC2086
      (ulimit -v 150000; "$built/copydesk" $command "$folder/lines.md" $to) >"$top/written" 2>"$top/said" || status=$?
      [ "$status" = "$code" ] || fail "short of memory, $command $to: ended with $status: $(cat "$top/said")"
      grep -q "not enough memory; close other programs, or split the file: $folder/lines.md$" "$top/said" || fail "short of memory, $command $to: $(cat "$top/said")"
      [ "$(wc -l <"$top/said")" = 1 ] || fail "short of memory, $command $to: said more: $(cat "$top/said")"
      [ ! -s "$top/written" ] || fail "short of memory, $command: half of it was written"
      [ "$(find "$folder" -type f | wc -l)" = 2 ] || fail "short of memory, $command $to: litter: $(ls -A "$folder")"
    done
  done
  (ulimit -v 150000; "$built/copydesk" export "$folder/small.md" --to text) >/dev/null || fail "a small file needs more memory than that"
  echo "short of memory: said in words, nothing half written"
}

limited
private
waiting
short_of_memory
if strace -o /dev/null true 2>/dev/null; then
  signalled
  # Two at a time: each waits for the disk and for strace more than it works.
  (trap - EXIT; each_call draft linked; each_call journal journal; each_call export linked) &
  in_place=$!
  (trap - EXIT; each_call draft alone; each_call draft new; each_call command alone; each_call command new) &
  wait "$in_place" || fail "not all that is written in place"
  wait "$!" || fail "not all that is replaced"
else
  echo "faults: NOT ALL OF IT: strace is not there or may not follow a process here; the failures of system calls are left out" >&2
fi
full_disk
foreign_folder
