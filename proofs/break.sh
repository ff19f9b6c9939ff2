#!/usr/bin/env bash
# Breaks the proofs on purpose, in copies, and asserts that the gate notices each time, and for the
# reason meant. What is compiled is reused: make -C proofs build first.
# Usage: break.sh [WORD]   only the faults whose name holds WORD
set -euo pipefail
cd "$(dirname "$0")"
only=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/docs"
cp -a . "$work/pristine"
cp ../docs/proofs.md "$work/pristine.md"
caught=0

# add FILE TEXT: at the end of a file. swap FILE OLD NEW: one exact text for another, which is there.
add() { printf '%b\n' "$2" >> "$1"; }
swap() {
  python3 - "$@" <<'END'
import sys
path, old, new = sys.argv[1:4]
text = open(path).read()
assert old in text, f"{path}: {old}"
open(path, "w").write(text.replace(old, new, 1))
END
}

fresh() {
  rm -rf "$work/proofs"
  cp -a "$work/pristine" "$work/proofs"
  cp "$work/pristine.md" "$work/docs/proofs.md"
}
gate() { (cd "$work/proofs" && "$@") > "$work/log" 2>&1; }
whole() { gate make --no-print-directory check; }
# Without the reading of the sources: what the kernel and the records say by themselves.
recorded() { gate python3 -I -B gate audit; }
kernel() { gate python3 -I -B gate build && gate python3 -I -B gate audit; }

noticed() {
  if ! grep -qE -- "$2" "$work/log"; then
    echo "FAILED FOR ANOTHER REASON: $1"
    cat "$work/log"
    exit 1
  fi
  caught=$((caught + 1))
  echo "caught: $1"
}
# plant NAME EXPECTED COMMAND: with the fault planted in a fresh copy, `make check` fails and says
# EXPECTED. deep: the same without the reading of the sources.
try() {
  local how=$1 name=$2 expected=$3 command=$4
  case $name in *"$only"*) ;; *) return ;; esac
  fresh
  (cd "$work/proofs" && eval "$command")
  if $how; then
    echo "NOT CAUGHT: $name"
    exit 1
  fi
  noticed "$name" "$expected"
}
plant() { try whole "$@"; }
deep() { try kernel "$@"; }
stale() { try recorded "$@"; }
# together HOW LABEL, then name, expected and command of each: faults in different places, planted
# at once since the gate lists all that it finds at this stage; each must be named.
together() {
  local how=$1 label=$2 names=() wanted=() i
  shift 2
  case $label in *"$only"*) ;; *) return ;; esac
  fresh
  while [ $# -gt 0 ]; do
    names+=("$1")
    wanted+=("$2")
    (cd "$work/proofs" && eval "$3")
    shift 3
  done
  if $how; then
    echo "NOT CAUGHT: $label"
    exit 1
  fi
  for i in "${!names[@]}"; do noticed "${names[$i]}" "${wanted[$i]}"; done
}

if [ -z "$only" ]; then
  fresh
  # Nor does the gate read what surrounds it: another library and other options lie in wait here.
  mkdir -p "$work/evil/Coquelicot"
  echo 'Fail.' > "$work/evil/Coquelicot/Coquelicot.v"
  COQPATH="$work/evil" COQFLAGS=-type-in-type COQEXTRAFLAGS=-type-in-type whole \
    || { echo "THE UNBROKEN PROOFS DO NOT PASS"; cat "$work/log"; exit 1; }
  echo "unbroken: passes"
fi

. ./faults.sh
echo "$caught faults planted, $caught caught"
