#!/bin/sh
# Time and memory of `offray fit` and `offray audit` against the number of runs,
# as rows of docs/performance.md:
#
#     benches/growth.sh [RUNS …]        default: 10000 100000 1000000
#
# The tables are synthetic and always the same: sizes and tokens log-uniform on
# [1e7, 1e10] and [1e9, 1e12], the loss of Besiroglu's fit with 0.5 % of noise.
# Needs python3 and GNU time.
. "$(dirname "$0")/common.sh"

make_table() {
  python3 - "$1" >"$folder/runs.csv" <<'PYTHON'
import math, random, sys
draw = random.Random(20)
print("n_params,n_tokens,loss")
for _ in range(int(sys.argv[1])):
    n, d = round(10 ** draw.uniform(7, 10)), round(10 ** draw.uniform(9, 12))
    loss = 1.8172 + 482.01 * n**-0.3478 + 2085.43 * d**-0.3658
    print(f"{n},{d},{loss * math.exp(0.005 * draw.gauss(0, 1)):.6f}")
PYTHON
}

# Seconds and MiB of a command; its findings (status 1) are no failure.
measure() {
  used "$@" >/dev/null 2>&1 || [ $? -eq 1 ]
  tail -n 1 "$folder/used" | awk '{ printf "%.2f s, %.0f MiB", $1, $2 / 1024 }'
}

echo '| runs | fit | audit (128 bits, 15 digits) |'
echo '|---|---|---|'
for runs in "${@:-10000 100000 1000000}"; do
  for count in $runs; do
    make_table "$count"
    fit=$(measure "$offray" fit "$folder/runs.csv")
    audit=$(measure "$offray" audit "$folder/runs.csv" --bits 128 --digits 15)
    printf '| %s | %s | %s |\n' "$count" "$fit" "$audit"
  done
done
