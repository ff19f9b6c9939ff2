#!/bin/sh
# Prints the engines' table of docs/performance.md: every kind of number, and a
# loop written by hand in C on the same MPFR, measured in turns in one run.
set -eu
cd "$(dirname "$0")/.."
cargo build --release --quiet
target=${CARGO_TARGET_DIR:-target}
gmp=$(ls -td "$target"/release/build/gmp-mpfr-sys-*/out/lib | head -n 1)
program=$(mktemp)
trap 'rm -f "$program"' EXIT
"${CC:-cc}" -O2 -std=c99 -Wall -Wextra -Werror -I"${gmp%/lib}/include" benches/c/mpfr_loop.c \
  -L"$gmp" -lmpfr -lgmp -lm -o "$program"
OFFRAY_MPFR_LOOP=$program cargo bench --quiet --bench engines -- --table
