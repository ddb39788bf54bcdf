"""Puts the executable into the wheel, as a script that needs no Python to start."""

import os
import struct
import subprocess
import sys
import sysconfig
import zlib

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EVERY_LINUX = "py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64"
STATIC = "-static-executable"


class ExecutableHook(BuildHookInterface):
    def initialize(self, version, build_data):
        if version == "editable":
            return
        # hatchling cannot be told how hard to compress; this saves 24 of 6,000 kB.
        zlib.Z_DEFAULT_COMPRESSION = zlib.Z_BEST_COMPRESSION
        binary = os.environ.get("TFEVENTS_BINARY") or build_static(self.root)
        if not os.path.isfile(binary):
            raise SystemExit("error: TFEVENTS_BINARY names no file: " + binary)
        check_sqlite(binary)
        build_data["pure_python"] = False
        build_data["tag"] = tag(binary)
        build_data["shared_scripts"][os.path.abspath(binary)] = "tfevents"


def build_static(root):
    """Builds the static executable, and returns its path."""
    package = os.path.dirname(os.path.dirname(root))
    if not os.path.isfile(os.path.join(package, "Package.swift")):
        raise SystemExit("error: set TFEVENTS_BINARY to the executable; its sources are not here")
    if sys.platform != "linux":
        raise SystemExit(
            "error: a static executable can only be built on Linux; here build one with `swift build -c release` "
            "and set TFEVENTS_BINARY to it"
        )
    subprocess.run(static_build(package), cwd=package, check=True)
    return os.path.join(package, ".build", "release", "tfevents")


def static_build(package):
    """The words of the README's command for the static executable."""
    with open(os.path.join(package, "README.md"), encoding="utf-8") as file:
        return next(line.split() for line in file if line.startswith("    swift build") and STATIC in line)


def check_sqlite(binary):
    """Ends the build if the executable cannot write a database."""
    with open(binary, "rb") as file:
        data = file.read()
    if b"SQLite format 3" not in data and b"libsqlite3" not in data:
        raise SystemExit("error: {} is without SQLite; install libsqlite3-dev and build it again".format(binary))


def tag(binary):
    """The wheel's tag: every Linux for a static executable, this machine alone for another."""
    machine = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    if machine == "linux_x86_64" and is_static(binary):
        return EVERY_LINUX
    return "py3-none-" + machine


def is_static(binary):
    """Whether a 64-bit ELF file names no program that is to load it."""
    with open(binary, "rb") as file:
        header = file.read(64)
        if header[:5] != b"\x7fELF\x02":
            return False
        (start,) = struct.unpack_from("<Q", header, 32)
        size, count = struct.unpack_from("<HH", header, 54)
        file.seek(start)
        table = file.read(size * count)
    return all(struct.unpack_from("<I", table, n * size)[0] != 3 for n in range(count))
