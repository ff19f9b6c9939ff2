"""What offray raises and warns with."""

from __future__ import annotations


class InputError(ValueError):
    """Something given cannot be used; the message says what, where, and how to mend it."""


class ResourceError(RuntimeError):
    """No space, no memory or no permission to go on."""


class Interrupted(RuntimeError):
    """The work was asked to stop by something other than Ctrl-C."""


class FindingWarning(UserWarning):
    """What an answer has to say about itself: a finding of severity warning, or a fit
    that does not identify every parameter."""
