"""The page of verdicts: rows, scans, answers, the tab of TensorBoard."""

import json
import os
import pathlib
import re
import stat
import sys
import tempfile
import threading
import time
import types
import unittest
from unittest import mock

from tfevents import _binary
from tfevents._errors import TfeventsError
from tfevents.board import app, charts, rows
from tfevents.board.scans import Root, Scans

FIXTURES = pathlib.Path(__file__).resolve().parents[3] / "Fixtures" / "runs"
try:
    BINARY = _binary.find_tfevents()
except TfeventsError:
    BINARY = None
needs_binary = unittest.skipUnless(BINARY, "the executable is not here")

# A stand-in for the executable: it writes what a file holds, and notes how it was asked.
PROGRAM = """#!{python}
import os, sys, time
folder = os.path.dirname(os.path.abspath(__file__))
try:
    os.mkdir(folder + "/running")
except FileExistsError:
    open(folder + "/two-at-once", "w").close()
earlier = open("/dev/stdin").read() if "--since-scan=/dev/stdin" in sys.argv else None
with open(folder + "/asked", "a") as file:
    print(sys.argv[1:], earlier is not None and len(earlier.splitlines()), file=file)
time.sleep(0.05)
os.rmdir(folder + "/running")
sys.stderr.write("warning: one file is locked\\n" if os.path.exists(folder + "/warns") else "")
if os.path.exists(folder + "/said"):
    sys.exit(open(folder + "/said").read())
sys.stdout.write(open(folder + "/records").read())
"""


def record(run, **more):
    return json.dumps(dict({"run": run, "verdict": "converged", "best": 1.0, "best_step": 5}, **more))


def row(run, **more):
    line = record(run, **more).encode()
    return rows.Row(line, "", rows.digest(line))


class Program:
    """A folder with the stand-in, and a board that asks it."""

    def __init__(self, test, *lines):
        folder = tempfile.TemporaryDirectory()
        test.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.path = self.folder / "program"
        self.path.write_text(PROGRAM.format(python=sys.executable))
        self.path.chmod(self.path.stat().st_mode | stat.S_IXUSR)
        self.write(*lines)
        self.scans = Scans([Root(("logs",))], ["--metric=x"], str(self.path))
        test.addCleanup(self.scans.close)
        self.board = app.Board(self.scans, "logs")

    def write(self, *lines):
        (self.folder / "records").write_text("".join(line + "\n" for line in lines))

    def fail(self, text):
        (self.folder / "said").write_text(text)

    def asked(self):
        return (self.folder / "asked").read_text().splitlines()

    def fresh(self):
        """The ranking after another scan."""
        self.scans._next = 0.0
        return self.scans.ranking(20)


def get(board, name, query="", **more):
    """Status, headers and body of an answer."""
    got = []
    environ = dict({"REQUEST_METHOD": "GET", "PATH_INFO": "/data/plugin/x/" + name, "QUERY_STRING": query}, **more)
    body = b"".join(board(environ, lambda status, headers: got.append((status, dict(headers)))))
    return got[0][0], got[0][1], body


class Rows(unittest.TestCase):
    def test_zeros_are_kept_and_what_is_unknown_is_left_out(self):
        made = json.loads(row("a", best=0.0, best_step=0, checkpoint=None, flags=[], shape=[1.23456, "NaN", 2]).json)
        self.assertEqual((made["best"], made["best_step"], made["shape"]), (0.0, 0, [1.235, None, 2]))
        self.assertNotIn("checkpoint", made)
        self.assertNotIn("flags", made)

    def test_a_run_is_shown_by_its_name_and_found_by_its_path(self):
        line = record("lora", path="lora/runs/Nov29_host").encode()
        made = rows.Row(line, "a/", rows.digest(line))
        self.assertEqual((made.name, made.path), ("a/lora", "lora/runs/Nov29_host"))
        self.assertEqual(row("x").path, "x")

    def test_a_filter_wants_every_word_and_the_verdict(self):
        all_rows = [row("Lora/r8", flags=["spikes"]), row("lora/r16", verdict="diverged"), row("full", damaged_records=3)]
        self.assertEqual([r.name for r in rows.chosen(all_rows, "LORA spikes", "")], ["Lora/r8"])
        self.assertEqual([r.name for r in rows.chosen(all_rows, "", "diverged")], ["lora/r16"])
        self.assertEqual([r.name for r in rows.chosen(all_rows, "damaged", "")], ["full"])

    def test_rows_are_sorted_by_a_key_with_those_without_a_value_last(self):
        all_rows = [row("run10", best=3.0), row("run2", best=None, verdict="error"), row("run1", best=2.0, verdict="odd")]
        order = {key: [r.name for r in rows.arranged(all_rows, key)] for key in ("run", "best", "-best", "verdict", "no", "")}
        self.assertEqual(order["run"], ["run1", "run2", "run10"])
        self.assertEqual(order["best"], ["run1", "run10", "run2"])
        self.assertEqual(order["-best"], ["run10", "run1", "run2"])
        self.assertEqual(order["verdict"], ["run10", "run2", "run1"])
        self.assertEqual(order["no"], order[""])
        self.assertEqual(order[""], ["run10", "run2", "run1"])

    def test_names_of_digits_and_hostile_characters_can_be_sorted(self):
        names = ["²", "1" * 5000, "a\x00", "<b>", "", "3/²/4", "٣"]
        self.assertEqual(len(rows.arranged([row(name) for name in names], "run")), len(names))


