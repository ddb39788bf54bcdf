"""The server of `tfevents serve`, with small limits and clients that behave badly."""

import asyncio
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

from tfevents._errors import TfeventsError
from tfevents.board import connections, server

PACKAGE = pathlib.Path(server.__file__).resolve().parents[2]
TOKEN = "secret-of-the-test"


def application(environ, start_response):
    if environ["PATH_INFO"] == "/fails":
        raise KeyError("something")
    body = b"x" * 4_000_000 if environ["PATH_INFO"] == "/large" else repr(sorted(environ.items())).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


class Running:
    """A server in a thread of its own."""

    def __init__(self, test, **limits):
        for name, value in limits.items():
            patch = mock.patch.object(connections, name, value)
            patch.start()
            test.addCleanup(patch.stop)
        listener = server.listening(0)
        self.port = listener.getsockname()[1]
        self.loop = asyncio.new_event_loop()
        self.threads = ThreadPoolExecutor(2)
        self.connections = connections.Connections(application, TOKEN, self.threads)

        async def begin():
            self.server = await asyncio.start_server(
                self.connections.serve, sock=listener, limit=connections.HEAD_LIMIT)

        def run():
            asyncio.set_event_loop(self.loop)
            self.loop.run_until_complete(begin())
            self.loop.run_forever()

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()
        test.addCleanup(self.close)

    def close(self):
        def cancel():
            self.server.close()
            for task in asyncio.all_tasks(self.loop):
                task.cancel()
            self.loop.call_later(0.05, self.loop.stop)

        self.loop.call_soon_threadsafe(cancel)
        self.thread.join(10)
        self.loop.close()
        self.threads.shutdown()

    def client(self):
        return socket.create_connection(("127.0.0.1", self.port), 20)

    def say(self, data):
        """What is answered until the server closes, or for a second."""
        with self.client() as client:
            client.sendall(data)
            client.settimeout(1)
            return received(client)


def received(client):
    data = b""
    try:
        while True:
            part = client.recv(65536)
            if not part:
                return data
            data += part
    except (socket.timeout, ConnectionResetError):
        return data


def request(path="/" + TOKEN + "/runs", host="127.0.0.1:80", more="Connection: close\r\n", method="GET"):
    return "{} {} HTTP/1.1\r\nHost: {}\r\n{}\r\n".format(method, path, host, more).encode("latin-1")


class Asking(unittest.TestCase):
    def setUp(self):
        self.server = Running(self)

    def status(self, data):
        said = self.server.say(data)
        return said.split(b" ", 2)[1].decode() if said else "closed"

    def test_the_path_with_the_secret_is_answered(self):
        said = self.server.say(request("/" + TOKEN + "/runs?q=1"))
        self.assertIn(b"200 OK", said)
        self.assertIn(b"('PATH_INFO', '/runs'), ('QUERY_STRING', 'q=1')", said)
        self.assertIn(b"('PATH_INFO', '/index.html')", self.server.say(request("/" + TOKEN + "/")))
        for header in (b"nosniff", b"no-referrer", b"X-Frame-Options: DENY", b"default-src 'none'"):
            self.assertIn(header, said)

    def test_all_else_is_not_found_alike(self):
        answers = {self.server.say(request(path)) for path in (
            "/", "/runs", "/" + TOKEN[:-1] + "/runs", "/" + TOKEN + "x/runs", "/" + TOKEN.upper() + "/", "//" + TOKEN + "/",
            "/" + TOKEN + "//runs", "/" + TOKEN + "/../" + TOKEN + "/runs", "/%2e%2e/etc/passwd", "/favicon.ico",
            "/%73ecret-of-the-test/runs",
        )}
        self.assertEqual(len(answers), 1)
        self.assertIn(b"404 Not Found", answers.pop())
        self.assertEqual(self.status(request("/" + TOKEN)), "308")

    def test_a_foreign_name_of_this_machine_is_refused(self):
        for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0",
                     "[::1]", "", "127.0.0.1:80@evil.example", "127.0.0.1, evil.example", "localhost:123456"):
            self.assertEqual(self.status(request(host=host)), "421", host)
        for host in ("127.0.0.1", "localhost", "LOCALHOST:9999", "127.0.0.1:1"):
            self.assertEqual(self.status(request(host=host)), "200", host)
        self.assertEqual(self.status(request(more="Host: localhost\r\nConnection: close\r\n")), "400")
        self.assertEqual(self.status(b"GET /" + TOKEN.encode() + b"/ HTTP/1.0\r\n\r\n"), "421")

    def test_what_is_no_reading_request_is_refused(self):
        self.assertEqual(self.status(request(method="POST")), "405")
        self.assertEqual(self.status(request(more="Content-Length: 5\r\n")), "413")
        self.assertEqual(self.status(request(more="Transfer-Encoding: chunked\r\n")), "413")
        for data in (b"\x16\x03\x01\r\n\r\n", b"GET /\r\n\r\n", b"GET http://evil.example/ HTTP/1.1\r\n\r\n",
                     b"GET / HTTP/2\r\n\r\n", b"GET /a b HTTP/1.1\r\n\r\n", b"\r\n\r\n", b"GET / HTTP/1.1\r\nbad\nline: x\r\n\r\n",
                     b"GET / HTTP/1.1\r\n folded: x\r\n\r\n", b"GET / HTTP/1.1\r\nname : x\r\n\r\n"):
            self.assertEqual(self.status(data), "400", data)
        self.assertEqual(self.status(request(more="X: " + "y" * 40_000 + "\r\n")), "431")
        self.assertNotIn(b"PATH_INFO", self.server.say(request(method="HEAD")))

    def test_an_answer_that_fails_does_not_end_the_server(self):
        self.assertEqual(self.status(request("/" + TOKEN + "/fails")), "500")
        self.assertEqual(self.status(request()), "200")

    def test_requests_follow_one_another_on_a_connection(self):
        said = self.server.say(request(more="") * 3)
        self.assertEqual(said.count(b"200 OK"), 3)


