"""``tfevents serve``: the page without TensorBoard, for a browser on this machine or through ``ssh
-L``.

Read only, on the loopback interface, under a path that contains a secret. The command ``tfevents
serve`` starts it with these arguments: executable, port, options of ``scan``, ``--``, paths.
"""

import asyncio
import logging
import os
import secrets
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Optional, Sequence, Tuple

from .._errors import TfeventsError
from .app import Board
from .connections import HEAD_LIMIT, Connections
from .scans import Root, Scans

ADDRESS = "127.0.0.1"
THREADS = 8
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(words: Optional[Sequence[str]] = None) -> None:
    """Serves until a signal, or until the process that started it ends; exits with 128 plus the
    signal's number.
    """
    try:
        scans, title, port = asked(sys.argv[1:] if words is None else words)
        listener = listening(port)
        scans.binary()
    except (TfeventsError, ValueError) as error:
        sys.exit(failed("error: " + str(error)))
    # Clients that disconnect during an answer are not worth a message.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    status = asyncio.run(serve(listener, Board(scans, title), secrets.token_urlsafe(24), scans))
    # There is nothing to save, and no thread to wait for.
    os._exit(status)


def failed(text: str) -> int:
    sys.stderr.write(text + "\n")
    return 2


def asked(words: Sequence[str]) -> Tuple[Scans, str, int]:
    """What to scan, the names of the roots, and the port."""
    if "--" not in words or words.index("--") < 2:
        raise ValueError("this is started by the command: tfevents serve PATH...")
    place = words.index("--")
    paths = tuple(words[place + 1:])
    title = ", ".join(paths[:3]) + (", …" if len(paths) > 3 else "")
    return Scans([Root(paths)], words[2:place], words[0]), title, int(words[1])


def listening(port: int) -> socket.socket:
    """The socket of the server. Raises TfeventsError if the port is not available."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((ADDRESS, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise TfeventsError("port {} of {} cannot be had: {}\n  another one  --port 0 takes a free one".format(
            port, ADDRESS, os.strerror(error.errno or 0))) from error
    return listener


async def serve(listener: socket.socket, board: Board, token: str, scans: Scans) -> int:
    """Serves until something ends it; the exit status."""
    loop = asyncio.get_running_loop()
    over: "asyncio.Future[int]" = loop.create_future()

    def end(number: int) -> None:
        if not over.done():
            over.set_result(128 + number)

    ignored = [number for number in ENDINGS if signal.getsignal(number) == signal.SIG_IGN]
    for number in ENDINGS:
        if number not in ignored:
            loop.add_signal_handler(number, end, number)
    # nohup means that it should stay.
    orphaned = None if signal.SIGHUP in ignored else asyncio.ensure_future(parent_ended(os.getppid()))
    if orphaned:
        orphaned.add_done_callback(lambda _: end(signal.SIGHUP))
    with_threads = ThreadPoolExecutor(THREADS)
    connections = Connections(board, token, with_threads)
    server = await asyncio.start_server(connections.serve, sock=listener, limit=HEAD_LIMIT, backlog=128)
    say(listener.getsockname()[1], token)
    try:
        return await over
    finally:
        server.close()
        scans.close()
        with_threads.shutdown(wait=False)


def say(port: int, token: str) -> None:
    """Prints the address and the command that forwards it."""
    said = "http://{0}:{1}/{2}/\nssh -L {1}:{0}:{1} {3}\n".format(ADDRESS, port, token, socket.gethostname())
    hint = "Open the first line in a browser; on another machine run the second one before. Ctrl-C ends.\n"
    for stream, text in ((sys.stdout, said), (sys.stderr, hint)):
        try:
            stream.write(text)
            stream.flush()
        except (OSError, ValueError):
            pass


async def parent_ended(parent: int) -> None:
    """Returns when this process has another parent."""
    while os.getppid() == parent:
        await asyncio.sleep(1)
