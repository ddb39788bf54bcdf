"""A run's part of the HTML report: chart and evidence, as ``tfevents plot`` makes them."""

import re
import threading
from collections import OrderedDict
from typing import Tuple

from .._process import Words, ask, failure
from .rows import Row
from .scans import Root, Scans

# The most drawings that are kept, and that are made at once; the seconds that one may take.
KEPT = 64
AT_ONCE = 2
PATIENCE = 60.0

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
SECTION = re.compile(r"<section id=\"run-1\">.*?</section>", re.DOTALL)


class Charts:
    """Draws runs, each once as long as its record stays the same."""

    def __init__(self, scans: Scans):
        self._scans = scans
        self._drawn: "OrderedDict[Tuple[str, str], Tuple[str, str]]" = OrderedDict()
        self._lock = threading.Lock()
        self._turns = threading.Semaphore(AT_ONCE)

    def section(self, row: Row, root: Root) -> Tuple[str, str]:
        """Markup and style sheet; empty if nothing can be drawn. Raises TfeventsError on failure.
        """
        key = (row.name, row.digest)
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
        with self._turns:
            drawn = self._draw(row, root)
        with self._lock:
            self._drawn[key] = drawn
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        return drawn

    def _draw(self, row: Row, root: Root) -> Tuple[str, str]:
        # The scan decided which runs exist; here one of them is selected by name.
        options = [word for word in self._scans.options if not word.startswith(("--runs=", "--not-runs="))]
        words: Words = [self._scans.binary(), "plot", "--format=html", *options]
        words += ["--runs=" + escaped(row.path), "--", *root.paths]
        output, said, status = ask(words, within=PATIENCE)
        if status not in (0, 1):
            raise failure(said[:65536], status)
        page = output.decode("utf-8", "replace")
        section, style = SECTION.search(page), STYLE.search(page)
        return (section.group(0) if section else "", style.group(1) if style else "")


def escaped(name: str) -> str:
    """A name as a glob that matches only this name and is not taken for a regular expression."""
    return re.sub(r"([*?\[\]\\]|^/)", r"\\\1", name)
