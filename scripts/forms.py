#!/usr/bin/env python3
"""docs/forms.md from the law files.

    python3 scripts/forms.py > docs/forms.md
"""
import pathlib
import re
import tomllib

FOLDER = pathlib.Path(__file__).parent.parent / "src/law/forms"

HEAD = """# Published forms

Forms that others have published, as law files (docs/formulas.md): `offray law ID` prints
one with its gradient, `--law ID` fits it. Made by `python3 scripts/forms.py` from
`src/law/forms/`. Values and gradients are tested against mpmath (`fixtures/forms/`), and
so are the symmetries stated: they are all that the formula's Jacobian has.

A table must have every input as a column: N, D and U as docs/tables.md finds them, the
others by their names (`--let` makes one of others).
"""


def main():
    order = re.findall(r'include_str!\("(.*?)"\)', (FOLDER / "mod.rs").read_text(encoding="utf-8"))
    print(HEAD)
    for name in order:
        law = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
        print(f"## {law['id']}: {law['name']}\n")
        print("```text\n" + law["formula"].strip() + "\n```\n")
        print(f"{law['citation']}. Domain: {law['domain']}.\n")
        for given in law.get("inputs", []):
            unit = f" ({given['unit']})" if given.get("unit") else ""
            print(f"- input `{given['name']}`: {given['meaning']}{unit}")
        for words in law.get("symmetries", []):
            print(f"- no table can tell apart: {words}")
        for words in law.get("notes", []):
            print(f"- {words}")
        for published in law.get("published", []):
            values = ", ".join(f"{k} {v}" for k, v in published["values"].items())
            print(f"- `{published['name']}`: {values} ({published['source']})")
        print()


if __name__ == "__main__":
    main()
