"""Run with TFEVENTS_BINARY set: python -m unittest discover -s Sources/Python/tests -t Sources/Python"""

import json
import math
import os
import pathlib
import stat
import struct
import subprocess
import sys
import tempfile
import unittest
import warnings
from unittest import mock

import tfevents
from tfevents import _arrow, _binary, _judging, _process, _scalars, compat

PACKAGE = pathlib.Path(tfevents.__file__).resolve().parent.parent
FIXTURES = pathlib.Path(__file__).resolve().parents[3] / "Fixtures" / "runs"
try:
    _binary.find_tfevents()
    HAS_BINARY = True
except tfevents.TfeventsError:
    HAS_BINARY = False
needs_binary = unittest.skipUnless(HAS_BINARY, "the executable is not here")


def program(path, text="\x7fELF"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


class Finding(unittest.TestCase):
    def test_a_script_is_passed_over_for_it_may_start_this_package_again(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            script = program(root / "first" / "tfevents", "#!/usr/bin/env python3\nimport tfevents\n")
            real = program(root / "second" / "tfevents")
            environment = {"PATH": os.pathsep.join([os.path.dirname(script), os.path.dirname(real)])}
            with mock.patch.dict(os.environ, environment, clear=True), mock.patch.object(
                _binary.sysconfig, "get_path", lambda *_: "/nowhere"
            ), mock.patch.object(_binary.sys, "prefix", "/nowhere"), mock.patch.object(
                _binary.sys, "base_prefix", "/nowhere"
            ):
                self.assertEqual(_binary.find_tfevents(), real)

    def test_a_variable_that_names_nothing_is_an_error(self):
        with mock.patch.dict(os.environ, {"TFEVENTS_BINARY": "/nowhere/tfevents"}):
            with self.assertRaisesRegex(tfevents.TfeventsError, "TFEVENTS_BINARY names no"):
                tfevents.analyze("runs")

    def test_a_program_that_cannot_start_is_an_error(self):
        with tempfile.TemporaryDirectory() as folder:
            broken = program(pathlib.Path(folder) / "tfevents", "neither ELF nor script")
            with mock.patch.dict(os.environ, {"TFEVENTS_BINARY": broken}):
                with self.assertRaises(tfevents.TfeventsError):
                    tfevents.tags("runs")


class Stopping(unittest.TestCase):
    def test_what_keeps_it_from_judging_is_one_warning_and_no_end(self):
        judge = tfevents.Judge()
        judge.log(1, {"loss": 1.0})
        with mock.patch.dict(os.environ, {"TFEVENTS_BINARY": "/nowhere/tfevents"}):
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always")
                self.assertEqual([judge.should_stop() for _ in range(3)], [False] * 3)
            self.assertEqual(len(said), 1)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                self.assertFalse(tfevents.Judge().should_stop())

    def test_askings_in_a_row_must_agree_a_resume_between_them_too(self):
        said = iter(["diverged", "flat", "diverged", "diverged"])

        def ask(judge):
            judge.log(len(judge), {"loss": 1.0})
            return judge.should_stop()

        def analysis(judge):
            return mock.Mock(verdict=next(said), points=len(judge))

        with mock.patch.object(tfevents.Judge, "analysis", analysis):
            judge = tfevents.Judge()
            self.assertEqual([ask(judge) for _ in range(3)], [False] * 3)
            second = tfevents.Judge()
            second.load_state_dict(json.loads(json.dumps(judge.state_dict())))
            self.assertTrue(ask(second))


class Words(unittest.TestCase):
    def test_keywords_are_options(self):
        given = {"max_steps": 5, "min": True, "max": False, "runs": ["a", "-b"], "from_": "hf", "tag": None}
        self.assertEqual(
            _process.options(given), ["--max-steps=5", "--min", "--runs=a", "--runs=-b", "--from=hf"]
        )


class Points(unittest.TestCase):
    rows = [("a", 1, 5.0, 0.5), ("b", 2, 6.0, 0.25)]

    def test_each_shape_gives_the_same_points(self):
        shapes = [
            {"a": ([1], [0.5], [5.0]), "b": ([2], [0.25], [6.0])},
            [("a", 1, 5.0, 0.5), ("b", 2, 6.0, 0.25)],
            [_scalars.Row("run", *row) for row in self.rows],
            [dict(zip(("tag", "step", "wall_time", "value"), row)) for row in self.rows],
        ]
        for shape in shapes:
            self.assertEqual(list(_judging.rows(shape)), self.rows)

    def test_history_has_the_tags_of_the_trainer(self):
        history = [{"loss": 1.5, "step": 1, "note": "x", "done": True}, {"eval_loss": 2, "step": 1}]
        self.assertEqual(
            [(tag, step, value) for tag, step, _, value in _judging.rows(history)],
            [("train/loss", 1, 1.5), ("eval/loss", 1, 2.0)],
        )

    def test_what_is_no_point_is_refused(self):
        for row in [("a", 1.5, 2), ("a", 2**63, 2), ("a", 1, "x"), (1, 1, 2), ("a", math.nan, 2), ("a", 1)]:
            with self.assertRaises(ValueError, msg=repr(row)):
                list(_judging.rows([row]))
        for rows in [
            [_scalars.Row("x", "a", 1, 5.0, 0.5), _scalars.Row("y", "a", 1, 5.0, 0.5)],
            [{"run": "x", "tag": "a", "step": 1, "value": 2}, {"run": "y", "tag": "a", "step": 1, "value": 2}],
        ]:
            with self.assertRaisesRegex(ValueError, "several runs"):
                list(_judging.rows(rows))
        with self.assertRaisesRegex(ValueError, "as many values"):
            list(_judging.rows({"a": ([1, 2], [1])}))

    def test_a_float32_is_widened_and_others_stay(self):
        text = b"run,tag,step,wall_time,value,dtype\nr,t,1,2.5,0.1,float32\nr,t,2,2.5,0.1,float64\nr,t,3,2.5,nan,float32\n"
        values = [row.value for row in _scalars.points(text)]
        self.assertEqual(values[0], struct.unpack("<f", struct.pack("<f", 0.1))[0])
        self.assertEqual(values[1], 0.1)
        self.assertTrue(math.isnan(values[2]))


@needs_binary
class Answers(unittest.TestCase):
    logs = str(FIXTURES / "sft-overfit")

    def test_analyze_gives_the_record_of_the_executable(self):
        found = tfevents.analyze(self.logs)
        self.assertEqual([one.verdict for one in found], ["overfitting"])
        self.assertEqual(found[0].best_step, 2400)
        text = subprocess.check_output([_binary.find_tfevents(), "analyze", "-f", "jsonl", self.logs])
        self.assertEqual(found[0].record, json.loads(text))
        with self.assertRaises(Exception):
            found[0].verdict = "converged"

    def test_scan_tags_and_verify(self):
        self.assertEqual(len(tfevents.scan(str(FIXTURES))), 4)
        self.assertEqual(len(tfevents.scan(str(FIXTURES), top=2)), 2)
        self.assertIn("eval/loss", [one["tag"] for one in tfevents.tags(self.logs)])
        self.assertEqual([one["status"] for one in tfevents.verify(self.logs)], ["good"])

    def test_nothing_found(self):
        with self.assertRaisesRegex(tfevents.NothingFound, "no such file"):
            tfevents.analyze("/nowhere/at/all")
        with self.assertRaises(tfevents.NothingFound):
            tfevents.analyze(self.logs, runs="no-such-run")
        with self.assertRaises(tfevents.TfeventsError) as caught:
            tfevents.analyze(self.logs, no_such_option=1)
        self.assertNotIsInstance(caught.exception, tfevents.NothingFound)
        with self.assertRaises(TypeError):
            tfevents.analyze()

    def test_a_path_that_begins_with_a_dash_is_a_path(self):
        with self.assertRaises(tfevents.NothingFound):
            tfevents.analyze("--help")

    def test_damage_is_a_warning(self):
        source = next(pathlib.Path(self.logs).iterdir())
        with tempfile.TemporaryDirectory() as folder:
            data = bytearray(source.read_bytes())
            data[5000] ^= 255
            (pathlib.Path(folder) / source.name).write_bytes(data)
            with self.assertWarns(tfevents.TfeventsWarning):
                found = tfevents.analyze(folder)
        self.assertEqual(found[0].record["damaged_records"], 1)

    def test_watch_ends_its_process(self):
        with tfevents.watch(self.logs) as events:
            self.assertEqual(next(events)["verdict"], "overfitting")
            process = events._process
            self.assertIsNone(process.poll())
        self.assertIsNotNone(process.poll())
        self.assertEqual(list(events), [])
        self.assertEqual([one["step"] for one in tfevents.watch(self.logs, timeout="1s")][-1], 6000)

    def test_scalars_are_the_same_by_way_of_arrow_and_of_text(self):
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            self.skipTest("pyarrow is not here")
        given = dict(tags="*loss*", overlap="raw")
        rows = tfevents.scalars(FIXTURES, to="rows", **given)
        arrays = tfevents.scalars(FIXTURES, to="columns", **given)
        self.assertEqual(list(zip(*(cells.tolist() for cells in arrays.values()))), [tuple(row) for row in rows])
        table = tfevents.scalars(FIXTURES, to="arrow", **given)
        table.validate(full=True)
        self.assertEqual([tuple(row.values()) for row in table.to_pylist()], [tuple(row) for row in rows])
        with mock.patch.object(_scalars, "is_installed", lambda name: name not in ("pyarrow", "pandas")):
            self.assertEqual(tfevents.scalars(FIXTURES, **given)["value"], [row.value for row in rows])
        with self.assertRaises(tfevents.NothingFound):
            tfevents.scalars("/nowhere", to="arrow")
        with self.assertRaises(tfevents.TfeventsError):
            tfevents.scalars(FIXTURES, to="arrow", smooth="no such way")
        empty = tfevents.scalars(FIXTURES, tags="none", to="arrow")
        self.assertEqual(empty.num_rows, 0)
        more = tfevents.scalars(FIXTURES, to="arrow", columns="file,dtype")
        self.assertEqual(more.column_names[5:], ["file", "dtype"])

    def test_rows_that_a_later_stream_calls_void_are_dropped(self):
        try:
            import pyarrow.ipc
        except ImportError:
            self.skipTest("pyarrow is not here")
        parts = [(None, ["a", "a", "b", "c"]), (2, ["a", "d"]), (4, []), (3, ["e"] * 200)]
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "streams")
            with open(path, "wb") as file:
                for standing, tags in parts:
                    words = pyarrow.array(["a"] + tags).dictionary_encode()[1:]
                    table = pyarrow.table({"tag": words, "step": pyarrow.array(range(len(tags)), "int64")})
                    metadata = None if standing is None else {"standing": str(standing)}
                    with pyarrow.ipc.new_stream(file, table.schema.with_metadata(metadata)) as writer:
                        writer.write_table(table)
            expected = {"tag": ["a", "a", "a"] + ["e"] * 200, "step": [0, 1, 0] + list(range(200))}
            found = _arrow.Columns().read(["cat", path]).arrays()
            self.assertEqual({name: cells.tolist() for name, cells in found.items()}, expected)
            self.assertEqual(_arrow.table(["cat", path]).to_pydict(), expected)
            cut = "head -c 1500 {}; echo why >&2; exit 3".format(path)
            with self.assertRaisesRegex(tfevents.TfeventsError, "why"):
                _arrow.Columns().read(["sh", "-c", cut])

    def test_damage_is_a_warning_by_way_of_arrow_too(self):
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            self.skipTest("pyarrow is not here")
        source = next(pathlib.Path(self.logs).iterdir())
        with tempfile.TemporaryDirectory() as folder:
            data = bytearray(source.read_bytes())
            data[5000] ^= 255
            (pathlib.Path(folder) / source.name).write_bytes(data)
            with self.assertWarns(tfevents.TfeventsWarning):
                tfevents.scalars(folder, to="arrow")

    def test_scalars_as_rows_and_columns(self):
        rows = tfevents.scalars(self.logs, tags="eval/loss", to="rows")
        columns = tfevents.scalars(self.logs, tags="eval/loss", to="columns")
        self.assertEqual(len(rows), 60)
        self.assertEqual(list(zip(*map(list, columns.values()))), [tuple(row) for row in rows])
        last = tfevents.analyze(self.logs)[0]
        self.assertEqual((rows[-1].step, rows[-1].value), (last.last_step, last.last))
        part = tfevents.scalars(self.logs, tags=["eval/loss"], steps=(None, 500), to="rows")
        self.assertEqual([row.step for row in part], [100, 200, 300, 400, 500])
        self.assertEqual(len(tfevents.scalars(self.logs, tags="none", to="columns")["step"]), 0)

    def test_judging_the_points_of_a_run_is_analyzing_it(self):
        # What a log holds beside its points, and how its file is written.
        of_files = {"run", "path", "bytes", "files", "hyperparameters", "checkpoint", "nearest_checkpoint", "next"}
        # The rows of an export do not tell restarts any more.
        of_files |= {"superseded_points", "all_points", "notes"}
        paths = sorted(FIXTURES.iterdir())
        for path in paths:
            (expected,) = tfevents.analyze(path)
            found = tfevents.judge(tfevents.scalars(path, to="rows"))
            for key in expected.record:
                if key not in of_files:
                    self.assertEqual(found.record.get(key), expected.record[key], (path.name, key))

    def test_a_judge_goes_on_after_a_resume(self):
        judge = tfevents.Judge()
        for row in tfevents.scalars(self.logs, to="rows"):
            if row.step == 3000 and row.tag == "eval/loss":
                state = json.loads(json.dumps(judge.state_dict()))
                judge = tfevents.Judge()
                judge.load_state_dict(state)
            judge.log(row.step, {row.tag: row.value}, row.wall_time)
        self.assertEqual(judge.analysis().record["points"], 60)
        self.assertEqual(judge.analysis().verdict, "overfitting")

    def test_points_without_times_and_with_nan_are_judged(self):
        steps = list(range(1, 101))
        found = tfevents.judge({"loss": (steps, [2 + 1 / step for step in steps[:-1]] + [None])})
        self.assertEqual((found.run, found.metric), ("-", "loss"))
        self.assertEqual(found.record["all_points"], 100)

    def test_the_module_is_the_executable_and_does_not_find_itself(self):
        done = subprocess.run(
            [sys.executable, "-m", "tfevents", "analyze", "-f", "jsonl", self.logs],
            stdout=subprocess.PIPE, cwd=str(PACKAGE), timeout=60,
        )
        self.assertEqual(json.loads(done.stdout)["verdict"], "overfitting")


@needs_binary
class Frames(unittest.TestCase):
    def setUp(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            self.skipTest("pandas is not here")

    def test_a_data_frame_has_the_exact_values(self):
        import pandas

        table = tfevents.scalars(FIXTURES)
        self.assertEqual(
            [str(kind) for kind in table.dtypes], ["category", "category", "int64", "float64", "float64"]
        )
        rows = tfevents.scalars(FIXTURES, to="rows")
        self.assertEqual(list(table.itertuples(index=False, name=None)), [tuple(row) for row in rows])
        with mock.patch.object(_scalars, "is_installed", lambda name: name == "pandas"):
            pandas.testing.assert_frame_equal(tfevents.scalars(FIXTURES), table)
        empty = tfevents.scalars(FIXTURES, tags="none")
        self.assertEqual((len(empty), list(empty.dtypes)[2:]), (0, list(table.dtypes)[2:]))

    def test_a_frame_of_one_run_is_judged_and_one_of_several_refused(self):
        table = tfevents.scalars(FIXTURES)
        one = table[table["run"] == "sft-overfit"]
        self.assertEqual(tfevents.judge(one).verdict, "overfitting")
        with self.assertRaisesRegex(ValueError, "several runs"):
            tfevents.judge(table)

    def test_polars_and_arrow_tables_are_judged(self):
        for to in ("arrow", "polars"):
            try:
                table = tfevents.scalars(FIXTURES / "sft-overfit", to=to)
            except ImportError:
                continue
            self.assertEqual(tfevents.judge(table).verdict, "overfitting", to)

    def test_a_frame_of_analyses(self):
        table = tfevents.frame(tfevents.analyze(FIXTURES))
        self.assertEqual(len(table), 4)
        self.assertIn("verdict", table.columns)


@needs_binary
class TensorBoard(unittest.TestCase):
    def test_values_are_those_of_its_own_reader(self):
        try:
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
        except ImportError:
            self.skipTest("tensorboard is not here")
        folders = sorted({path.parent for path in FIXTURES.rglob("*tfevents*")})
        for folder in folders:
            board = EventAccumulator(str(folder), size_guidance={"scalars": 0}).Reload()
            rows = tfevents.scalars(folder, overlap="tensorboard", to="rows")
            for tag in board.Tags()["scalars"]:
                theirs = [(one.step, one.wall_time, one.value) for one in board.Scalars(tag)]
                ours = [(one.step, one.wall_time, one.value) for one in rows if one.tag == tag]
                self.assertEqual(ours, theirs, (folder, tag))

    def test_the_stand_in_answers_as_it_does(self):
        try:
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
        except ImportError:
            self.skipTest("tensorboard is not here")
        for folder in sorted({path.parent for path in FIXTURES.rglob("*tfevents*")}):
            theirs = EventAccumulator(str(folder), size_guidance={"scalars": 0}).Reload()
            ours = compat.EventAccumulator(str(folder), size_guidance={"scalars": 0}).Reload()
            self.assertEqual(sorted(ours.Tags()["scalars"]), sorted(theirs.Tags()["scalars"]))
            for tag in theirs.Tags()["scalars"]:
                self.assertEqual(
                    [tuple(one) for one in ours.Scalars(tag)],
                    [(one.wall_time, one.step, one.value) for one in theirs.Scalars(tag)],
                )

    def test_the_stand_in_says_what_it_has_not(self):
        reader = compat.EventAccumulator(str(FIXTURES / "sft-good"))
        with self.assertRaises(RuntimeError):
            reader.Tags()
        with self.assertRaises(KeyError):
            reader.Reload().Scalars("no/such/tag")
        with self.assertRaisesRegex(tfevents.TfeventsError, "scalars alone"):
            reader.Images("x")
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(compat.EventAccumulator(folder).Reload().Tags()["scalars"], [])


if __name__ == "__main__":
    unittest.main()
