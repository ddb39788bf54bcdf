"""The answers to the page's requests, as a WSGI application; its caller has checked who asks."""

import json
import os
from typing import Any, Callable, Dict, Iterable, List, Optional, Tuple
from urllib.parse import parse_qsl

from .._errors import TfeventsError
from .charts import Charts
from .rows import arranged, chosen, digest
from .scans import Root, Scans

PAGE_SIZE = 200
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page")
FILES = {
    "index.html": "text/html; charset=utf-8",
    "start.js": "text/javascript; charset=utf-8",
    "board.js": "text/javascript; charset=utf-8",
    "board.css": "text/css; charset=utf-8",
}
JSON = "application/json; charset=utf-8"

Answer = Tuple[str, str, bytes]
"""Status, content type, body."""


class Board:
    """The page's files, the ranking at ``runs``, a run with its chart at ``run``."""

    def __init__(
        self, scans: Scans, title: str, problem: Optional[str] = None,
        curves: Callable[[str, Root], Optional[str]] = lambda name, root: None,
    ):
        """``problem`` says why there is nothing to scan; ``curves`` gives the host's filter for a run's curves."""
        self.scans = scans
        self._title = title
        self._problem = problem
        self._curves = curves
        self._charts = Charts(scans)

    def __call__(self, environ: Dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("REQUEST_METHOD", "GET") not in ("GET", "HEAD"):
            return reply(start_response, ("405 Method Not Allowed", "text/plain", b"GET only\n"), environ)
        name = environ.get("PATH_INFO", "").rpartition("/")[2]
        return reply(start_response, self.answer(name, environ.get("QUERY_STRING", "")), environ)

    def answer(self, name: str, query: str) -> Answer:
        """The answer for the last component of a path."""
        if name in FILES:
            with open(os.path.join(FOLDER, name), "rb") as file:
                return ("200 OK", FILES[name], file.read())
        try:
            asked = dict(parse_qsl(query, max_num_fields=16))
        except ValueError:
            return ("400 Bad Request", "text/plain", b"too many fields\n")
        if name == "runs":
            return ("200 OK", JSON, self.runs(asked))
        if name == "run":
            return self.run(asked.get("name", ""))
        return ("404 Not Found", "text/plain", b"not found\n")

    def runs(self, asked: Dict[str, str]) -> bytes:
        """A page of the ranking, filtered and sorted on request."""
        ranking = self.scans.ranking()
        rows = arranged(
            chosen(ranking.rows, asked.get("q", ""), asked.get("verdict", "")), asked.get("sort", ""))
        pages = max(1, -(-len(rows) // PAGE_SIZE))
        page = min(whole(asked.get("page", "0")), pages - 1)
        shown = rows[page * PAGE_SIZE:(page + 1) * PAGE_SIZE]
        head = {
            "title": self._title, "problem": self._problem or ranking.problem, "said": ranking.said,
            "known": ranking.is_known,
            "total": len(ranking.rows), "matching": len(rows), "page": page, "pages": pages, "size": PAGE_SIZE,
            "counts": ranking.counts,
        }
        return json.dumps(head).encode()[:-1] + b',"rows":[' + b",".join(row.json for row in shown) + b"]}"

    def run(self, name: str) -> Answer:
        """A run's row (null if there is none), and its chart and evidence as markup."""
        ranking = self.scans.ranking()
        found = ranking.by_name.get(name)
        if found is None:
            absent = {"known": ranking.is_known, "problem": self._problem or ranking.problem, "row": None}
            return ("200 OK", JSON, json.dumps(absent).encode())
        row, root = found
        said: Dict[str, Any] = {
            "known": True, "problem": ranking.problem, "curves": self._curves(row.path, root)}
        try:
            said["section"], said["style"] = self._charts.section(row, root)
        except TfeventsError as error:
            said["problem"] = str(error)
        return ("200 OK", JSON, json.dumps(said).encode()[:-1] + b',"row":' + row.json + b"}")


def whole(text: str) -> int:
    """The whole number that a text contains, at least 0; 0 for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def reply(start_response: Callable[..., Any], answer: Answer, environ: Dict[str, Any]) -> List[bytes]:
    """Sends an answer; 304 if the client has it already."""
    status, kind, body = answer
    mark = '"' + digest(body) + '"'
    headers = [
        ("Content-Type", kind), ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-cache, private"),
        ("ETag", mark),
    ]
    if kind.startswith("text/html"):
        headers.append(("Content-Security-Policy", POLICY))
    if status.startswith("200") and mark in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", headers)
        return []
    headers.append(("Content-Length", str(len(body))))
    start_response(status, headers)
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
