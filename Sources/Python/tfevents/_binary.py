"""Where the executable is."""

import os
import shutil
import sys
import sysconfig
from typing import Iterator

from ._errors import TfeventsError

NAME = "tfevents"


def find_tfevents() -> str:
    """The path of the executable: $TFEVENTS_BINARY, else beside this Python, else in PATH.

    Raises TfeventsError if there is none.
    """
    named = os.environ.get("TFEVENTS_BINARY")
    if named:
        if is_executable(named):
            return named
        raise TfeventsError("TFEVENTS_BINARY names no executable: " + named)
    for path in candidates():
        if is_executable(path):
            return path
    raise TfeventsError(
        "the executable tfevents is not here; install the wheel of this machine, or set "
        "TFEVENTS_BINARY to the executable"
    )


def candidates() -> Iterator[str]:
    """The paths where an installer may have put it, the likeliest first."""
    yield os.path.join(sysconfig.get_path("scripts"), NAME)
    yield os.path.join(sys.base_prefix, "bin", NAME)
    user = sysconfig.get_path("scripts", os.name + "_user")
    if user:
        yield os.path.join(user, NAME)
    # pip install --target
    package = os.path.dirname(os.path.abspath(__file__))
    yield os.path.join(os.path.dirname(package), "bin", NAME)
    yield os.path.join(sys.prefix, "bin", NAME)
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        found = shutil.which(NAME, path=folder) if folder else None
        if found:
            yield found


def is_executable(path: str) -> bool:
    """Whether it is a program other than a script: a script may start this package again."""
    if not (os.path.isfile(path) and os.access(path, os.X_OK)):
        return False
    try:
        with open(path, "rb") as file:
            return file.read(2) != b"#!"
    except OSError:
        # A file that may be run but not read cannot be a script: its interpreter could not read it
        # either.
        return True
