"""Keras, Stable-Baselines3, MMEngine, Ray, Lightning, DVCLive and MLflow's file store write what `export` reads back.

    python3 Tests/Peers/text_logs_peer.py .build/release/tfevents

Each writer that is installed is driven by itself, without a training and without what it would train on. Where
PyTorch, OpenCV or Matplotlib are missing and a writer only names them, a stand-in is imported.
"""

import abc
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import types

from logged import compare, exported, flat, rows
from peers import program, tfevents

COUNT = 40


def stand_in(*names):
    """Replacements for missing modules; any attribute can be read from them."""

    class Anything(abc.ABCMeta):
        def __getattr__(cls, name):
            if name.startswith("__"):
                raise AttributeError(name)
            return Anything(name, (Nothing,), {})

        def __index__(cls):
            return 1

    class Nothing(metaclass=Anything):
        def __init__(self, *_, **__):
            pass

        def __index__(self):
            return 1

        def __class_getitem__(cls, _):
            return cls

    class Module(types.ModuleType):
        __path__ = []
        __version__ = "2.0.0"

        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            return Anything(name, (Nothing,), {})

    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name.split(".")[0] in missing:
                return importlib.util.spec_from_loader(name, self)

        def create_module(self, spec):
            return Module(spec.name)

        def exec_module(self, module):
            pass

    missing = {name for name in names if importlib.util.find_spec(name) is None}
    if missing:
        sys.meta_path.append(Finder())


def plain(step, given):
    """The numbers of a step under flat names."""
    return dict(flat(given, "/"))


def logged(start=0):
    return [(step + start, plain(step, given)) for step, given in rows(COUNT)]


def keras(folder):
    os.environ.setdefault("KERAS_BACKEND", "numpy")
    module = importlib.import_module("keras")
    logger = module.callbacks.CSVLogger(folder + "/history.csv")
    logger.set_model(types.SimpleNamespace(stop_training=False))
    logger.on_train_begin()
    wanted = {}
    for step, given in logged():
        # Its columns are those of the first epoch.
        given = {"loss": given["train/loss"], "lr": given["lr"]}
        logger.on_epoch_end(step, given)
        wanted.update({(tag, step): value for tag, value in given.items()})
    logger.on_train_end()
    return module.__version__, wanted


def stable_baselines(folder):
    package = importlib.util.find_spec("stable_baselines3")
    if package is None:
        raise ImportError("stable_baselines3")
    stand_in("torch", "matplotlib")
    home = package.submodule_search_locations[0]
    spec = importlib.util.spec_from_file_location("sb3_logger", home + "/common/logger.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["sb3_logger"] = module
    spec.loader.exec_module(module)
    logger = module.Logger(folder, [module.CSVOutputFormat(folder + "/progress.csv")])
    wanted = {}
    for step, given in logged(1):
        for tag, value in {**given, "time/total_timesteps": 2048 * step}.items():
            logger.record(tag, value)
            if tag != "time/total_timesteps":
                wanted[tag, 2048 * step] = value
        logger.dump(2048 * step)
    logger.close()
    return open(home + "/version.txt").read().strip(), wanted


def mmengine(folder):
    stand_in("torch", "cv2", "matplotlib")
    module = importlib.import_module("mmengine")
    backend = importlib.import_module("mmengine.visualization").LocalVisBackend(folder + "/vis_data")
    wanted = {}
    for step, given in logged(1):
        backend.add_scalars({**given, "iter": step}, step=step)
        wanted.update({(tag, step): value for tag, value in given.items()})
        wanted["iter", step] = step
    backend.close()
    return module.__version__, wanted


def ray(folder):
    module = importlib.import_module("ray")
    loggers = importlib.import_module("ray.tune.logger")

    class Trial:
        config, local_path, path, trial_id, checkpoint = {"lr": 1e-3}, folder, folder, "t1", None

        def init_local_path(self):
            pass

    trial = Trial()
    callback = loggers.JsonLoggerCallback()
    callback.log_trial_start(trial)
    wanted = {}
    for step, given in logged(1):
        result = {**given, "training_iteration": step, "timestamp": 1790000000 + step, "config": trial.config}
        callback.log_trial_result(step, trial, result)
        wanted.update({(tag, step): value for tag, value in given.items()})
    callback.log_trial_end(trial)
    return module.__version__, wanted


def lightning(folder):
    module = importlib.import_module("lightning")
    logger = importlib.import_module("lightning.pytorch.loggers").CSVLogger(folder)
    wanted = {}
    for step, given in logged():
        logger.log_metrics(given, step=step)
        wanted.update({(tag, step): value for tag, value in given.items()})
    logger.finalize("success")
    return module.__version__, wanted


def dvclive(folder):
    module = importlib.import_module("dvclive")
    wanted = {}
    with module.Live(folder + "/dvclive", save_dvc_exp=False, dvcyaml=None) as live:
        live.log_params({"lr": 1e-3})
        for step, given in logged():
            live.step = step
            for tag, value in given.items():
                live.log_metric(tag, value)
                wanted[tag, step] = value
            live.make_summary()
    return importlib.import_module("importlib.metadata").version("dvclive"), wanted


def mlflow(folder):
    os.environ.update(
        MLFLOW_TRACKING_URI="file://" + folder + "/mlruns", MLFLOW_ALLOW_FILE_STORE="true", USER="user",
        LOGNAME="user")
    module = importlib.import_module("mlflow")
    module.set_experiment("demo")
    wanted = {}
    with module.start_run(run_name="files"):
        for step, given in logged():
            module.log_metrics(given, step=step)
            wanted.update({(tag, step): value for tag, value in given.items()})
    return module.__version__, wanted


WRITERS = (keras, stable_baselines, mmengine, ray, lightning, dvclive, mlflow)


def main(names):
    program()
    if not names:
        # One process each, so that a replacement for one writer does not affect another.
        done = [subprocess.run([sys.executable, __file__, sys.argv[1], one.__name__]) for one in WRITERS]
        sys.exit(max(one.returncode for one in done))
    for writer in WRITERS:
        if writer.__name__ not in names:
            continue
        folder = tempfile.mkdtemp()
        here = os.getcwd()
        os.chdir(folder)
        try:
            version, wanted = writer(folder)
        except ImportError as error:
            print(f"skipped: {writer.__name__} ({error})")
            continue
        finally:
            os.chdir(here)
        # Some write it beside what they were given.
        got = {key: found for key, found in exported(folder).items() if key in wanted or key[0] != "epoch"}
        compare(got, {key: float(value) for key, value in wanted.items()})
        tfevents("scan", folder)
        shutil.rmtree(folder)
        print(f"{writer.__name__} {version}: {len(wanted)} numbers are read as they were given")


main(sys.argv[2:])
