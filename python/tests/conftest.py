"""Where things are: the clone, and the command that answers are compared with."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNS = ROOT / "fixtures" / "runs"


@pytest.fixture(scope="session")
def command():
    """Runs the command and gives what it prints: the one thing that the package's answers
    must equal."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    binary = Path(os.environ.get("OFFRAY", target / "debug" / "offray"))
    if not binary.exists():
        pytest.fail(f"{binary} is missing: cargo build, or name the command in OFFRAY")

    def run(*words, status=(0, 1), stdin=None):
        # Pages are as wide as COLUMNS says; answers are not.
        env = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
        done = subprocess.run(
            [binary, *map(str, words)], capture_output=True, text=True, input=stdin, cwd=ROOT, env=env
        )
        assert done.returncode in status, done.stderr
        return done.stdout if done.returncode < 2 else done.stderr

    return run


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)
