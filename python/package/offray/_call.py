"""Commands, called: in this process, the same bytes."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from . import _offray
from ._errors import FindingWarning
from ._tables import Data
from ._words import words

#: What shows progress: called with (stage, done, all); all is 0 where it is not known.
Progress = Callable[[str, int, int], object]


class Ask:
    """A command, its options, and the runs that it is about."""

    __slots__ = ("command", "data", "inputs", "options")

    def __init__(
        self,
        command: tuple[str, ...],
        options: Mapping[str, Any],
        data: Data | None = None,
        inputs: Mapping[str, bytes] | None = None,
    ) -> None:
        self.command = command
        self.options = {key: value for key, value in options.items() if value is not None}
        self.data = data
        self.inputs = dict(inputs or {})

    def __reduce__(self) -> tuple[Any, ...]:
        return Ask, (self.command, self.options, self.data, self.inputs)

    def words(self, json: bool = True) -> list[str]:
        """The words of the command, as they would be typed."""
        out = list(self.command) + words(self.options)
        if json:
            out.append("--json")
        if self.data is not None and self.data.words:
            out += ["--", *self.data.words]
        return out

    def run(self, progress: Any = None, json: bool = True) -> tuple[str, str, bool]:
        """(JSON, page, whether there are findings)."""
        tables = [] if self.data is None else self.data.tables
        with Shown(progress) as shown:
            return _offray.call(self.words(json), tables, self.inputs, shown)

    def changed(self, **options: Any) -> Ask:
        """The same with other options."""
        return Ask(self.command, {**self.options, **options}, self.data, self.inputs)


class Shown:
    """Progress as somebody wants it: not at all, by a function, or by a bar where there
    is somebody to see it."""

    def __init__(self, progress: Any) -> None:
        self.bar: Any = None
        self.progress: Progress | None = None
        if progress is True:
            self.progress = self._on_bar if self._open() else None
        elif callable(progress):
            self.progress = progress

    def __enter__(self) -> Progress | None:
        return self.progress

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def _open(self) -> bool:
        notebook = "ipykernel" in sys.modules
        if not notebook and not (sys.stderr is not None and sys.stderr.isatty()):
            return False
        try:
            from tqdm.auto import tqdm
        except ImportError:
            return False
        self.bar = tqdm(leave=False)
        return True

    def _on_bar(self, stage: str, done: int, all_: int) -> None:
        self.bar.set_description(stage, refresh=False)
        self.bar.total = all_ or None
        self.bar.n = done
        self.bar.refresh()


def warn(code: str, text: str) -> None:
    """Warns of a finding, at the line of the caller's program."""
    level = 2
    frame = sys._getframe(1)
    while frame is not None and frame.f_globals.get("__name__", "").split(".")[0] == "offray":
        frame = frame.f_back  # type: ignore[assignment]
        level += 1
    warnings.warn(f"{code}: {text}", FindingWarning, stacklevel=level)
