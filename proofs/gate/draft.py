"""Drafts of the pins that are missing: `definition_X` of every definition under a pinned statement
that has none, as Coq prints it where Pins.v stands. To be read, then put into Pins.v."""

import re

import kernel
from project import HERE


def header():
    """What Pins.v loads and opens."""
    text = (HERE / "Pins.v").read_text()
    begin = text.index("From Coq")
    return text[begin : text.index("Open Scope R_scope.", begin)] + "Open Scope R_scope."


def drafts(world, pins):
    """The text to be added to Pins.v."""
    missing = [name for name in pins.unpinned if name in world.bodies]
    settings = "Unset Printing All. Set Printing Notations. Set Printing Width 94. Set Printing Depth 10000."
    answers = kernel.ask(world.files, [f"{header()} {settings}", *(f"Print {name}." for name in missing)])[1:]
    found = []
    for name, answer in zip(missing, answers):
        body, colon, _ = answer.partition("\n     : ")
        spelt, equals, body = body.partition(" =")
        if not colon or not equals:
            raise kernel.Unknown(f"{name}: {answer[:200]}")
        lines = re.sub(r" +$", "", body, flags=re.M).strip().splitlines()
        short = name.rsplit(".", 1)[1]
        found.append(f"Example definition_{short} : @{spelt.lstrip('@')} =\n"
                     + "".join(f"  {line}\n" for line in lines) + "  := eq_refl.")
    return "\n".join(found)
