#!/usr/bin/env bash
# Merges everyday pairs of edits of a draft as plain git does: `tests/merge.sh COPYDESK PAIRS`. PAIRS has a folder for each
# pair with base.copydesk, ours.copydesk and theirs.copydesk, of any version. At least seven of nine must merge. Merged
# drafts must open, without losing a word that either side wrote or kept; of a conflict, both sides must open.
set -euo pipefail
copydesk=$(realpath "$1")
pairs=$(realpath "$2")
least=7

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git --version >/dev/null || { echo "merge: git is needed" >&2; exit 1; }

fail() { echo "merge: $*" >&2; exit 1; }
native() { "$copydesk" export "$1" --to copydesk -o "$2"; }
# One word a line. A draft also holds what no other format shows.
words() { grep -oE '[[:alnum:]’]+' "$1" | sort -u; }

merged=0
all=0
for pair in "$pairs"/*/; do
  name=$(basename "$pair")
  all=$((all + 1))
  for side in base ours theirs; do
    rm -f "$work/$side.copydesk"
    native "$pair/$side.copydesk" "$work/$side.copydesk"
    words "$work/$side.copydesk" >"$work/$side.words"
  done
  status=0
  git merge-file -p -L ours -L base -L theirs "$work"/{ours,base,theirs}.copydesk >"$work/merged.copydesk" || status=$?
  if [ "$status" -eq 0 ]; then
    merged=$((merged + 1))
    rm -f "$work/opened.copydesk"
    native "$work/merged.copydesk" "$work/opened.copydesk" || fail "$name: what was merged does not open"
    words "$work/opened.copydesk" >"$work/opened.words"
    # What is in both, and what is in one of them and not in the base.
    {
      comm -12 "$work/ours.words" "$work/theirs.words"
      comm -23 "$work/ours.words" "$work/base.words"
      comm -23 "$work/theirs.words" "$work/base.words"
    } | sort -u >"$work/expected.words"
    lost=$(comm -23 "$work/expected.words" "$work/opened.words" | tr '\n' ' ')
    [ -z "$lost" ] || fail "$name: lost: $lost"
    echo "merged    $name"
  else
    "$copydesk" export "$work/merged.copydesk" --to text >"$work/said" 2>&1 && fail "$name: a conflict was exported"
    grep -q 'has an unresolved merge conflict in line .* ours .* theirs' "$work/said" || fail "$name: $(cat "$work/said")"
    for side in ours theirs; do
      "$copydesk" export "$work/merged.copydesk" --side "$side" --to copydesk >"$work/side.copydesk" \
        || fail "$name: $side does not open"
      # What was merged is on either side; what was not is the side's own.
      cmp -s "$work/side.copydesk" "$work/$side.copydesk" || [ "$(words "$work/side.copydesk" | comm -13 - "$work/$side.words")" = "" ] \
        || fail "$name: $side lost $(words "$work/side.copydesk" | comm -13 - "$work/$side.words" | tr '\n' ' ')"
    done
    echo "conflict  $name"
  fi
done
echo "merge: $merged of $all pairs were merged"
[ "$merged" -ge "$least" ] || fail "fewer than $least"
