"""Attacks `tfevents serve`, and measures how soon a change shows and what it takes.

usage: python3 Tests/Peers/serve_peer.py path/to/tfevents [RUNS]

Needs nothing but Python. RUNS runs (400 without) are generated, some with hostile names. Foreign hosts, paths beside
the secret, huge heads, half requests, 1,000 connections that say nothing, clients that take nothing: each time the page
must still be answered within a second, memory must stay bounded, and what is shown must be what `scan` says.
"""

import json
import os
import random
import resource
import shutil
import signal
import socket
import string
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from peers import PACKAGE, program, tfevents
from scan_at_scale import write_run

HOSTILE = ["<script>alert(1)</script>", "a\"b'c&d", "new\nline", "\x1b[31mred", "ünïcode-模型", "..;%2e%2e", "-rf", "*[x]?"]
MOST_MEMORY = 150_000  # kB


class Server:
    """The command as a user starts it."""

    def __init__(self, folder, *words):
        environment = dict(os.environ, PYTHONPATH=PACKAGE, PYTHONDONTWRITEBYTECODE="1")
        self.process = subprocess.Popen(
            [program(), "serve", *words, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        self.address = self.process.stdout.readline().strip()
        assert self.address, self.process.stderr.read()
        self.line = self.process.stdout.readline().strip()
        self.port = int(self.address.split(":")[2].split("/")[0])
        self.token = self.address.rstrip("/").rpartition("/")[2]

    def get(self, path, **headers):
        asked = urllib.request.Request(self.address + path, headers=headers)
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()

    def runs(self, query=""):
        """The answer, once the first scan has ended."""
        for _ in range(600):
            answer = json.loads(self.get("runs?" + query)[2])
            if answer["known"]:
                return answer
            time.sleep(0.1)
        raise AssertionError("no scan within a minute")

    def raw(self, data, seconds=2.0):
        """What is answered to bytes."""
        with socket.create_connection(("127.0.0.1", self.port), 20) as client:
            client.settimeout(seconds)
            said = b""
            try:
                client.sendall(data)
                while True:
                    part = client.recv(65536)
                    if not part:
                        break
                    said += part
            except OSError:
                pass
            return said

    def memory(self):
        """Resident memory in kB, now."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(next(line for line in file if line.startswith("VmRSS")).split()[1])

    def threads(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(next(line for line in file if line.startswith("Threads")).split()[1])

    def check_alive(self, what):
        begun = time.time()
        status, _, body = self.get("index.html")
        took = time.time() - begun
        assert status == 200 and b"board.css" in body, what
        assert took < 1.5, (what, took)
        assert self.memory() < MOST_MEMORY, (what, self.memory())
        assert self.threads() < 16, (what, self.threads())


def check_same_as_scan(server, folder):
    """All pages together contain the lines of the scan, in order."""
    told = [json.loads(line) for line in tfevents("scan", "-f", "jsonl", folder).splitlines()]
    shown, page = [], 0
    while True:
        answer = server.runs(f"page={page}")
        shown += answer["rows"]
        page += 1
        if page >= answer["pages"]:
            break
    assert answer["total"] == len(told) == len(shown), (answer["total"], len(told), len(shown))
    for row, record in zip(shown, told):
        for key, value in row.items():
            if key == "shape":
                numbers = [None if isinstance(one, str) else float("%.4g" % one) for one in record.get(key) or []]
                assert value == numbers, (row, record)
            else:
                assert record[key] == value, (key, row, record)
    return told


def check_hostile_names(server):
    for name in HOSTILE:
        text = json.loads(server.get("run?" + urllib.parse.urlencode({"name": name}))[2])
        assert text["row"] and "<svg" in text["section"], (name, text)
        assert "<script" not in text["section"] and "\x1b" not in text["section"], name


def attack_requests(server):
    good = f"/{server.token}/runs"
    host = f"Host: 127.0.0.1:{server.port}\r\n"
    for path in ["/", "/runs", "/../" + server.token + "/runs", good[:-6] + "x/runs", "/" + server.token[:-1] + "/runs",
                 "/%2e%2e/%2e%2e/etc/passwd", good + "/../../../etc/passwd", "/" + server.token + "/app.py",
                 "/" + server.token + "/%2e%2e/app.py", "/" + server.token + "/..%2fapp.py"]:
        said = server.raw(f"GET {path} HTTP/1.1\r\n{host}Connection: close\r\n\r\n".encode())
        assert said.startswith(b"HTTP/1.1 404"), (path, said)
        assert server.token.encode() not in said and b"root:" not in said
    for name in ["evil.example", f"evil.example:{server.port}", "127.0.0.1.evil.example", ""]:
        said = server.raw(f"GET {good} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
        assert said.startswith(b"HTTP/1.1 421"), (name, said)
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE"]:
        said = server.raw(f"{method} {good} HTTP/1.1\r\n{host}\r\n".encode())
        assert said.split(b" ")[1] in (b"405", b"400"), (method, said)
    said = server.raw(b"GET / HTTP/1.1\r\nX: " + b"y" * 5_000_000)
    assert said == b"" or said.startswith(b"HTTP/1.1 431"), said[:80]
    said = server.raw(f"POST {good} HTTP/1.1\r\n{host}Content-Length: 999999999\r\n\r\n".encode() + b"z" * 100_000)
    assert said == b"" or said.split(b" ")[1] in (b"405", b"413"), said[:80]
    rng = random.Random(7)
    for _ in range(300):
        server.raw(bytes(rng.randrange(256) for _ in range(rng.randrange(1, 300))) + b"\r\n\r\n", 0.5)
    server.check_alive("odd requests")


def attack_connections(server, count=1000):
    # Half of the files that the limit of this process allows are sockets for clients.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 3 * count)), hard))
    held = []
    for number in range(count):
        client = socket.create_connection(("127.0.0.1", server.port), 20)
        if number % 3 == 1:
            client.sendall(b"GET /half HTTP/1.1\r\nHost: 127.0")
        if number % 3 == 2:
            client.sendall(f"GET /{server.token}/runs HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        held.append(client)
        if number % 100 == 99:
            server.check_alive(f"{number + 1} connections")
    begun = time.time()
    while time.time() - begun < 4:
        for client in held[::3]:
            try:
                client.send(b"x")
            except OSError:
                pass
        server.check_alive("slow clients")
        time.sleep(0.2)
    peak = server.memory()
    for client in held:
        client.close()
    server.check_alive("after them")
    return peak


def measured_updates(server, folder, rounds=5):
    """The longest time from a change on disk until the page, which asks every second, shows it."""
    longest = 0.0
    for number in range(rounds):
        run = os.path.join(folder, f"new{number}")
        tag = server.get("runs?q=new")[1]["ETag"]
        shutil.copytree(os.path.join(folder, HOSTILE[4]), run)
        begun = time.time()
        while True:
            try:
                names = [row["run"] for row in json.loads(server.get("runs?q=new", **{"If-None-Match": tag})[2])["rows"]]
                if f"new{number}" in names:
                    break
            except urllib.error.HTTPError as error:
                assert error.code == 304, error
            assert time.time() - begun < 10, "a change does not show"
            time.sleep(1)
        longest = max(longest, time.time() - begun)
    return longest


def check_unchanged(server):
    tag = server.get("runs")[1]["ETag"]
    count = 0
    for _ in range(20):
        try:
            server.get("runs", **{"If-None-Match": tag})
        except urllib.error.HTTPError as error:
            assert error.code == 304
            count += 1
        time.sleep(0.1)
    assert count == 20, count


def check_ends(folder):
    for number, status in [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]:
        server = Server(folder)
        server.process.send_signal(number)
        assert server.process.wait(10) == status, number
        said = server.process.stderr.read()
        assert "Traceback" not in said, said
    server = Server(folder)
    taken = subprocess.run(
        [program(), "serve", "--port", str(server.port), folder], capture_output=True, text=True, timeout=60,
        env=dict(os.environ, PYTHONPATH=PACKAGE))
    assert taken.returncode == 2 and "in use" in taken.stderr and "Traceback" not in taken.stderr, taken
    server.process.kill()
    server.process.wait()


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    with tempfile.TemporaryDirectory() as folder:
        for index in range(count):
            write_run(folder, index)
        for index, name in enumerate(HOSTILE):
            shutil.copytree(os.path.join(folder, "conve", "00000"), os.path.join(folder, name))
        server = Server(folder)
        try:
            assert server.line.startswith(f"ssh -L {server.port}:127.0.0.1:{server.port} "), server.line
            assert set(server.token) <= set(string.ascii_letters + string.digits + "-_") and len(server.token) >= 30
            with open("/proc/net/tcp") as file:
                mine = [line.split()[1] for line in file if line.split()[1].endswith(":%04X" % server.port)]
            assert all(one.startswith("0100007F") for one in mine), "it listens beyond the loopback interface"
            told = check_same_as_scan(server, folder)
            before = server.memory()
            check_hostile_names(server)
            attack_requests(server)
            peak = attack_connections(server)
            check_unchanged(server)
            begun = time.time()
            tfevents("scan", "-f", "jsonl", folder)
            busy = time.time() - begun
            longest = measured_updates(server, folder)
            # On an idle machine, a scan of these takes 0.1 s.
            assert longest < 2 + 10 * max(0, busy - 0.2), (longest, busy)
            check_same_as_scan(server, folder)
        finally:
            server.process.terminate()
            server.process.wait(10)
        check_ends(folder)
        print(f"serve: {len(told)} runs as scan says, attacks held off; memory {before // 1000} MB, {peak // 1000} MB with "
              f"1,000 connections; a change shows within {longest:.1f} s (a scan of all: {busy:.2f} s)")


main()
