#!/usr/bin/env python3
"""Validate JSON that offray prints against its schema, by an engine of its own.

    offray audit RUNS.csv --json | docs/schema/validate.py docs/schema/audit.schema.json
    docs/schema/validate.py docs/schema/audit.schema.json tests/snapshots/*.json.snap

A snapshot's front matter (up to the second line of dashes) is skipped.
Needs the Python package jsonschema.
"""
import json
import sys

import jsonschema


def body(text):
    if text.startswith("---\n"):
        text = text.split("\n---\n", 1)[1]
    return json.loads(text)


def main():
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    checker = jsonschema.Draft202012Validator
    checker.check_schema(schema)
    files = sys.argv[2:] or ["-"]
    wrong = 0
    for name in files:
        text = sys.stdin.read() if name == "-" else open(name, encoding="utf-8").read()
        for error in checker(schema).iter_errors(body(text)):
            wrong += 1
            print(f"{name}: {error.json_path}: {error.message}")
    print(f"{len(files)} file(s), {wrong} error(s)")
    sys.exit(1 if wrong else 0)


main()