class Scanning(unittest.TestCase):
    def test_a_later_scan_is_handed_the_records_of_the_one_before(self):
        program = Program(self, record("b"), record("a"))
        self.assertEqual([r.name for r in program.fresh().rows], ["b", "a"])
        kept = program.scans.ranking().rows[1]
        program.write(record("a"), record("b", best=7))
        self.assertEqual([(r.name, r.best) for r in program.fresh().rows], [("a", 1.0), ("b", 7)])
        self.assertIs(program.scans.ranking().rows[0], kept)
        first, second = program.asked()
        self.assertEqual(first, "['scan', '--format=jsonl', '--metric=x', '--', 'logs'] False")
        self.assertEqual(second, "['scan', '--format=jsonl', '--metric=x', '--since-scan=/dev/stdin', '--', 'logs'] 2")

    def test_many_who_ask_start_one_scan_at_a_time_and_none_soon_after_another(self):
        program = Program(self, record("a"))
        askers = [threading.Thread(target=program.scans.ranking, args=(20,)) for _ in range(16)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
        program.scans.ranking(20)
        self.assertFalse((program.folder / "two-at-once").exists())
        self.assertEqual(len(program.asked()), 1)

    def test_a_scan_that_fails_leaves_the_rows_and_is_said(self):
        program = Program(self, record("a"))
        program.fresh()
        program.fail("error: the disk is gone")
        ranking = program.fresh()
        self.assertEqual([r.name for r in ranking.rows], ["a"])
        self.assertEqual(ranking.problem, "error: the disk is gone")
        os.remove(str(program.folder / "said"))
        self.assertIsNone(program.fresh().problem)
        self.assertNotIn("since-scan", program.asked()[-1], "what the failed scan left is not built upon")

    def test_what_is_said_beside_the_answer_is_passed_on(self):
        program = Program(self, record("a"))
        (program.folder / "warns").touch()
        program.fresh()
        self.assertEqual(json.loads(get(program.board, "runs")[2])["said"], "warning: one file is locked")
        (program.folder / "warns").unlink()
        self.assertEqual(program.fresh().said, "")

    def test_no_run_at_all_is_no_problem(self):
        program = Program(self)
        program.fail("error: no event files under logs  (looked in 3 folders)")
        ranking = program.fresh()
        self.assertEqual((ranking.rows, ranking.problem, ranking.is_known), ([], None, True))
        self.assertIn("no event files under logs", ranking.said)

    def test_a_line_that_is_no_record_is_a_problem(self):
        self.assertIn("Expecting", Program(self, "nonsense").fresh().problem)
        self.assertIn("list", Program(self, "[]").fresh().problem)

    def test_where_no_thread_can_be_made_that_is_said_and_tried_again(self):
        program = Program(self, record("a"))
        with mock.patch("threading.Thread.start", side_effect=RuntimeError("can't start new thread")):
            self.assertEqual(program.scans.ranking().problem, "can't start new thread")
        self.assertEqual(len(program.fresh().rows), 1)

    def test_roots_have_their_names_before_those_of_their_runs(self):
        program = Program(self, record("a"))
        scans = Scans([Root(("x",), "first/"), Root(("y",), "second/")], [], str(program.path))
        self.addCleanup(scans.close)
        ranking = scans.ranking(20)
        self.assertEqual([r.name for r in ranking.rows], ["first/a", "second/a"])
        self.assertEqual(ranking.by_name["second/a"][1].paths, ("y",))

    def test_no_executable_is_a_problem(self):
        with mock.patch.dict(os.environ, {"TFEVENTS_BINARY": "/nowhere/tfevents"}):
            self.assertIn("TFEVENTS_BINARY", Scans([Root(("x",))]).ranking(20).problem)

    def test_an_end_kills_the_scan_that_runs(self):
        program = Program(self, record("a"))
        program.path.write_text("#!/bin/sh\nexec sleep 60\n")
        started = time.monotonic()
        self.assertFalse(program.scans.ranking(0.3).is_known)
        program.scans.close()
        program.scans.ranking(20)
        self.assertLess(time.monotonic() - started, 15)


class Answers(unittest.TestCase):
    def test_every_answer_has_its_type_and_must_not_be_guessed(self):
        board = Program(self, record("a")).board
        for name in list(app.FILES) + ["runs", "run", "missing", "../app.py", ""]:
            status, headers, _ = get(board, name)
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertTrue(headers["Content-Type"])
            self.assertEqual(status.startswith("200"), name in app.FILES or name in ("runs", "run"), name)
        self.assertTrue(get(board, "runs", REQUEST_METHOD="POST")[0].startswith("405"))
        self.assertTrue(get(board, "runs", "&".join("a=1" for _ in range(50)))[0].startswith("400"))

    def test_what_the_asker_has_is_not_sent_again(self):
        program = Program(self, record("a"))
        status, headers, body = get(program.board, "runs")
        self.assertTrue(status.startswith("200") and body)
        program.fresh()
        status, again, body = get(program.board, "runs", HTTP_IF_NONE_MATCH=headers["ETag"])
        self.assertEqual((status[:3], body), ("304", b""))
        program.write(record("a", best=2))
        program.fresh()
        self.assertTrue(get(program.board, "runs", HTTP_IF_NONE_MATCH=headers["ETag"])[0].startswith("200"))

    def test_many_runs_come_in_pages(self):
        program = Program(self, *(record("run{}".format(n), verdict="diverged" if n % 3 else "converged") for n in range(450)))
        program.fresh()
        names = []
        for page in range(3):
            answer = json.loads(get(program.board, "runs", "page={}".format(page))[2])
            self.assertEqual((answer["total"], answer["pages"], answer["page"]), (450, 3, page))
            names += [one["run"] for one in answer["rows"]]
        self.assertEqual(names, ["run{}".format(n) for n in range(450)])
        answer = json.loads(get(program.board, "runs", "page=99&verdict=converged&sort=-run&q=run1")[2])
        self.assertEqual((answer["matching"], answer["page"], answer["rows"][0]["run"]), (36, 0, "run198"))
        self.assertEqual(answer["counts"], {"converged": 150, "diverged": 300})
        self.assertEqual(json.loads(get(program.board, "runs", "page=-1")[2])["page"], 0)
        self.assertEqual(json.loads(get(program.board, "runs", "page=%C2%B2")[2])["page"], 0)

    def test_a_run_that_is_not_there_is_answered(self):
        program = Program(self, record("a"))
        program.fresh()
        self.assertIsNone(json.loads(get(program.board, "run", "name=b")[2])["row"])

    @needs_binary
    def test_the_fixtures_are_what_scan_says(self):
        scans = Scans([Root((str(FIXTURES),))], [], BINARY)
        self.addCleanup(scans.close)
        board = app.Board(scans, "x")
        scans.ranking(60)
        answer = json.loads(board.runs({}))
        import tfevents

        told = tfevents.scan(str(FIXTURES))
        self.assertEqual([(r["run"], r["verdict"], r["reason"]) for r in answer["rows"]],
                         [(r.run, r.verdict, r.reason) for r in told])
        for one in answer["rows"]:
            run = json.loads(board.run(one["run"])[2])
            self.assertEqual(run["row"], one)
            self.assertIn("<svg", run["section"])
            self.assertIn(".chart", run["style"])

    @needs_binary
    def test_a_hostile_name_is_drawn_and_stays_text(self):
        name = "<img src=x onerror=alert(1)>[a]*?\\{b}"
        with tempfile.TemporaryDirectory() as folder:
            for one in (name, "other"):
                os.mkdir(os.path.join(folder, one))
                source = next((FIXTURES / "sft-overfit").glob("*tfevents*"))
                (pathlib.Path(folder) / one / source.name).write_bytes(source.read_bytes())
            scans = Scans([Root((folder,))], [], BINARY)
            self.addCleanup(scans.close)
            scans.ranking(60)
            run = json.loads(app.Board(scans, "x").run(name)[2])
        self.assertIn("&lt;img src=x onerror=alert(1)&gt;[a]*?\\{b}", run["section"])
        self.assertNotIn("<img", run["section"])


class Drawing(unittest.TestCase):
    def test_a_name_is_a_pattern_of_itself_alone(self):
        self.assertEqual(charts.escaped("/a*[b]?\\/c"), r"\/a\*\[b\]\?\\/c")

    def test_a_run_is_drawn_once_as_long_as_its_record_stays(self):
        drawer = charts.Charts(Scans([Root(("x",))], [], "/nowhere"))
        with mock.patch.object(drawer, "_draw", side_effect=[("one", ""), ("two", "")]) as draw:
            one = row("a")
            self.assertEqual([drawer.section(one, Root(("x",)))[0] for _ in range(3)], ["one"] * 3)
            self.assertEqual(drawer.section(row("a", best=2), Root(("x",)))[0], "two")
            self.assertEqual(draw.call_count, 2)


class Page(unittest.TestCase):
    def setUp(self):
        folder = pathlib.Path(app.FOLDER)
        self.text = {name: (folder / name).read_text(encoding="utf-8") for name in os.listdir(str(folder))}

    def test_every_file_of_the_page_is_served_and_others_are_not_there(self):
        self.assertEqual(set(self.text), set(app.FILES))

    def test_nothing_inline_and_no_markup_from_text(self):
        self.assertNotRegex(self.text["index.html"], r"<script(?![^>]* src=)|<style| on\w+=|style=")
        self.assertNotRegex(self.text["board.js"], r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function")
        for text in self.text.values():
            self.assertNotRegex(text, r"https?://(?!www\.w3\.org/2000/svg)")

    def test_the_page_knows_every_verdict(self):
        table = re.search(r"const VERDICTS = \{(.*?)\n\};", self.text["board.js"], re.DOTALL).group(1)
        self.assertEqual(tuple(re.findall(r'"?([a-z-]+)"?: \[', table)), rows.RANKS)

    @needs_binary
    def test_colours_and_signs_are_those_of_the_report(self):
        import subprocess

        report = subprocess.run([BINARY, "plot", "-f", "html", str(FIXTURES)], stdout=subprocess.PIPE, check=True)
        page = report.stdout.decode()
        light, dark = re.findall(r":root\{(?:color-scheme:light dark;)?(--ground.*?)\}", page)[:2]
        light_here, dark_here = re.findall(r"(--ground:.*?);--raised", self.text["board.css"])
        self.assertEqual((light_here, dark_here), (light, dark))
        for tone, sign, verdict in set(re.findall(r'verdict (\w+)"><span aria-hidden="true">(.)</span> ([a-z ]+)<', page)):
            self.assertRegex(self.text["board.js"], r'"?{}"?: \["{}", "{}"\]'.format(verdict.replace(" ", "-"), re.escape(sign), tone))


class Tab(unittest.TestCase):
    def setUp(self):
        base = types.ModuleType("tensorboard.plugins.base_plugin")
        base.TBPlugin = object
        base.FrontendMetadata = lambda **named: types.SimpleNamespace(**named)
        plugins = types.ModuleType("tensorboard.plugins")
        plugins.base_plugin = base
        stand_ins = {"tensorboard": types.ModuleType("tensorboard"), "tensorboard.plugins": plugins,
                     base.__name__: base}
        sys.modules.pop("tfevents.board.plugin", None)
        patch = mock.patch.dict(sys.modules, stand_ins)
        patch.start()
        self.addCleanup(patch.stop)
        from tfevents.board import plugin

        self.plugin = plugin

    def tab(self, logdir="", **flags):
        return self.plugin.VerdictsPlugin(types.SimpleNamespace(logdir=logdir, flags=types.SimpleNamespace(**flags)))

    def test_the_tab_is_listed_without_a_scan(self):
        with mock.patch.object(Scans, "ranking", side_effect=AssertionError("scanned")):
            tab = self.tab("/nowhere")
            self.assertTrue(tab.is_active())
            self.assertEqual(tab.frontend_metadata().tab_name, "Verdicts")
            self.assertIn(tab.frontend_metadata().es_module_path, tab.get_plugin_apps())
            self.assertEqual(set(tab.get_plugin_apps()), {"/board.js", "/board.css", "/runs", "/run"})
        self.assertEqual(tab.plugin_name, "tfevents_verdicts")

    def problem(self, tab):
        return json.loads(get(tab.get_plugin_apps()["/runs"], "runs")[2])["problem"]

    def test_what_cannot_be_read_here_is_said(self):
        self.assertIn("without a log directory", self.problem(self.tab()))
        self.assertIn("gs://bucket/x is not on this machine", self.problem(self.tab("gs://bucket/x")))
        self.assertIn("s3://y is not", self.problem(self.tab("", logdir_spec="a:/nowhere,s3://y")))

    def test_the_parts_of_logdir_spec_are_those_of_tensorboard(self):
        self.assertEqual(
            self.plugin.specified("name:/a/b,/c:d,gs://e/f"),
            [("/a/b", "name"), ("/c:d", "/c:d"), ("gs://e/f", "gs://e/f")])

    def test_curves_are_those_of_the_folders_that_the_run_is(self):
        with tempfile.TemporaryDirectory() as folder:
            for path in ("a.b", "both/train"):
                os.makedirs(os.path.join(folder, path))
                open(os.path.join(folder, path, "events.out.tfevents.1"), "w").close()
            root = Root((folder,), "spec/")
            self.assertEqual(self.plugin.curves("a.b", root), r"^spec/a\.b$")
            self.assertEqual(self.plugin.curves("both", root), "^spec/both/")
            self.assertEqual(self.plugin.curves("itself", root), "")


if __name__ == "__main__":
    unittest.main()
