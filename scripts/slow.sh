# shellcheck shell=bash
# What ./check --slow adds. Sourced by check, with step, skip and tools.sh at hand.

step "Fixtures, made again by the other engines"
if python3 -c 'import mpmath, flint' 2>/dev/null; then
    for generator in fixtures/*/generate*.py; do
        printf '%s\n' "$generator"
        python3 "$generator" --check
    done
else
    skip "fixtures: python3 with mpmath and python-flint is missing (pip install mpmath python-flint)"
fi

step "Line coverage of number, law, design and geometry (at least 95 %)"
if cargo llvm-cov --version >/dev/null 2>&1; then
    scripts/coverage
else
    skip "coverage: cargo-llvm-cov is missing (cargo install cargo-llvm-cov)"
fi

step "Mutants of the laws (none may survive)"
if cargo mutants --version >/dev/null 2>&1; then
    scripts/mutants
else
    skip "mutants: cargo-mutants is missing (cargo install cargo-mutants)"
fi

if [ -x proofs/break.sh ]; then
    step "Planted faults in the proofs (every one must be caught)"
    if command -v coqc >/dev/null 2>&1; then
        proofs/break.sh
    else
        skip "planted faults: coqc is missing"
    fi
fi
