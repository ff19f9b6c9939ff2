#!/usr/bin/env python3
"""Runs every verdict's own command and compares what it says with the whole run.

    python3 python/replay.py [OFFRAY]

`offray verify --json` prints a command beside each verdict; each is run as it
stands (with --json), and must report the same statement, law, verdict, cases,
constant and exponent.
"""
import json
import shlex
import subprocess
import sys

KEYS = ("id", "law", "verdict", "cases", "constant", "exponent", "command")


def run(offray, words):
    done = subprocess.run([offray, *words, "--json"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"offray {' '.join(words)}: status {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)["statements"]


def main():
    offray = sys.argv[1] if len(sys.argv) > 1 else "target/release/offray"
    wrong = 0
    whole = run(offray, ["verify"])
    for expected in whole:
        program, *words = shlex.split(expected["command"])
        assert program == "offray", expected["command"]
        found = run(offray, words)
        same = len(found) == 1 and all(found[0][key] == expected[key] for key in KEYS)
        if not same:
            wrong += 1
            print(f"DIFFERS: {expected['command']}")
    print(f"{len(whole) - wrong} of {len(whole)} commands replay their verdict")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
