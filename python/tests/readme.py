"""Runs the Python of README.md and docs/python.md, block by block, in the root of the clone.

A block that shows a result in a comment at the end of a line, `# -> text`, is held to it.
With the interpreter's -I it sees only what is installed beside it.
"""

import os
import re
import sys
import tempfile
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)


def run(page: Path) -> int:
    names: dict[str, object] = {}
    shown = 0
    wrong: list[str] = []
    for block in blocks(page):
        if block.startswith("# needs "):
            needed = block.splitlines()[0].removeprefix("# needs ").split(", ")
            try:
                for module in needed:
                    __import__(module)
            except ImportError:
                continue
        for statement, expected in statements(block):
            try:
                value = eval(statement, names) if expected else None
                if not expected:
                    exec(statement, names)
            except Exception:
                print(f"{page.name}: {statement}", file=sys.stderr)
                raise
            if expected:
                shown += 1
                found = value if isinstance(value, str) else repr(value)
                if found != expected:
                    wrong.append(f"{page.name}: {statement}\n  {found}\n  not {expected}")
    assert not wrong, "\n".join(wrong)
    return shown


def statements(block: str) -> list[tuple[str, str]]:
    """Statements in order, with what the page says of those that show something."""
    out, pending = [], []
    for line in block.splitlines():
        code, mark, expected = line.partition("# -> ")
        if mark:
            if pending:
                out.append(("\n".join(pending), ""))
            pending = []
            out.append((code.strip(), expected.strip()))
        else:
            pending.append(line)
    if pending:
        out.append(("\n".join(pending), ""))
    return out


def main() -> None:
    os.chdir(ROOT)
    os.environ.setdefault("MPLBACKEND", "agg")
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OFFRAY_DOCS"] = folder
        for page in (ROOT / "README.md", ROOT / "docs" / "python.md"):
            shown = run(page)
            assert shown >= 3, f"{page.name} shows {shown} results"


if __name__ == "__main__":
    main()
