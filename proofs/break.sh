#!/usr/bin/env bash
# Breaks the proofs on purpose, in copies, and asserts that the gate notices each time, and for the
# reason meant. What is compiled is reused: make -C proofs build first.
# Usage: break.sh [WORD]   only the faults whose name holds WORD
set -euo pipefail
cd "$(dirname "$0")"
only=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/pages"
cp -a . "$work/pristine"
cp ../docs/proofs*.md "$work/pages"
planted=0
missed=()

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

# weaken FILE LEMMA: the lemma under another name, and a trivial one under its own.
weaken() {
  swap "$1" "Theorem $2" "Lemma lower_in_full"
  add "$1" "Theorem $2 (a b : R) : a = b -> a = b.\nProof. auto. Qed."
}
# unmet LEMMA: without its instance, which a weakened lemma no longer fits: what comes after the build
# is then reached.
unmet() {
  python3 - "$@" <<'END'
import sys
text = open("Hypotheses.v").read()
i = text.index(f"Lemma instance_{sys.argv[1]} ")
j = text.index("Qed.", i) + len("Qed.")
open("Hypotheses.v", "w").write(text[:i] + text[j:])
END
}
# repin LEMMA TEXT, redefine NAME [TEXT]: TEXT in the place of the pin.
repin() { repinned "Definition pin_$1 " "Definition pin_$1 : $2"; }
redefine() { repinned "Example definition_$1 " "${2:+Example definition_$1 : $2}"; }
repinned() {
  python3 - "$@" <<'END'
import re, sys
text = open("Pins.v").read()
text, n = re.subn(rf"^{sys.argv[1]}.*?\.\n", lambda _: sys.argv[2] + "\n", text, flags=re.S | re.M)
assert n == 1, sys.argv[1]
open("Pins.v", "w").write(text)
END
}
# opened FILE LEMMA: the lemma with its proof left open to view.
opened() {
  python3 - "$@" <<'END'
import sys
text = open(sys.argv[1]).read()
i = text.index("Qed.", text.index(f"\nTheorem {sys.argv[2]} "))
open(sys.argv[1], "w").write(text[:i] + "Defined." + text[i + len("Qed."):])
END
}

fresh() {
  rm -rf "$work/proofs" "$work/docs"
  cp -a "$work/pristine" "$work/proofs"
  cp -a "$work/pages" "$work/docs"
}
gate() { (cd "$work/proofs" && "$@") > "$work/log" 2>&1; }
whole() { gate make --no-print-directory check; }
# What surrounds make says that faults be passed over, or that another shell run; or who calls it.
careless() { gate env MAKEFLAGS=-i make --no-print-directory check; }
elsewhere() { gate env MAKEFLAGS=SHELL=/bin/true make --no-print-directory check; }
told() { gate make --no-print-directory check "JOBS=1 || true"; }
# Without the reading of the sources: what the kernel and the records say by themselves.
recorded() { gate python3 -I -B gate audit; }
kernel() { gate python3 -I -B gate build && gate python3 -I -B gate audit; }

# noticed NAME EXPECTED, after the gate has failed; passed NAME…, after it has not.
noticed() {
  planted=$((planted + 1))
  if grep -qE -- "$2" "$work/log"; then
    echo "caught: $1"
  else
    missed+=("$1")
    echo "FAILED FOR ANOTHER REASON: $1"
    tail -n 20 "$work/log"
  fi
}
passed() {
  planted=$((planted + $#))
  missed+=("$@")
  printf 'NOT CAUGHT: %s\n' "$@"
}
# plant NAME EXPECTED COMMAND: with the fault planted in a fresh copy, `make check` fails and says
# EXPECTED. deep: the same without the reading of the sources.
try() {
  local how=$1 name=$2 expected=$3 command=$4
  case $name in *"$only"*) ;; *) return ;; esac
  fresh
  (cd "$work/proofs" && eval "$command")
  if $how; then passed "$name"; else noticed "$name" "$expected"; fi
}
plant() { try whole "$@"; }
deep() { try kernel "$@"; }
stale() { try recorded "$@"; }
passed_over() { try careless "$@"; }
run_elsewhere() { try elsewhere "$@"; }
let_pass() { try told "$@"; }
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
    passed "${names[@]}"
    return
  fi
  for i in "${!names[@]}"; do noticed "${names[$i]}" "${wanted[$i]}"; done
}

# spoil NAME EXPECTED COMMAND: a fault in Twin.v, planted in another file each time; `spoiled` plants
# those that wait, at once.
mapfile -t sources < <(grep '\.v$' _CoqProject | grep -v Numbers)
queue=()
spoil() {
  case $1 in *"$only"*) ;; *) return ;; esac
  local file=${sources[${#queue[@]} / 3]}
  queue+=("$1" "${2//Twin.v/$file}" "${3//Twin.v/$file}")
  if [ ${#queue[@]} -eq $((3 * ${#sources[@]})) ]; then spoiled; fi
}
spoiled() {
  if [ ${#queue[@]} -gt 0 ]; then together whole "$only" "${queue[@]}"; fi
  queue=()
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
echo "$planted faults planted, $((planted - ${#missed[@]})) caught"
for name in "${missed[@]}"; do echo "missed: $name"; done
[ ${#missed[@]} -eq 0 ]
