"""Errors, warnings, threads, processes, Ctrl-C; nothing printed."""

import math
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import offray

RUNS = "fixtures/runs/chinchilla_epoch240.csv"
SMALL = "fixtures/runs/tiny_boot.csv"

WRONG = [
    (lambda: offray.fit({"n_params": [1e8, 2e8], "n_tokens": [1e9, 2e9], "loss": [3.0, -1.0]}), "table, row 2, column 'loss'"),
    (lambda: offray.fit({"n_params": [1e8, 2e8], "n_tokens": [1e9, 2e9], "loss": ["3.0", "2.O"]}), "value '2.O'"),
    (lambda: offray.fit({"n_params": [1e8, 2e8], "n_tokens": [1e9, 2e9], "loss": [3.0, math.nan]}), "row 2, column 'loss'"),
    (lambda: offray.fit({"n_params": [1e8, 2e8], "n_tokens": [1e9, 2e9], "loss": [3.0, None]}), "row 2, column 'loss'"),
    (lambda: offray.fit({"n_params": [1e8], "n_tokens": [1e9, 2e9], "loss": [3.0]}), "column 'n_tokens'"),
    (lambda: offray.fit({"size": [1e8, 2e8]}), "table"),
    (lambda: offray.fit({"n_params": [object(), 2e8], "n_tokens": [1e9, 2e9], "loss": [3.0, 2.0]}), "not object"),
    (lambda: offray.fit("no such file.csv"), "no such file.csv"),
    (lambda: offray.fit(42), "no table: int"),
    (lambda: offray.fit([1e8], [2e9]), "one is missing"),
    (lambda: offray.fit(SMALL, law="chinchila"), "did you mean 'chinchilla'"),
    (lambda: offray.fit(SMALL, objective="mse"), "mse"),
    (lambda: offray.fit(SMALL, objective="sse", loss="sse"), "leave out one"),
    (lambda: offray.fit(SMALL, fix={"Q": 1}), "no parameter 'Q'"),
    (lambda: offray.fit(SMALL, fix={"E": True}), "a number is wanted"),
    (lambda: offray.fit(SMALL, bounds={"E": 3}), "is a pair"),
    (lambda: offray.fit(SMALL, level=1.5), "between 0 and 1"),
    (lambda: offray.fit(SMALL, fxi="E=1"), "--fxi"),
    (lambda: offray.check('{"schema": 1}'), "certificate"),
    (lambda: offray.allocate(SMALL), "no budget"),
    (lambda: offray.verify("X99"), "X99"),
    (lambda: offray.design.check([20]), "--beta"),
    (lambda: offray.oracle.eval("chinchilla", {"E": 1}, n=1, d=1), "A"),
]


@pytest.mark.parametrize(("call", "part"), WRONG, ids=[part for _, part in WRONG])
def test_one_clear_line(call, part):
    with pytest.raises(offray.InputError) as caught:
        call()
    message = str(caught.value)
    assert part in message and "\n" not in message, message
    assert isinstance(caught.value, ValueError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == message


def test_the_commands_own_message(command):
    with pytest.raises(offray.InputError) as caught:
        offray.fit(SMALL, fix={"Q": 1})
    assert command("fit", SMALL, "--fix", "Q=1", status=(2,)) == f"offray: {caught.value}\n"


def test_findings_are_warned_of():
    with pytest.warns(offray.FindingWarning, match="pooled-groups") as caught:
        found = offray.audit("fixtures/runs/gadre_c4val.csv")
    assert {w.code for w in found.warnings} <= {f.code for f in found.findings}
    assert caught[0].filename == __file__


def test_nothing_is_printed(capfd, tmp_path):
    whole = open("fixtures/tables/zstd.parquet", "rb").read()
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(whole[: len(whole) // 2] + b"PAR1")
    offray.fit(RUNS, progress=True)
    with pytest.raises(offray.InputError):
        offray.fit("none.csv")
    with pytest.raises(offray.InputError, match="Parquet|damaged"):
        offray.fit(damaged)
    assert capfd.readouterr() == ("", "")


def test_progress_is_told():
    seen = []
    offray.fit(RUNS, n_bootstraps=30, progress=lambda *place: seen.append(place))
    assert seen and all(isinstance(stage, str) and done >= 0 for stage, done, _ in seen)

    class Enough(Exception):
        pass

    def stop(*_):
        raise Enough

    begun = time.monotonic()
    with pytest.raises(Enough):
        offray.fit(RUNS, n_bootstraps=100_000, progress=stop)
    assert time.monotonic() - begun < 20


def test_threads_share_the_work():
    expected = offray.fit(SMALL).to_json()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: offray.fit(SMALL).to_json(), range(16)))
    assert set(found) == {expected}


def test_the_interpreter_is_not_held():
    ticks = []
    done = threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.005)

    thread = threading.Thread(target=tick)
    thread.start()
    offray.fit(RUNS, n_bootstraps=20)
    done.set()
    thread.join()
    gaps = [b - a for a, b in zip(ticks, ticks[1:])]
    assert len(ticks) > 5 and sorted(gaps)[len(gaps) // 2] < 0.1


def _fit(_=None):
    return offray.fit(SMALL).to_json()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_other_processes(method):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} here")
    expected = _fit()
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert set(pool.map_async(_fit, range(4)).get(timeout=120)) == {expected}


def test_loky():
    joblib = pytest.importorskip("joblib")
    found = joblib.Parallel(n_jobs=2)(joblib.delayed(offray.fit)(SMALL) for _ in range(3))
    assert all(one == offray.fit(SMALL) for one in found)


def run(code, **env):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **env}
    )


def test_threads_are_counted():
    code = f"import offray; print(offray.fit({SMALL!r}).to_json(), end='')"
    one = run(code, OFFRAY_NUM_THREADS="1")
    assert one.stdout == _fit() and one.stderr == ""
    wrong = run(code, OFFRAY_NUM_THREADS="many")
    assert "OFFRAY_NUM_THREADS='many': a whole number" in wrong.stderr


CTRL_C = """
import os, signal, sys, threading, time
import offray
sent = []
def interrupt():
    time.sleep({after})
    sent.append(time.monotonic())
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=interrupt).start()
try:
    {work}
except KeyboardInterrupt:
    print(time.monotonic() - sent[0])
    # And the work stops: soon nobody uses the processor.
    for _ in range({patience}):
        before = time.process_time()
        time.sleep(0.2)
        if time.process_time() - before < 0.02:
            print("idle")
            break
"""

LONG = [
    "offray.fit('fixtures/runs/chinchilla_epoch240.csv', n_bootstraps=1000000)",
    "offray.certify('fixtures/runs/chinchilla_epoch240.csv', digits=2000)",
    "offray.verify(thorough=True)",
]


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("work", LONG, ids=["fit", "certify", "verify"])
def test_ctrl_c(work):
    done = run(CTRL_C.format(work=work, after=1.5, patience=100))
    lines = done.stdout.split()
    assert lines, done.stderr
    assert float(lines[0]) < 0.5
    assert lines[1:] == ["idle"], "the work goes on after Ctrl-C"


def test_import_is_light():
    code = "import sys, offray; print([m for m in ('numpy', 'pandas', 'pyarrow', 'scipy') if m in sys.modules])"
    assert run(code).stdout.strip() == "[]"
