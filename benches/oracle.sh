#!/bin/sh
# Speed and memory of `offray oracle eval`, as rows of docs/performance.md:
#
#     benches/oracle.sh [LINES …]             default: 100000 1000000
#     benches/oracle.sh --loss [LINES …]
#
# A line asks for the loss and the gradient of the Chinchilla law to 30 digits,
# at one of 100000 points and parameter sets (17 digits each), which repeat; with
# --loss for the loss to 6 digits at published parameters, and every tenth line
# is no JSON. The reading side counts bytes, so that writing is part of what is
# measured.
# Needs python3 and GNU time.
. "$(dirname "$0")/common.sh"
BLOCK=100000
digits=30 order=1 spoilt=0
[ "${1:-}" != --loss ] || { shift && digits=6 order=0 spoilt=10; }

python3 - "$BLOCK" "$digits" "$order" "$spoilt" >"$folder/block" <<'PYTHON'
import json, random, sys
draw = random.Random(20)
count, digits, order, spoilt = map(int, sys.argv[1:])
for i in range(count):
    if spoilt and i % spoilt == 0:
        print("?")
        continue
    params = {"E": 1.69, "A": 406.4, "B": 410.7, "alpha": 0.34, "beta": 0.28}
    if order:
        params = {name: value * draw.uniform(0.8, 1.25) for name, value in params.items()}
    n, d = round(10 ** draw.uniform(7, 10)), round(10 ** draw.uniform(9, 12))
    print(json.dumps({"law": "chinchilla", "params": params, "n": n, "d": d, "digits": digits, "order": order}))
PYTHON

echo '| lines | seconds | lines a second | MiB |'
echo '|---|---|---|---|'
for lines in ${*:-100000 1000000}; do
  blocks=$(((lines + BLOCK - 1) / BLOCK))
  for _ in $(seq "$blocks"); do cat "$folder/block"; done | head -n "$lines" |
    used "$offray" oracle eval | wc -lc >"$folder/counted"
  [ "$(awk '{ print $1 }' "$folder/counted")" -eq "$lines" ] || { echo 'a line has no answer' >&2; exit 1; }
  tail -n 1 "$folder/used" | awk -v lines="$lines" \
    '{ printf "| %d | %.1f | %.0f | %.0f |\n", lines, $1, lines / $1, $2 / 1024 }'
done
