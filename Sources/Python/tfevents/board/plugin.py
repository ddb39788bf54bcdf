"""TensorBoard's tab "Verdicts".

Every start of TensorBoard loads this module: so it imports little, and reads nothing until the tab
is opened.
"""

import os
import re
from typing import Any, Callable, Dict, List, Optional, Tuple

from tensorboard.plugins import base_plugin

REMOTE = re.compile(r"[a-zA-Z][0-9a-zA-Z.+-]*://")
ROUTES = ("board.js", "board.css", "runs", "run")


class VerdictsPlugin(base_plugin.TBPlugin):  # type: ignore[misc]
    """Ranks the runs below the log directory by how well they trained."""

    plugin_name = "tfevents_verdicts"

    def __init__(self, context: Any):
        flags = getattr(context, "flags", None)
        self._directory = str(getattr(context, "logdir", None) or "")
        self._list = str(getattr(flags, "logdir_spec", None) or "")
        self._board: Optional[Callable[..., Any]] = None

    def get_plugin_apps(self) -> Dict[str, Callable[..., Any]]:
        return {"/" + name: self._answer for name in ROUTES}

    def is_active(self) -> bool:
        return True

    def frontend_metadata(self) -> Any:
        return base_plugin.FrontendMetadata(es_module_path="/board.js", tab_name="Verdicts")

    def _answer(self, environ: Dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if self._board is None:
            self._board = board(self._directory, self._list)
        return self._board(environ, start_response)


def board(directory: str, listed: str) -> Any:
    """The application for ``--logdir`` or ``--logdir_spec``."""
    from .app import Board
    from .scans import Root, Scans

    places = specified(listed) if listed and not directory else [(directory, "")] if directory else []
    remote = [path for path, _ in places if REMOTE.match(path)]
    problem = None
    if not places:
        problem = "TensorBoard was started without a log directory"
    elif remote:
        problem = "{} is not on this machine, and this tab reads files of this machine".format(remote[0])
    roots = [] if problem else [Root((path,), name + "/" if name else "") for path, name in places]
    return Board(Scans(roots), title=directory or listed, problem=problem, curves=curves)


def specified(listed: str) -> List[Tuple[str, str]]:
    """The paths in ``--logdir_spec`` and the prefixes of their runs' names, as TensorBoard reads
    them.
    """
    places = []
    for part in listed.split(","):
        name, colon, path = part.partition(":")
        if REMOTE.match(part):
            places.append((part, part))
        elif colon and not part.startswith("/"):
            places.append((os.path.realpath(os.path.expanduser(path)), name))
        else:
            path = os.path.realpath(os.path.expanduser(part))
            places.append((path, path))
    return places


def curves(name: str, root: Any) -> Optional[str]:
    """TensorBoard's filter for a run's curves; a run may be several folders there, such as train and validation."""
    path = os.path.join(root.paths[0], name)
    if not os.path.isdir(path):
        # The log directory itself is the run.
        return ""
    pattern = "^" + re.sub(r"([\\^$.*+?()\[\]{}|])", r"\\\1", root.prefix + name)
    return pattern + ("$" if holds_events(path) else "/")


def holds_events(path: str) -> bool:
    """Whether a folder itself is a run for TensorBoard."""
    try:
        return any("tfevents" in name for name in os.listdir(path))
    except OSError:
        return False
