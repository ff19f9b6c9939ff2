#!/usr/bin/env python3
"""False certificates that check_certificate.py must not confirm.

    python3 python/tamper_certificate.py fixtures/certificates/gadre-c4-huber.json

Makes one claim at a time false, computes every hash anew, and asks the checker:
exit status 1 where it confirms one. (`offray check` is put to the same test in
tests/certify.rs.)
"""
import copy
import hashlib
import json
import sys
from fractions import Fraction

from check_certificate import check


def shifted(ends, by):
    return {key: str(Fraction(value) + Fraction(by)) for key, value in ends.items()}


def falsehoods(cert):
    """(what, certificate) with one claim made false."""

    def but(change):
        other = copy.deepcopy(cert)
        change(other)
        return other

    def drop(c):
        c["rows"].pop()
        c["runs"] -= 1

    def move(c, where, by):
        *path, last = where
        for key in path:
            c = c[key]
        c[last] = shifted(c[last], by)

    yield "a dropped row", but(drop)
    yield "another threshold", but(lambda c: c.update(objective="huber-log:0.0010000000000000001"))
    yield "another unit", but(lambda c: c.update(unit_n="10000000"))
    yield "one residual more inside", but(lambda c: c["kink"].update(inside=c["kink"]["inside"] + 1))
    yield "too wide a box", but(lambda c: c["coordinates"][0].update(convex={"lo": "1.5", "hi": "1.7"}))
    for where, by in [
        (("coordinates", 1, "tight"), "1e-30"),
        (("parameters", 2, "value"), "1e-20"),
        (("parameters", 3, "sandwich"), "1e-20"),
        (("objective_value",), "1e-25"),
        (("eigenvalues", 4), "1e-20"),
        (("kappa",), "1e-5"),
    ]:
        yield f"{'.'.join(map(str, where))}, shifted", but(lambda c: move(c, where, by))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        cert = json.load(file)
    confirmed = 0
    for what, false in falsehoods(cert):
        lines = sorted(line.encode() + b"\n" for line in false["rows"])
        false["rows_sha256"] = hashlib.sha256(b"".join(lines)).hexdigest()
        false["content_sha256"] = "0" * 64
        text = json.dumps(false, indent=2, ensure_ascii=False) + "\n"
        text = text.replace("0" * 64, hashlib.sha256(text.encode()).hexdigest(), 1)
        failed = [claim for claim, proved in check(text) if not proved]
        if not failed or any("sha256" in claim for claim in failed):
            confirmed += 1
            print(f"{what}: not refuted by evaluation ({failed})")
    print(f"{confirmed} false certificates confirmed")
    sys.exit(1 if confirmed else 0)


if __name__ == "__main__":
    main()
