# shellcheck shell=bash
# What ./check --slow adds. Sourced by check, with step, skip and tools.sh at hand.

step "Fixtures, made again by the other engines"
if python3 -c 'import mpmath, flint, numpy, pyarrow' 2>/dev/null; then
    again=$(mktemp -d)
    cp -r fixtures "$again/"
    # These write beside themselves; the other two print.
    for generator in geometry/generate.py number/generate.py number/interval_ranges.py tables/generate.py; do
        printf '%s\n' "$generator"
        python3 "$again/fixtures/$generator"
    done
    python3 "$again/fixtures/fit/generate.py" >"$again/optima.json" && mv "$again/optima.json" "$again/fixtures/fit/"
    python3 "$again/fixtures/law/generate.py" >"$again/values.jsonl" && mv "$again/values.jsonl" "$again/fixtures/law/"
    diff -r --exclude=__pycache__ fixtures "$again/fixtures"
    rm -r "$again"
else
    skip "fixtures: python3 with mpmath, python-flint, numpy and pyarrow is missing (pip install them)"
fi

step "Line coverage of number, law, design and geometry (at least 95 %)"
if command -v llvm-cov >/dev/null 2>&1 || compgen -c llvm-cov- >/dev/null; then
    for folder in number law design geometry; do
        scripts/coverage "src/$folder" | tee "target/coverage-$folder"
        awk '$NF == "TOTAL" { if ($1 + 0 < 95) exit 1 }' "target/coverage-$folder"
    done
else
    skip "coverage: llvm-cov is missing (Debian: apt-get install llvm-22)"
fi

step "Mutants of the laws (none may survive)"
if cargo mutants --version >/dev/null 2>&1; then
    scripts/mutants
else
    skip "mutants: cargo-mutants is missing (cargo install cargo-mutants)"
fi

if [ -f proofs/Makefile ]; then
    step "Planted faults in the proofs (every one must be caught)"
    if command -v coqc >/dev/null 2>&1; then
        make -C proofs break
    else
        skip "planted faults: coqc is missing"
    fi
fi
