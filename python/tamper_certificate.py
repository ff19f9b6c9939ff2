#!/usr/bin/env python3
"""False certificates that check_certificate.py must not confirm.

    python3 python/tamper_certificate.py fixtures/certificates/gadre-c4-profiles.json

(five parameters; under huber-log or not, with weights and profiles or without). Makes one claim at a time false, computes every hash anew, and asks the checker:
exit status 1 where it confirms one. (`offray check` is put to the same test in
tests/certify.rs.)
"""
import copy
import hashlib
import json
import sys
from fractions import Fraction

sys.dont_write_bytecode = True
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
    def exchanged(c, *path):
        for key in path:
            c = c[key]
        c["lo"], c["hi"] = c["hi"], c["lo"]

    def weigh(c, weight):
        cells = [row.split(",") for row in c["rows"]]
        c["rows"] = [",".join(row[:4] + [weight(row[4])]) for row in cells]

    def halve(c):
        c["eigenvalues"] = [{key: str(Fraction(value) / 2) for key, value in e.items()} for e in c["eigenvalues"]]

    yield "another unit", but(lambda c: c.update(unit_n=c["unit_n"] + "0"))
    yield "units exchanged", but(lambda c: c.update(unit_n=c["unit_d"], unit_d=c["unit_n"]))
    for path in (("coordinates", 1, "tight"), ("coordinates", 0, "convex"), ("parameters", 3, "value"), ("eigenvalues", 2), ("objective_value",)):
        yield f"{'.'.join(map(str, path))}, ends exchanged", but(lambda c: exchanged(c, *path))
    yield "eigenvalues of half the weights", but(halve)
    yield "one weight more", but(lambda c: c["rows"].__setitem__(0, c["rows"][0].rsplit(",", 1)[0] + ",7"))
    if any(row.rsplit(",", 1)[1] != "1" for row in cert["rows"]):
        yield "no weights", but(lambda c: weigh(c, lambda w: "1"))
        yield "weights doubled", but(lambda c: weigh(c, lambda w: str(2 * Fraction(w))))
    if cert["kink"]:
        yield "another threshold", but(lambda c: c.update(objective="huber-log:0.0010000000000000001"))
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
    if "profiles" not in cert:
        return

    def side(c, parameter, end):
        return c["profiles"]["parameters"][parameter][end]

    def widen(c):
        ends = side(c, 4, "lo")["coordinates"]
        ends[1] = {"lo": str(Fraction(ends[1]["lo"]) - Fraction(1, 2)), "hi": str(Fraction(ends[1]["hi"]) + Fraction(1, 2))}

    def narrow(c):
        ends = side(c, 2, "hi")["coordinates"]
        ends[3]["hi"] = str((3 * Fraction(ends[3]["lo"]) + Fraction(ends[3]["hi"])) / 4)

    def exchange(c):
        alpha = c["profiles"]["parameters"][3]
        alpha["lo"], alpha["hi"] = alpha["hi"], alpha["lo"]

    def claim(c):
        false = side(c, 3, "hi")
        beyond = shifted(false["value"], "0.01")
        c["profiles"]["parameters"][3]["hi"] = {**false, "value": beyond}

    def other(c):
        # The 0.9 quantile, to 17 digits.
        c["profiles"].update(level="0.9", quantile={"lo": "2.7055434540954145", "hi": "2.7055434540954146"})

    yield "the box of an end, shifted", but(lambda c: move(c, ("profiles", "parameters", 3, "hi", "coordinates", 0), "1e-20"))
    yield "the value of an end, shifted", but(lambda c: move(c, ("profiles", "parameters", 0, "lo", "value"), "1e-12"))
    yield "the box of an end, too wide", but(widen)
    yield "a quarter of the box of an end", but(narrow)
    yield "a coordinate of an end less", but(lambda c: side(c, 1, "hi")["coordinates"].pop())
    yield "an end on the other side", but(exchange)
    yield "an end further out", but(claim)
    yield "another parameter's end", but(lambda c: c["profiles"]["parameters"][3].update(lo=side(c, 4, "lo")))
    yield "the other kind of profile", but(lambda c: c["profiles"].update(pseudo=not c["profiles"]["pseudo"]))
    yield "another parameter's profile", but(lambda c: c["profiles"]["parameters"][3].update(name="beta"))
    yield "another level", but(lambda c: c["profiles"].update(level="0.9"))
    yield "another level with its quantile", but(other)
    yield "another height", but(lambda c: move(c, ("profiles", "height"), "1e-14"))


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