class Burdens(unittest.TestCase):
    def test_who_says_nothing_or_little_is_given_up(self):
        running = Running(self, HEAD_SECONDS=0.3, IDLE_SECONDS=0.3)
        with running.client() as silent, running.client() as slow:
            begun = time.monotonic()
            slow.sendall(b"GET / HT")
            while slow and time.monotonic() - begun < 5:
                time.sleep(0.1)
                try:
                    slow.sendall(b"x")
                except OSError:
                    break
            self.assertLess(time.monotonic() - begun, 3)
            self.assertEqual(received(silent), b"")

    def test_of_too_many_connections_the_longest_silent_gives_way(self):
        running = Running(self, MOST_CONNECTIONS=5)
        silent = [running.client() for _ in range(40)]
        time.sleep(0.3)
        self.assertLessEqual(len(running.connections._all), 5)
        self.assertIn(b"200 OK", running.say(request()))
        for client in silent:
            client.close()

    def test_who_does_not_take_the_answer_is_given_up(self):
        running = Running(self, WRITE_SECONDS=0.3)
        with running.client() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(request("/" + TOKEN + "/large", more=""))
            time.sleep(1.2)
            self.assertEqual(len(running.connections._all), 0)
        self.assertIn(b"200 OK", running.say(request()))


def hear_signals():
    """Undo what a background job or nohup made a process ignore: that would be inherited."""
    for number in server.ENDINGS:
        signal.signal(number, signal.SIG_DFL)


class Starting(unittest.TestCase):
    def test_a_port_in_use_is_said_with_what_to_do(self):
        with server.listening(0) as taken:
            with self.assertRaisesRegex(TfeventsError, "in use\n  another one  --port 0"):
                server.listening(taken.getsockname()[1])

    def test_the_words_of_the_command_are_taken(self):
        scans, title, port = server.asked(["/bin/tfevents", "7", "--runs=a", "--", "x", "-y"])
        self.assertEqual((scans.options, scans.roots[0].paths, title, port), (["--runs=a"], ("x", "-y"), "x, -y", 7))
        with self.assertRaisesRegex(ValueError, "tfevents serve PATH"):
            server.asked(["runs"])

    def start(self, folder, before=""):
        """The server as a process, and its first line."""
        program = os.path.join(folder, "program")
        with open(program, "w") as file:
            file.write("#!/bin/sh\nexec sleep 60\n")
        os.chmod(program, 0o755)
        code = before + "from tfevents.board import server; server.main({!r})".format([program, "0", "--", folder])
        process = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=str(PACKAGE),
            preexec_fn=hear_signals)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        return process, process.stdout.readline().decode()

    def test_signals_end_it_while_it_scans(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with tempfile.TemporaryDirectory() as folder:
                process, line = self.start(folder)
                self.assertRegex(line, r"^http://127\.0\.0\.1:\d+/[\w-]{32}/\n$")
                port, token = line.split(":")[2].split("/")[:2]
                with socket.create_connection(("127.0.0.1", int(port)), 20) as client:
                    client.sendall(request("/" + token + "/runs"))
                    time.sleep(0.2)
                    process.send_signal(number)
                    self.assertEqual(process.wait(20), 128 + number)

    def test_the_end_of_its_parent_ends_it_but_not_under_nohup(self):
        for before, stays in (("", False), ("import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); ", True)):
            with tempfile.TemporaryDirectory() as folder:
                inner = "import os, time\nif os.fork() == 0:\n print(os.getpid(), flush=True)\n exec({!r})\nelse:\n time.sleep(1.5); os._exit(0)".format(
                    before + "from tfevents.board import server; server.main(['/bin/true', '0', '--', '.'])")
                process = subprocess.Popen(
                    [sys.executable, "-c", inner], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=str(PACKAGE),
                    preexec_fn=hear_signals)
                number = int(process.stdout.readline())
                port = int(process.stdout.readline().decode().split(":")[2].split("/")[0])
                process.stdout.close()
                process.wait(20)
                time.sleep(2.5)
                with socket.socket() as probe:
                    listens = probe.connect_ex(("127.0.0.1", port)) == 0
                self.assertEqual(listens, stays)
                if stays:
                    os.kill(number, signal.SIGKILL)


if __name__ == "__main__":
    unittest.main()
