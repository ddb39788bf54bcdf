"""As much of HTTP/1.1 as one page needs; everything that a client decides is limited.

A connection costs at most one request head (16 KiB, 10 seconds). If there are too many connections,
the one that has waited longest for its request is closed, so that clients that open many and send
nothing keep nobody out.
"""

import asyncio
import hmac
import re
from collections import OrderedDict
from concurrent.futures import Executor
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

HEAD_LIMIT = 16_384
HEAD_SECONDS = 10.0
IDLE_SECONDS = 30.0
WRITE_SECONDS = 30.0
MOST_CONNECTIONS = 256

REQUEST = re.compile(r"(GET|HEAD|[A-Z]{1,20}) (/[\x21-\x7e]*) HTTP/1\.([01])")
FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)")
HOST = re.compile(r"(127\.0\.0\.1|localhost)(:[0-9]{1,5})?", re.IGNORECASE)
ALWAYS = (
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"), ("Cache-Control", "no-store"),
)


class Refused(Exception):
    """A request that is answered with a status and nothing else."""


class Request(NamedTuple):
    method: str
    target: str
    fields: Dict[str, str]
    stays: bool
    """Whether the connection is to be kept."""


def parsed(head: bytes) -> Request:
    """The request in a head. Raises Refused if it is malformed, or if no browser would send it
    here.
    """
    lines = head.decode("latin-1").split("\r\n")
    first = REQUEST.fullmatch(lines[0])
    if not first:
        raise Refused("400 Bad Request")
    fields: Dict[str, str] = {}
    for line in lines[1:]:
        field = FIELD.fullmatch(line)
        if not field:
            raise Refused("400 Bad Request")
        name = field.group(1).lower()
        if name in fields and name in ("host", "content-length", "transfer-encoding"):
            raise Refused("400 Bad Request")
        fields[name] = field.group(2).strip()
    if not HOST.fullmatch(fields.get("host", "")):
        # A foreign host name that resolves to this machine: DNS rebinding.
        raise Refused("421 Misdirected Request")
    if first.group(1) not in ("GET", "HEAD"):
        raise Refused("405 Method Not Allowed")
    if fields.get("content-length", "0") != "0" or "transfer-encoding" in fields:
        raise Refused("413 Content Too Large")
    stays = first.group(3) == "1" and "close" not in fields.get("connection", "").lower()
    return Request(first.group(1), first.group(2), fields, stays)


class Connections:
    """Reads requests, asks the application, writes its answers."""

    def __init__(self, app: Callable[..., Any], token: str, threads: Executor):
        self._app = app
        self._token = token.encode()
        self._threads = threads
        self._all: Dict[asyncio.StreamWriter, None] = {}
        self._waiting: "OrderedDict[asyncio.StreamWriter, None]" = OrderedDict()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A connection from its beginning to its end."""
        if len(self._all) >= MOST_CONNECTIONS:
            if not self._waiting:
                writer.transport.abort()
                return
            oldest = next(iter(self._waiting))
            oldest.transport.abort()
            self._drop(oldest)
        self._all[writer] = None
        # If a client does not take its answer, this waits, and reads no further request meanwhile.
        writer.transport.set_write_buffer_limits(high=0)
        try:
            patience = HEAD_SECONDS
            while await self._exchange(reader, writer, patience):
                patience = IDLE_SECONDS
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, asyncio.CancelledError):
            pass
        finally:
            self._drop(writer)

    def _drop(self, writer: asyncio.StreamWriter) -> None:
        self._waiting.pop(writer, None)
        if writer in self._all:
            del self._all[writer]
            writer.close()

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, patience: float
    ) -> bool:
        """One request and its answer; whether another may follow."""
        self._waiting[writer] = None
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), patience)
            self._waiting.pop(writer, None)
            request = parsed(head[:-4])
        except asyncio.LimitOverrunError:
            return await self._write(writer, "431 Request Header Fields Too Large", [], b"", False)
        except Refused as refused:
            return await self._write(writer, str(refused), [], b"", False)
        status, headers, body = await self._answer(request)
        if request.method == "HEAD":
            body = b""
        return await self._write(writer, status, headers, body, request.stays)

    async def _answer(self, request: Request) -> Tuple[str, List[Tuple[str, str]], bytes]:
        path, _, query = request.target.partition("?")
        token, slash, name = path[1:].partition("/")
        # The time of the comparison does not reveal how much of the secret is right.
        if not hmac.compare_digest(token.encode("latin-1"), self._token):
            return nothing("404 Not Found")
        if not slash:
            return ("308 Permanent Redirect", [("Location", path + "/"), ("Content-Length", "0")], b"")
        if "/" in name:
            return nothing("404 Not Found")
        environ = {
            "REQUEST_METHOD": request.method, "PATH_INFO": "/" + (name or "index.html"), "QUERY_STRING": query,
            "HTTP_IF_NONE_MATCH": request.fields.get("if-none-match", ""),
        }
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, called, self._app, environ)
        except Exception as error:  # One answer fails, not the server.
            return ("500 Internal Server Error", [("Content-Type", "text/plain")], repr(error).encode())

    async def _write(
        self, writer: asyncio.StreamWriter, status: str, headers: List[Tuple[str, str]], body: bytes, stays: bool
    ) -> bool:
        """Sends an answer; a client that does not take it in time is dropped."""
        given = {name.lower() for name, _ in headers}
        headers = headers + [field for field in ALWAYS if field[0].lower() not in given]
        if "content-length" not in given and not status.startswith("304"):
            headers.append(("Content-Length", str(len(body))))
        headers.append(("Connection", "keep-alive" if stays else "close"))
        lines = ["HTTP/1.1 " + status] + ["{}: {}".format(*field) for field in headers]
        try:
            writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)
            await asyncio.wait_for(writer.drain(), WRITE_SECONDS)
        except asyncio.TimeoutError:
            writer.transport.abort()
            return False
        return stays


def nothing(status: str) -> Tuple[str, List[Tuple[str, str]], bytes]:
    """An answer without content, the same for everything that does not exist."""
    return (status, [("Content-Type", "text/plain")], b"not found\n")


def called(app: Callable[..., Any], environ: Dict[str, Any]) -> Tuple[str, List[Tuple[str, str]], bytes]:
    """What a WSGI application answers."""
    kept: List[Tuple[str, List[Tuple[str, str]]]] = []

    def start(status: str, headers: List[Tuple[str, str]], failure: Optional[Any] = None) -> None:
        kept.append((status, headers))

    body = b"".join(app(environ, start))
    status, headers = kept[-1]
    return status, list(headers), body
