"""The callbacks, with stand-ins for the libraries that call them; the real ones train under Tests/Peers."""

import importlib
import math
import sys
import types
import unittest
import warnings
from unittest import mock

import tfevents
from tfevents._judge import Judge
from tfevents._stopping import Stopping, of_first_process


def judged(*words):
    """Lets the judge find these verdicts one after the other, the last one for ever, each with a further point."""
    said = list(words)

    def analysis(self):
        word = said.pop(0) if len(said) > 1 else said[0]
        if isinstance(word, Exception):
            raise word
        return mock.Mock(verdict=word, points=len(self), reason="because")

    return mock.patch.object(Judge, "analysis", analysis)


def module_with(name, **stand_ins):
    """The package's module of a library, loaded while the library is a stand-in."""
    library = types.ModuleType(name)
    for key, value in stand_ins.items():
        setattr(library, key, value)
    sys.modules.pop("tfevents." + name.split(".")[0], None)
    with mock.patch.dict(sys.modules, {name: library, name.split(".")[0]: library}):
        found = importlib.import_module("tfevents." + name.split(".")[0])
    sys.modules.pop("tfevents." + name.split(".")[0], None)
    return found


class Callback:
    pass


def warnings_of(body):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        result = body()
    return result, [str(one.message) for one in said]


class Askings(unittest.TestCase):
    def stopping(self, **more):
        given = dict(stop_on="diverged", confirm=2, on_verdict=None, warn_on=())
        return Stopping(**dict(given, **more))

    def test_words_that_are_no_verdicts_are_refused_at_once(self):
        for given in [{"stop_on": "overfiting"}, {"warn_on": ["flat"]}, {"confirm": 0}]:
            with self.assertRaises(ValueError):
                self.stopping(**given)

    def test_asking_again_without_new_evidence_counts_once(self):
        with judged("overfitting"):
            one = self.stopping(stop_on="overfitting", confirm=2)
            one.log(1, {"loss": 1.0})
            self.assertEqual([one.should_stop() for _ in range(3)], [False] * 3)
            one.log(2, {"loss": 1.0})
            self.assertTrue(one.should_stop())

    def test_a_doubt_begins_the_count_anew(self):
        with judged("diverged", "improving", "diverged", "diverged"):
            one, found = self.stopping(), []
            for step in range(4):
                one.log(step, {"loss": 1.0})
                found.append(one.should_stop())
        self.assertEqual(found, [False, False, False, True])

    def test_between_validations_it_asks_as_the_points_grow_and_at_once_for_what_is_not_finite(self):
        asked = []
        with mock.patch.object(Judge, "should_stop", lambda judge, *_: asked.append(len(judge))):
            one = self.stopping()
            for step in range(1, 2001):
                one.log(step, {"loss": math.nan if step == 1500 else 1.0})
                one.should_stop(is_validated=False)
        self.assertIn(1500, asked)
        self.assertLess(len(asked), 450)
        self.assertLessEqual(max(later - former for former, later in zip(asked, asked[1:])), 20)

    def test_who_is_told_and_who_is_warned(self):
        told = []
        with judged("improving", "improving", "overfitting", "improving", "overfitting"):
            one = self.stopping(on_verdict=lambda found: told.append(found.verdict), warn_on=["overfitting"])

            def train():
                for step in range(5):
                    one.log(step, {"loss": 1.0})
                    one.should_stop()

            _, said = warnings_of(train)
        self.assertEqual(told, ["improving", "overfitting", "improving", "overfitting"])
        self.assertEqual(said, ["overfitting: because"])

    def test_one_who_fails_when_told_is_a_warning_and_the_count_goes_on(self):
        with judged("diverged"):
            one = self.stopping(on_verdict=lambda _: 1 / 0)

            def train():
                for step in range(2):
                    one.log(step, {"loss": 1.0})
                    answer = one.should_stop()
                return answer

            answer, said = warnings_of(train)
        self.assertTrue(answer)
        self.assertRegex(said[0], "on_verdict failed: ZeroDivisionError")

    def test_faults_are_one_warning_and_after_three_in_a_row_nothing_is_asked(self):
        asked = []

        def analysis(_):
            asked.append(1)
            raise tfevents.TfeventsError("no executable")

        with mock.patch.object(Judge, "analysis", analysis):
            one = self.stopping()

            def train():
                for step in range(10):
                    one.log(step, {"loss": 1.0})
                    self.assertFalse(one.should_stop())

            _, said = warnings_of(train)
        self.assertEqual((len(asked), len(said)), (3, 1))

    def test_what_is_no_number_is_left_out(self):
        one = self.stopping()
        one.log(3, {"loss": 1, "note": "x", "none": None, "list": [1, 2], 5: 2.0})
        one.log("x", {"loss": 1})
        self.assertEqual(len(one.judge), 2)

    def test_a_tensor_with_a_gradient_is_taken_without_a_warning(self):
        class Tensor:
            def detach(self):
                return 0.5

            def __float__(self):
                warnings.warn("a tensor that requires a gradient becomes a number")
                return 0.5

        def train():
            one = self.stopping()
            one.log(1, {"loss": Tensor()})
            tfevents.Judge().log(1, {"loss": Tensor()})
            self.assertEqual(len(one.judge), 1)

        _, said = warnings_of(train)
        self.assertEqual(said, [])

    def test_the_first_process_answers_for_all(self):
        sent = []

        def distributed(rank):
            def broadcast(box, src):
                sent.append(box[0])
                box[0] = sent[0]

            return types.SimpleNamespace(
                is_available=lambda: True, is_initialized=lambda: True, get_world_size=lambda: 2,
                get_rank=lambda: rank, broadcast_object_list=broadcast)

        def never():
            raise AssertionError("asked in another process than the first")

        with mock.patch.dict(sys.modules, {"torch.distributed": distributed(0)}):
            self.assertTrue(of_first_process(lambda: True))
        with mock.patch.dict(sys.modules, {"torch.distributed": distributed(1)}):
            self.assertTrue(of_first_process(never))
        self.assertEqual(sent, [True, False])


