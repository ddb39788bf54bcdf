"""Scans by way of fsspec; run as test_tfevents.py is."""

import os
import pathlib
import shutil
import tarfile
import tempfile
import unittest
import zipfile
from unittest import mock

import tfevents
from tfevents import _remote

from .test_tfevents import FIXTURES, needs_binary

try:
    import fsspec
except ImportError:
    fsspec = None


def bare(analysis):
    """A record without what tells the files on this disk from others."""
    return {key: value for key, value in analysis.record.items() if key != "signature"}


class Urls(unittest.TestCase):
    def test_what_is_a_url_and_what_a_path(self):
        for url in ["s3://bucket/runs", "tar::runs.tar", "zip://a::s3://b/c.zip", "file:///runs"]:
            self.assertTrue(_remote.is_url(url), url)
        for path in ["runs", "/a/b:c", "-", "a b://", pathlib.Path("s3://x"), b"s3://x"]:
            self.assertFalse(_remote.is_url(path), path)

    def test_parts_of_a_run_belong_together(self):
        runs = {"a/b", "c"}
        self.assertEqual(_remote.family("a/b/train", runs), _remote.family("a/b", runs))
        self.assertEqual(_remote.family("x/train", runs), _remote.family("x/Validation", runs))
        self.assertNotEqual(_remote.family("x/1", runs), _remote.family("x/2", runs))


@needs_binary
@unittest.skipUnless(fsspec, "fsspec is not here")
class Remote(unittest.TestCase):
    def setUp(self):
        self.work = tempfile.TemporaryDirectory()
        self.addCleanup(self.work.cleanup)
        self.folder = os.path.join(self.work.name, "runs")
        shutil.copytree(str(FIXTURES), self.folder)
        with open(os.path.join(self.folder, "large.bin"), "w") as file:
            file.write("no event file")
        self.records = [bare(one) for one in tfevents.scan(self.folder)]

    def fetched(self, *words, **options):
        """What a scan gives and which files it fetched."""
        names = []
        get_file = fsspec.get_filesystem_class("file").get_file

        def noted(files, source, target, **more):
            names.append(source)
            return get_file(files, source, target, **more)

        with mock.patch.object(fsspec.get_filesystem_class("file"), "get_file", noted):
            found = tfevents.scan(*words, **options)
        return found, names

    def test_a_url_is_scanned_as_a_folder(self):
        found, names = self.fetched("file://" + self.folder)
        self.assertEqual([bare(one) for one in found], self.records)
        self.assertEqual(len(names), 4)
        top, _ = self.fetched("file://" + self.folder, where="verdict == 'overfitting'")
        self.assertEqual([one.run for one in top], ["sft-overfit"])
        one, _ = self.fetched("file://" + self.folder + "/sft-good")
        self.assertEqual([each.run for each in one], ["sft-good"])

    def test_archives_are_scanned(self):
        tar, zipped = (os.path.join(self.work.name, name) for name in ("runs.tar", "runs.zip"))
        with tarfile.open(tar, "w") as file:
            file.add(self.folder, "runs")
        with zipfile.ZipFile(zipped, "w") as file:
            for path in pathlib.Path(self.folder).rglob("*"):
                file.write(path, path.relative_to(self.work.name))
        for url in ["tar://runs::" + tar, "zip://runs::" + zipped]:
            self.assertEqual([bare(one) for one in tfevents.scan(url)], self.records, url)

    def test_a_later_scan_fetches_what_has_changed(self):
        first = tfevents.scan("file://" + self.folder)
        second, names = self.fetched("file://" + self.folder, since=first)
        self.assertEqual((names, second), ([], first))
        good = next((pathlib.Path(self.folder) / "sft-good").iterdir())
        good.write_bytes(good.read_bytes()[:50_000])
        shutil.copytree(os.path.join(self.folder, "lora-slow"), os.path.join(self.folder, "new", "lora"))
        shutil.rmtree(os.path.join(self.folder, "sft-overfit"))
        third, names = self.fetched("file://" + self.folder, since=second, sort="name")
        self.assertEqual(sorted(os.path.basename(os.path.dirname(name)) for name in names), ["lora", "sft-good"])
        expected = tfevents.scan(self.folder, sort="name")
        self.assertEqual([bare(one) for one in third], [bare(one) for one in expected])
        other, names = self.fetched("file://" + self.folder, since=third, metric="train/loss")
        self.assertEqual(len(names), 4)

    def test_a_scan_that_chose_nothing_still_knows_its_runs(self):
        first = tfevents.scan("file://" + self.folder, where="best < -1e9")
        self.assertEqual(first, [])
        second, names = self.fetched("file://" + self.folder, since=first)
        self.assertEqual(names, [])
        self.assertEqual([bare(one) for one in second], self.records)

    def test_a_name_does_not_lead_out_of_the_folder(self):
        class Files:
            def find(self, root, detail):
                return {root + "/../../x.tfevents": {"size": 1}, root + "/a/y.tfevents": {"size": 1}}

        self.assertEqual(list(_remote.event_files(Files(), "/runs")), ["a/y.tfevents"])

    def test_nothing_there_is_said(self):
        with self.assertRaises(tfevents.NothingFound):
            tfevents.scan("memory://nothing")
        with self.assertRaises(TypeError):
            tfevents.scan("memory://a", "memory://b")
        with self.assertRaises(TypeError):
            tfevents.scan(self.folder, since=tfevents.scan("file://" + self.folder))


if __name__ == "__main__":
    unittest.main()
