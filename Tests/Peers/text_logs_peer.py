"""Keras, Stable-Baselines3, MMEngine, Ray, Lightning, DVCLive and MLflow's file store write what `export` reads back.

    python3 Tests/Peers/text_logs_peer.py .build/release/tfevents

Each writer that is installed is driven by itself, without a training and without what it would train on. Where
PyTorch, OpenCV or Matplotlib are missing and a writer only names them, a stand-in is imported.
"""

import importlib
import os
import types

from logged import compare, each_alone, exported, flat, rows
from peers import tfevents
from stand_in import home, load, stand_in

COUNT = 40


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
    package = home("stable_baselines3")
    stand_in("torch", "matplotlib")
    module = load("sb3_logger", package + "/common/logger.py")
    logger = module.Logger(folder, [module.CSVOutputFormat(folder + "/progress.csv")])
    wanted = {}
    for step, given in logged(1):
        for tag, value in {**given, "time/total_timesteps": 2048 * step}.items():
            logger.record(tag, value)
            if tag != "time/total_timesteps":
                wanted[tag, 2048 * step] = value
        logger.dump(2048 * step)
    logger.close()
    return open(package + "/version.txt").read().strip(), wanted


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


def check(folder, wanted):
    # Some write it beside what they were given.
    got = {key: found for key, found in exported(folder).items() if key in wanted or key[0] != "epoch"}
    compare(got, {key: float(value) for key, value in wanted.items()})
    tfevents("scan", folder)


each_alone((keras, stable_baselines, mmengine, ray, lightning, dvclive, mlflow), check)
