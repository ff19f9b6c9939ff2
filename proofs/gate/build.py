"""Compiling, by content: a file is compiled anew unless exactly this text, over exactly these
compiled files, with these options, gave exactly the compiled file that lies there. Times of
files say nothing."""

import concurrent.futures
import hashlib
import os
import subprocess
import tempfile
import threading

import project
from project import FLAGS, HERE

FOLDER = HERE / "build"


def digest(path):
    """The SHA-256 of a file, or nothing."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def coq_version():
    """What coqc says of itself."""
    run = subprocess.run([project.coq("coqc"), "--version"], capture_output=True, text=True, check=True)
    return run.stdout


class Builder:
    """Compiles every listed file, as many at a time as there are jobs."""

    def __init__(self, jobs):
        self.jobs, self.version = jobs, coq_version()
        self.requires = {name: reader.requires for name, reader in project.readers().items()}
        self.faults, self.lock = [], threading.Lock()

    def key(self, name):
        """What a compiled file depends on."""
        parts = [self.version, *FLAGS, digest(HERE / f"{name}.v")]
        parts += [f"{other} {digest(HERE / f'{other}.vo')}" for other in sorted(set(self.requires[name]))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def stamp(self, name):
        """The record of the last compilation."""
        return FOLDER / f"{name}.stamp"

    def fresh(self, name):
        """Whether what lies there is this."""
        stamp = self.stamp(name)
        return stamp.is_file() and stamp.read_text() == f"{self.key(name)} {digest(HERE / f'{name}.vo')}\n"

    def compile(self, name):
        """Compiles one file; its dependencies are there."""
        if self.fresh(name):
            return True
        stamp = self.stamp(name)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        for old in (stamp, HERE / f"{name}.vo"):
            old.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory() as home:
            run = subprocess.Popen([project.coq("coqc"), *FLAGS, f"{name}.v"], cwd=HERE, text=True,
                                   env=project.environment(home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            said = run.stdout.read()
            _, status, used = _wait(run)
        with self.lock:
            if status != 0 or said.strip():
                self.faults.append(f"{name}.v: coqc says: {said.strip()[-1500:]}")
                return False
            (FOLDER / f"{name}.seconds").write_text(f"{used:.3f}\n")
            stamp.write_text(f"{self.key(name)} {digest(HERE / f'{name}.vo')}\n")
            print(f"proved {name} ({used:.1f} s)", flush=True)
        return True

    def run(self):
        """Compiles all; the faults."""
        waiting, done, running = dict(self.requires), set(), {}
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            while (waiting and not self.faults) or running:
                ready = [] if self.faults else [n for n, needs in waiting.items() if set(needs) <= done]
                for name in ready:
                    running[pool.submit(self.compile, name)] = name
                    del waiting[name]
                if not running:
                    self.faults.append(f"cannot be ordered: {', '.join(waiting)}")
                    break
                finished, _ = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
                for one in finished:
                    name = running.pop(one)
                    if one.result():
                        done.add(name)
        return self.faults


def _wait(run):
    """(id, exit status, CPU seconds of the user) of a child."""
    pid, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    return pid, run.returncode, usage.ru_utime


def build(jobs):
    """The faults of compiling everything."""
    FOLDER.mkdir(exist_ok=True)
    return Builder(jobs).run()


def stale():
    """Listed files whose compiled form is not of this text."""
    builder = Builder(1)
    return [f"{name}.v: not compiled as it stands" for name in builder.requires if not builder.fresh(name)]


def times():
    """CPU seconds of every file."""
    for name in project.listed():
        path = FOLDER / f"{name}.seconds"
        print(name, path.read_text().strip() if path.is_file() else "?")
