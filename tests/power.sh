#!/usr/bin/env bash
# Cuts the power of a disk at random moments while drafts are saved on it, and checks what is there after the journal of
# its file system has been replayed: one complete version, and no acknowledged one lost. A file with a hard link, which is
# written in place, may be truncated if its safety copy is complete and offered. A plain write on the same disk shows that
# the script would notice a loss. By hand, as root, on Linux:
# cargo build --example saves && tests/power.sh [FOLDER OF saves] [CUTS]. Needs loop devices, mkfs.ext4, and mkfs.xfs
# for a second file system.
#
# The disk is a file in another file system, which is frozen while the file is copied. The copy is the disk's content at
# one moment; what the system has not written to it yet is lost, as in a power cut.
set -euo pipefail

saves=$(realpath "${1:-target/debug/examples}")/saves
cuts=${2:-50}
[ "$(id -u)" = 0 ] || { echo "power: needs root, to mount disks" >&2; exit 1; }
work=$(mktemp -d)
outer=$work/outer
disk=$work/disk
after=$work/after
frozen=
saver=
stop_saver() { if [ -n "$saver" ]; then kill -9 "$saver" 2>/dev/null || true; wait "$saver" 2>/dev/null || true; saver=; fi; }
tidy() {
  if [ -n "$frozen" ]; then fsfreeze -u "$outer"; fi
  stop_saver
  for mounted in "$after" "$disk" "$outer"; do
    if mountpoint -q "$mounted"; then umount "$mounted"; fi
  done
  rm -rf "$work"
}
trap tidy EXIT
fail() { echo "power: $*" >&2; exit 1; }

mkdir "$outer" "$disk" "$after"
truncate -s 1G "$work/outer.img"
mkfs.ext4 -q -F "$work/outer.img"
mount -o loop "$work/outer.img" "$outer"

new_disk() {
  rm -f "$outer/disk.img"
  case $1 in
    ext4) truncate -s 32M "$outer/disk.img"; mkfs.ext4 -q -F "$outer/disk.img" ;;
    # The smallest that xfs takes.
    xfs) truncate -s 300M "$outer/disk.img"; mkfs.xfs -q -f "$outer/disk.img" ;;
  esac
  # A file system that is written out often has more states to be cut in.
  mount -o "loop$([ "$1" = ext4 ] && echo ,commit=1)" "$outer/disk.img" "$disk"
}

cut_power() {
  frozen=yes
  fsfreeze -f "$outer"
  cp --sparse=always "$outer/disk.img" "$work/cut.img"
  fsfreeze -u "$outer"
  frozen=
}

# What a writer finds after the power is back: in the file, in the journal, or as a copy of what was being written.
found() {
  local number
  case $1 in
    journal) "$saves" unsaved "$after/user" | sort -n | tail -n 1 ;;
    linked)
      number=$("$saves" check "$after/draft.copydesk")
      if [ "$number" = damaged ]; then number=$("$saves" copies "$after/user" | grep -v damaged | sort -n | tail -n 1)-copy; fi
      echo "$number"
      ;;
    *) "$saves" check "$after/draft.copydesk" ;;
  esac
}

# Saves in a loop on a disk, and cuts the power again and again.
cuts_of() {
  local system=$1 what=$2 times=$3 mode=$2 acknowledged number
  damaged=0 lost=0 copied=0
  new_disk "$system"
  if [ "$what" = linked ]; then mode=draft; fi
  "$saves" "$mode" "$disk/draft.copydesk" 1 1 "$disk/user" >"$work/said"
  if [ "$what" = linked ]; then ln "$disk/draft.copydesk" "$disk/other.copydesk"; fi
  sync -f "$disk"
  "$saves" "$mode" "$disk/draft.copydesk" 2 0 "$disk/user" >>"$work/said" &
  saver=$!
  for _ in $(seq "$times"); do
    sleep "0.$((RANDOM % 300 + 100))"
    kill -0 "$saver" 2>/dev/null || fail "the saves have ended by themselves ($system, $what)"
    acknowledged=$(tail -n 1 "$work/said")
    cut_power
    mount -o "loop$([ "$system" = xfs ] && echo ,nouuid)" "$work/cut.img" "$after" || fail "$system cannot be mounted after a cut"
    number=$(found "$what")
    if [[ $number == *-copy ]]; then
      copied=$((copied + 1))
      number=${number%-copy}
    fi
    if ! [[ $number =~ ^[0-9]+$ ]]; then
      damaged=$((damaged + 1))
    elif [ "$number" -lt "$acknowledged" ]; then
      lost=$((lost + 1))
    fi
    umount "$after"
  done
  stop_saver
  umount "$disk"
  echo "$system, $what: $times cuts within $(tail -n 1 "$work/said") saves: $damaged damaged, $lost with an acknowledged save lost$([ "$what" != linked ] || echo ", $copied cut short with a whole safe copy")"
}

systems=(ext4)
if command -v mkfs.xfs >/dev/null; then systems+=(xfs); else echo "mkfs.xfs is not installed: ext4 only"; fi
for system in "${systems[@]}"; do
  for what in draft linked journal export; do
    cuts_of "$system" "$what" "$cuts"
    [ "$damaged$lost" = 00 ] || fail "$system, $what: a promise is broken"
  done
  cuts_of "$system" plain $((cuts / 2))
  [ $((damaged + lost)) -gt 0 ] || fail "$system: even a plain write came to no harm, so this proves nothing"
done
