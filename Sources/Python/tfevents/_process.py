"""How the executable is called."""

import json
import os
import re
import subprocess
import warnings
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple, Union

from ._binary import find_tfevents
from ._errors import NothingFound, TfeventsError, TfeventsWarning

Path = Union[str, bytes, "os.PathLike[str]"]
Words = List[Union[str, bytes]]

NOTHING = re.compile(
    r"error: no (event files|[a-z ]+ under |run matches|point matches|runs|such file)")


def options(given: Dict[str, Any]) -> Words:
    """Keywords as options: ``max_steps=5`` is ``--max-steps=5``; a list repeats the option."""
    words: Words = []
    for key, value in given.items():
        name = "--" + key.rstrip("_").replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            words.append(name)
        elif isinstance(value, (list, tuple)):
            words.extend("{}={}".format(name, item) for item in value)
        else:
            words.append("{}={}".format(name, value))
    return words


def command(name: str, paths: Sequence[Path], given: Dict[str, Any]) -> Words:
    """The arguments of a command line; everything after ``--`` is a path, whatever it begins with.
    """
    if not paths:
        raise TypeError("at least one path is needed")
    words: Words = [find_tfevents(), name]
    return words + options(given) + ["--"] + [os.fspath(path) for path in paths]


def start(words: Words, **pipes: Any) -> "subprocess.Popen[bytes]":
    """The executable's process. Raises TfeventsError if it cannot be started."""
    try:
        return subprocess.Popen(words, **pipes)
    except OSError as error:
        raise TfeventsError("{!s} cannot be started: {}".format(words[0], error)) from error


def ask(words: Words, text: Optional[bytes] = None, within: Optional[float] = None) -> Tuple[bytes, str, int]:
    """The executable's output, its messages, and its exit status.

    Raises TfeventsError if it cannot be started, or takes more seconds than ``within``.
    """
    source = subprocess.DEVNULL if text is None else subprocess.PIPE
    with start(words, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            output, said = process.communicate(text, within)
        except subprocess.TimeoutExpired as error:
            raise TfeventsError("no answer within {:g} seconds".format(error.timeout)) from error
        finally:
            if process.poll() is None:
                process.kill()
    return output, said.decode("utf-8", "replace").strip(), process.returncode


def call(
    words: Words, text: Optional[bytes] = None, fine: Iterable[int] = (0, 1), within: Optional[float] = None
) -> Tuple[bytes, int]:
    """The executable's output, and its exit status.

    Raises as ``ask`` does, and TfeventsError for a status that is not in ``fine``. Messages of the executable
    become warnings.
    """
    output, said, status = ask(words, text, within)
    if status not in fine:
        raise failure(said, status)
    if said:
        warnings.warn(said, TfeventsWarning, stacklevel=4)
    return output, status


def failure(said: str, status: int) -> TfeventsError:
    """The error with the executable's message."""
    if NOTHING.match(said):
        return NothingFound(said)
    if status < 0:
        said = (said + "\ntfevents was ended by signal {}".format(-status)).strip()
    return TfeventsError(said or "tfevents ended with status {}".format(status))


def records(lines: bytes) -> List[Dict[str, Any]]:
    """The objects of JSON Lines."""
    return [json.loads(line) for line in lines.splitlines() if line.strip()]