class TransformersCallback(unittest.TestCase):
    def train(self, callback, state, steps, validates=True):
        """Calls a callback as Trainer does; gives the step at which the training ends."""
        control = types.SimpleNamespace(should_training_stop=False, should_log=False)
        callback.on_train_begin(None, state, control)
        for step in steps:
            callback.on_step_begin(None, state, control)
            control.should_log = step % 2 == 0
            callback.on_step_end(None, state, control)
            if step % 2 == 0:
                state.log_history.append({"loss": 1.0, "step": step, "epoch": 0.1})
                if validates:
                    state.log_history.append({"eval_loss": 1.0, "step": step, "epoch": 0.1})
                    callback.on_evaluate(None, state, control)
            if control.should_training_stop:
                return step
        return None

    def setUp(self):
        self.library = module_with("transformers", TrainerCallback=Callback)

    def state(self, history=()):
        return types.SimpleNamespace(log_history=list(history), is_world_process_zero=True)

    def test_it_stops_after_the_evaluation_that_confirms(self):
        with judged("improving", "diverged", "diverged"):
            callback, state = self.library.StopOnVerdict(), self.state()
            self.assertEqual(self.train(callback, state, range(1, 99)), 6)
        tags = {point[0] for point in callback._stopping.judge.state_dict()["points"]}
        self.assertLessEqual({"train/loss", "eval/loss"}, tags)

    def test_without_evaluations_it_stops_after_the_step_behind_the_log(self):
        with judged("diverged"):
            callback = self.library.StopOnVerdict()
            self.assertEqual(self.train(callback, self.state(), range(1, 99), validates=False), 5)

    def test_a_resumed_training_goes_on_with_its_history(self):
        history = [{"eval_loss": 1.0, "step": step} for step in range(1, 9)]
        with judged("diverged"):
            callback = self.library.StopOnVerdict()
            self.assertEqual(self.train(callback, self.state(history), range(9, 99)), 10)

    def test_a_second_training_begins_anew(self):
        with judged("improving"):
            callback = self.library.StopOnVerdict()
            for _ in range(2):
                self.train(callback, self.state(), range(1, 9), validates=False)
        self.assertEqual({point[1] for point in callback._stopping.judge.state_dict()["points"]}, {2, 4, 6})


