"""The hook that puts the executable into the wheel, with a stand-in for hatchling."""

import importlib.util
import os
import pathlib
import sys
import tempfile
import types
import unittest
from unittest import mock

PACKAGE = pathlib.Path(__file__).resolve().parents[1]


def hook():
    """The module of the hook."""
    names = ["hatchling", "hatchling.builders", "hatchling.builders.hooks", "hatchling.builders.hooks.plugin"]
    stand_ins = {name: types.ModuleType(name) for name in names}
    interface = types.ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = type("BuildHookInterface", (), {})
    stand_ins[interface.__name__] = interface
    spec = importlib.util.spec_from_file_location("hatch_build", str(PACKAGE / "hatch_build.py"))
    module = importlib.util.module_from_spec(spec)
    with mock.patch.dict(sys.modules, stand_ins), mock.patch.object(sys, "dont_write_bytecode", True):
        spec.loader.exec_module(module)
    return module


class Building(unittest.TestCase):
    def setUp(self):
        self.hook = hook()
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, data):
        path = os.path.join(self.folder.name, "tfevents")
        with open(path, "wb") as file:
            file.write(data)
        return path

    def run_hook(self, version="standard", **environment):
        one, data = self.hook.ExecutableHook(), {"shared_scripts": {}}
        one.root = str(PACKAGE)
        with mock.patch.dict(os.environ, environment):
            one.initialize(version, data)
        return data

    def test_an_executable_without_sqlite_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "without SQLite; install libsqlite3-dev"):
            self.run_hook(TFEVENTS_BINARY=self.file(b"\x7fELF no database"))

    def test_what_is_not_there_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "names no file"):
            self.run_hook(TFEVENTS_BINARY="/nowhere/tfevents")

    def test_a_static_executable_fits_every_linux_and_another_this_machine(self):
        # An ELF header of 64 bits without and with a program header that names a loader.
        head = bytearray(64)
        head[:5], head[32], head[54] = b"\x7fELF\x02", 64, 56
        static, dynamic = bytearray(head), bytearray(head)
        dynamic[56] = 1
        tail = b"\x03" + bytes(55) + b"SQLite format 3"
        with mock.patch.object(self.hook.sysconfig, "get_platform", lambda: "linux-x86_64"):
            data = self.run_hook(TFEVENTS_BINARY=self.file(bytes(static) + tail))
            self.assertEqual(data["tag"], self.hook.EVERY_LINUX)
            self.assertEqual(list(data["shared_scripts"].values()), ["tfevents"])
            data = self.run_hook(TFEVENTS_BINARY=self.file(bytes(dynamic) + tail))
            self.assertEqual(data["tag"], "py3-none-linux_x86_64")

    def test_an_editable_install_takes_no_executable(self):
        self.assertEqual(self.run_hook("editable"), {"shared_scripts": {}})

    def test_it_builds_by_the_command_of_the_readme(self):
        package = PACKAGE.parents[1]
        self.assertEqual(
            self.hook.static_build(str(package)),
            (
                "swift build -c release --product tfevents -Xswiftc -static-executable -Xlinker -s "
                "-Xlinker --no-eh-frame-hdr -Xlinker --icf=safe "
                "-Xswiftc -Xfrontend -Xswiftc -disable-incremental-llvm-codegen "
                "-Xswiftc -Xfrontend -Xswiftc -function-sections"
            ).split(),
        )

    def test_other_systems_are_told_what_to_do(self):
        with mock.patch.object(self.hook.sys, "platform", "darwin"), mock.patch.dict(os.environ):
            os.environ.pop("TFEVENTS_BINARY", None)
            with self.assertRaisesRegex(SystemExit, "set TFEVENTS_BINARY"):
                self.run_hook()


if __name__ == "__main__":
    unittest.main()
