"""The picture that ``tfevents plot -o x.png`` becomes, without the library that draws it."""

import os
import stat
import sys
import tempfile
import types
import unittest
from unittest import mock

from tfevents import _png


class Drawing:
    """A command that writes a drawing."""

    def __init__(self, folder, text="<svg/>", status=0):
        self.path = os.path.join(folder, "draw")
        with open(self.path, "w") as file:
            file.write("#!/bin/sh\nprintf '%s' '{}'\nexit {}\n".format(text, status))
        os.chmod(self.path, 0o755)


class Pictures(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.target = os.path.join(self.folder, "x.png")
        self.asked = []

    def library(self):
        def svg_to_bytes(**options):
            self.asked.append(options)
            return b"PNG of " + options["svg_string"].encode()

        return mock.patch.dict(sys.modules, resvg_py=types.SimpleNamespace(svg_to_bytes=svg_to_bytes))

    def draw(self, **drawing):
        return _png.draw(Drawing(self.folder, **drawing).path, self.target, ["plot", "runs"])

    def test_a_picture_replaces_the_file_and_keeps_its_mode(self):
        with open(self.target, "w") as file:
            file.write("old")
        os.chmod(self.target, 0o640)
        with self.library():
            self.assertEqual(self.draw(), 0)
        with open(self.target, "rb") as file:
            self.assertEqual(file.read(), b"PNG of <svg/>")
        self.assertEqual(stat.S_IMODE(os.stat(self.target).st_mode), 0o640)
        self.assertEqual(sorted(os.listdir(self.folder)), ["draw", "x.png"])

    def test_without_a_drawing_nothing_is_written_and_the_status_is_its(self):
        with self.library():
            self.assertEqual(self.draw(text="", status=2), 2)
        self.assertFalse(os.path.exists(self.target))

    def test_without_the_library_it_is_said_how_to_get_it(self):
        with mock.patch.dict(sys.modules, resvg_py=None), mock.patch("sys.stderr") as errors:
            self.assertEqual(self.draw(), 2)
        said = "".join(call.args[0] for call in errors.write.call_args_list)
        self.assertIn("pip install 'tfevents[png]'", said)
        self.assertFalse(os.path.exists(self.target))

    def test_without_a_font_there_is_no_picture_without_words(self):
        with self.library(), mock.patch.object(_png, "has_fonts", lambda: False):
            with mock.patch.object(_png, "bundled_fonts", lambda: None), mock.patch("sys.stderr"):
                self.assertEqual(self.draw(), 2)
            with mock.patch.object(_png, "bundled_fonts", lambda: "/fonts"):
                self.assertEqual(self.draw(), 0)
        self.assertEqual([options["font_dirs"] for options in self.asked], [["/fonts"]])

    def test_a_folder_that_is_not_there_is_named(self):
        self.target = os.path.join(self.folder, "none", "x.png")
        with self.library(), mock.patch("sys.stderr") as errors:
            self.assertEqual(self.draw(), 2)
        said = "".join(call.args[0] for call in errors.write.call_args_list)
        self.assertIn("cannot be written", said)


if __name__ == "__main__":
    unittest.main()