class LightningCallback(unittest.TestCase):
    def trainer(self, is_first=True):
        trainer = types.SimpleNamespace(
            log_every_n_steps=2, global_step=0, callback_metrics={}, is_global_zero=is_first, sanity_checking=False,
            should_stop=False, state=types.SimpleNamespace(fn="fit"))
        trainer.strategy = types.SimpleNamespace(broadcast=lambda answer, src: answer)
        return trainer

    def setUp(self):
        module = module_with("lightning.pytorch", Callback=Callback)
        self.library = module

    def validate(self, trainer, callback, step):
        trainer.global_step = step
        trainer.callback_metrics["val_loss"] = float(step)
        callback.on_validation_end(trainer, None)

    def test_it_stops_after_the_validation_that_confirms(self):
        with judged("improving", "diverged", "diverged"):
            trainer, callback = self.trainer(), self.library.StopOnVerdict()
            trainer.sanity_checking = True
            self.validate(trainer, callback, 0)
            trainer.sanity_checking = False
            found = []
            for step in (10, 20, 30):
                self.validate(trainer, callback, step)
                callback.on_train_epoch_end(trainer, None)
                found.append(trainer.should_stop)
        self.assertEqual(found, [False, False, True])
        self.assertEqual(len(callback.state_dict()["points"]), 3)

    def test_a_metric_is_taken_when_it_is_new_and_at_logged_steps(self):
        with judged("improving"):
            trainer, callback = self.trainer(), self.library.StopOnVerdict()
            for step in range(1, 9):
                trainer.global_step = step
                trainer.callback_metrics["train_loss"] = 1.0 + step
                callback.on_train_batch_end(trainer, None)
                if step == 4:
                    self.validate(trainer, callback, step)
        points = [(tag, step) for tag, step, _, _ in callback.state_dict()["points"]]
        self.assertEqual(points.count(("val_loss", 4)), 1)
        self.assertEqual([step for tag, step in points if tag == "train_loss"], [2, 4, 6, 8])

    def test_another_training_begins_anew_and_a_resumed_one_goes_on(self):
        with judged("improving"):
            callback, kept = self.library.StopOnVerdict(), {}
            for first in (0, 0, 20):
                trainer = self.trainer()
                trainer.global_step = first
                if first:
                    callback.load_state_dict(kept)
                callback.on_train_start(trainer, None)
                for step in (first + 10, first + 20):
                    self.validate(trainer, callback, step)
                kept = callback.state_dict()
                self.validate(trainer, callback, first + 30)
        self.assertEqual([step for _, step, _, _ in callback.state_dict()["points"]], [10, 20, 30, 40, 50])

    def test_others_than_the_first_process_do_what_it_says(self):
        with mock.patch.object(Judge, "analysis", side_effect=AssertionError("asked in the second process")):
            trainer, callback = self.trainer(is_first=False), self.library.StopOnVerdict()
            trainer.strategy.broadcast = lambda answer, src: True
            self.validate(trainer, callback, 10)
        self.assertTrue(trainer.should_stop)
        self.assertEqual(callback.state_dict()["points"], [])


class KerasCallback(unittest.TestCase):
    def setUp(self):
        self.library = module_with("keras", callbacks=types.SimpleNamespace(Callback=Callback))

    def train(self, callback, epochs):
        callback.model = types.SimpleNamespace(stop_training=False)
        for epoch in epochs:
            callback.on_epoch_end(epoch, {"loss": 1.0, "val_loss": 2.0})
            if callback.model.stop_training:
                return epoch
        return None

    def test_it_stops_after_the_epoch_that_confirms_a_resume_between_them_too(self):
        with judged("improving", "diverged", "diverged"):
            first = self.library.StopOnVerdict()
            self.assertIsNone(self.train(first, range(2)))
            second = self.library.StopOnVerdict()
            second.load_state_dict(first.state_dict())
            self.assertEqual(self.train(second, range(2, 99)), 2)

    def test_another_training_begins_anew(self):
        with judged("improving"):
            callback = self.library.StopOnVerdict()
            self.train(callback, range(5))
            self.train(callback, range(3))
        self.assertEqual(len(callback.state_dict()["points"]), 6)


if __name__ == "__main__":
    unittest.main()
