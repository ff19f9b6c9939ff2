# shellcheck shell=bash
# What ./check --slow adds. Sourced by check, with step, skip and tools.sh at hand.

step "Fixtures, made again by the other engines"
if python=$(tools_python "mpmath, flint, numpy, pyarrow"); then
    again=$(mktemp -d)
    cp -r fixtures "$again/"
    # These write beside themselves; the other two print.
    for generator in geometry/generate.py number/generate.py number/interval_ranges.py tables/generate.py; do
        printf '%s\n' "$generator"
        "$python" "$again/fixtures/$generator"
    done
    "$python" "$again/fixtures/fit/generate.py" >"$again/optima.json" && mv "$again/optima.json" "$again/fixtures/fit/"
    "$python" "$again/fixtures/fit/profiles.py" >"$again/profiles.json" && mv "$again/profiles.json" "$again/fixtures/fit/"
    "$python" "$again/fixtures/holdout/generate.py"
    "$python" "$again/fixtures/forecast/optima.py" >"$again/splits.json" && mv "$again/splits.json" "$again/fixtures/forecast/optima.json"
    "$python" "$again/fixtures/nist-strd/newton.py" >"$again/newton.json" && mv "$again/newton.json" "$again/fixtures/nist-strd/"
    "$python" "$again/fixtures/law/generate.py" >"$again/values.jsonl" && mv "$again/values.jsonl" "$again/fixtures/law/"
    diff -r --exclude=__pycache__ fixtures "$again/fixtures"
    rm -r "$again"
else
    skip "fixtures: python3 with mpmath, python-flint, numpy and pyarrow is missing (pip install -r python/requirements.txt)"
fi

step "Fitters with planted faults, all of them"
if python=$(tools_python "numpy, scipy, mpmath, lmfit"); then
    cargo build --release --locked --quiet
    PYTHONDONTWRITEBYTECODE=1 "$python" fixtures/fitters/confusion.py target/release/offray
    PYTHONDONTWRITEBYTECODE=1 "$python" fixtures/fitters/confusion.py target/release/offray --variants
else
    skip "planted fitters: python3 with numpy, scipy, mpmath and lmfit is missing (pip install -r python/adapters/requirements.txt)"
fi

step "Reference problems, proved by another engine and made again"
if python=$(tools_python "mpmath, flint"); then
    cargo build --release --locked --quiet
    "$python" fixtures/problems/check.py
    "$python" fixtures/problems/everyday.py target/release/offray
    again=$(mktemp -d)
    "$python" fixtures/problems/generate.py target/release/offray --into "$again"
    diff -r --exclude='*.dat' --exclude='*.py' --exclude='*.sh' --exclude=SHA256SUMS --exclude=__pycache__ fixtures/problems "$again"
    rm -r "$again"
else
    skip "reference problems: python3 with mpmath and python-flint is missing (pip install -r python/requirements.txt)"
fi

step "Points below the reference answers, by another engine from random starts (none may be)"
if python=$(tools_python "mpmath, numpy, scipy"); then
    "$python" -W ignore fixtures/problems/lowest.py
else
    skip "points below the reference answers: python3 with mpmath, numpy and scipy is missing (pip install -r python/requirements.txt)"
fi

step "Hostile tables, against SciPy from many starts (no answer may have a lower point)"
if python=$(tools_python "numpy, scipy"); then
    "$python" -W ignore fixtures/battery/run.py target/release/offray --tables 400 --seed 1
    "$python" -W ignore fixtures/battery/run.py target/release/offray --tables 40 --seed 2 --starts 40
else
    skip "hostile tables: python3 with numpy and scipy is missing (pip install -r python/requirements.txt)"
fi

step "Line coverage of number, law, design and geometry (at least 95 %)"
if command -v llvm-cov >/dev/null 2>&1 || compgen -c llvm-cov- >/dev/null; then
    scripts/coverage src/number src/law src/design src/geometry | tee target/coverage.txt
    awk '$NF == "TOTAL" { seen++; if ($1 + 0 < 95) low = 1 } END { exit low || seen != 4 }' target/coverage.txt
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
    step "Proofs, by Coq's second checker"
    if command -v coqchk >/dev/null 2>&1; then
        make -C proofs chk
    else
        skip "second checker: coqchk is missing"
    fi
fi

step "Every verdict's own command (release build)"
if python=$(tools_python json); then
    cargo build --locked --release --quiet
    "$python" python/replay.py "${CARGO_TARGET_DIR:-target}/release/offray"
else
    skip "replays: python3 is missing"
fi
