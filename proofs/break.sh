#!/usr/bin/env bash
# Breaks the proofs on purpose, in a copy, and asserts that the gate notices each time, and
# for the reason meant. Usage: break.sh  (after make build: what is compiled is reused)
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/docs"
cp -a . "$work/pristine"
if [ -f ../docs/proofs.md ]; then cp ../docs/proofs.md "$work/docs/"; fi
caught=0

# plant NAME EXPECTED COMMAND: run COMMAND in a fresh copy; `make check` must fail and say EXPECTED.
plant() {
  local name=$1 expected=$2 command=$3
  rm -rf "$work/proofs"
  cp -a "$work/pristine" "$work/proofs"
  (cd "$work/proofs" && eval "$command")
  if (cd "$work/proofs" && make --no-print-directory check) > "$work/log" 2>&1; then
    echo "NOT CAUGHT: $name"
    exit 1
  fi
  if ! grep -qE -- "$expected" "$work/log"; then
    echo "FAILED FOR ANOTHER REASON: $name"
    cat "$work/log"
    exit 1
  fi
  caught=$((caught + 1))
  echo "caught: $name"
}

rm -rf "$work/proofs"
cp -a "$work/pristine" "$work/proofs"
(cd "$work/proofs" && make --no-print-directory check) > "$work/log" 2>&1 \
  || { echo "THE UNBROKEN PROOFS DO NOT PASS"; cat "$work/log"; exit 1; }
echo "unbroken: passes"

plant "a proof given up" 'lint: Twin.v.*Admitted' \
  'printf "Lemma wish : 1 = 2.\nProof. Admitted.\n" >> Twin.v'
plant "a new axiom" 'lint: Twin.v.*Axiom' \
  'printf "Axiom wish : 1 = 2.\n" >> Twin.v'
plant "a hypothesis outside any section" 'lint: Twin.v.*outside a section' \
  'printf "Hypothesis wish : 1 = 2.\n" >> Twin.v'
plant "termination checking switched off" 'lint: Twin.v.*Guard' \
  'printf "Unset Guard Checking.\n" >> Twin.v'
plant "an unlisted file" 'lint: Extra.v: not listed' \
  'printf "(** name == meaning *)\n" > Extra.v'
plant "a listed file that is not there" 'lint: Twin.v: listed' \
  'rm Twin.v'
plant "interval arithmetic on hardware floats" 'lint: Numbers.v.*hardware floats' \
  'sed -i "s/ with (i_prec 80)\././; s/interval with (i_prec 80)/interval/" Numbers.v'
plant "an axiom taken from the library" 'audit: .*Twin.*rests on .*proof_irrelevance' \
  'printf "From Coq Require ProofIrrelevance.\nLemma wish (P : Prop) (p q : P) : p = q.\nProof. apply ProofIrrelevance.proof_irrelevance. Qed.\n" >> Twin.v'
plant "a weakened statement" 'Pins.v' \
  'sed -i "s/^Theorem X9_kaplan_none/Lemma kaplan_none_in_full/" Twin.v
   printf "Theorem X9_kaplan_none (N_c N_c'"'"' : R) : N_c = N_c'"'"' -> N_c = N_c'"'"'.\nProof. auto. Qed.\n" >> Twin.v'
plant "a bent definition" 'Program.v|Pins.v' \
  'sed -i "s|(G \* (D \* G) ^ (β / α))|(G * (D * G) ^ (α / β))|" Laws.v'
plant "a sign changed in a law" 'Error' \
  'sed -i "s|(E + A \* N ^ (- α) + B \* D ^ (- β))\.|(E + A * N ^ (- α) - B * D ^ (- β)).|" Laws.v'
plant "a sign changed in a law of the program" 'Program.v' \
  'sed -i "s|E + A \* Rpower N (- alpha) + B|E + A * Rpower N (- alpha) - B|" generated/Printed.v'
plant "a wrong derivative in the program" 'Program.v' \
  'sed -i "s|  alpha_D \* Rpower (psi / N) alpha_D / psi\.|  alpha_D * Rpower (psi / N) alpha_D / N.|" generated/Printed.v'
plant "a false number, off by one in its last digit" 'Numbers.v' \
  'sed -i "s/177.5155098/177.5155099/" Numbers.v'
plant "a number of the program, off by one in its last digit" 'generated/X1.v' \
  'python3 - <<END
import re
path, claim = "generated/X1.v", r"(Theorem chinchilla_20_on_20_kappa :\n  [0-9.]*)([0-9])( <= )"
text = open(path).read()
changed = re.sub(claim, lambda m: m[1] + str(int(m[2]) + 1) + m[3], text)
assert changed != text
open(path, "w").write(changed)
END'
if [ -f ../docs/proofs.md ]; then
  plant "a pin taken out" 'docs/proofs.md: `X3_kappa_lower` is not pinned' \
    'sed -i "s/Definition pin_X3_kappa_lower /Definition other_X3_kappa_lower /" Pins.v'
  plant "an axiom left out of the table" 'docs/proofs.md: lemmas said to rest on' \
    'sed -i "/X9_kaplan_none/s/| s n f c |/| s f |/" ../docs/proofs.md'
fi
echo "$caught faults planted, $caught caught"
