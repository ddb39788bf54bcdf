"""MLflow and Trackio write runs into a database that `tfevents export` reads back, to the bit, changing nothing.

    python3 Tests/Peers/databases_peer.py .build/release/tfevents
"""

import hashlib
import os
import shutil

from logged import compare_run, flat, numbers, rows, write, written
from peers import installed, program, tfevents


def write_mlflow(folder, count):
    os.environ["MLFLOW_TRACKING_URI"] = "sqlite:///" + folder + "/mlflow.db"
    import mlflow

    mlflow.set_experiment("demo")
    for run in ("first", "second"):
        with mlflow.start_run(run_name=run):
            mlflow.log_params({"lr": 1e-4, "optimizer": "adam"})
            for step, given in rows(count):
                mlflow.log_metrics(dict(flat(given, ".")), step=step)


def write_trackio(folder, count):
    os.environ["TRACKIO_DIR"] = folder
    import trackio

    for run in ("first", "second"):
        trackio.init(project="demo", name=run, config={"lr": 1e-4, "optimizer": "adam"})
        for step, given in rows(count):
            trackio.log(given, step=step)
        trackio.finish()


WRITERS = {"mlflow": write_mlflow, "trackio": write_trackio}
JOINTS = {"mlflow": ".", "trackio": "/"}


def digest(folder):
    """The names of the files in a folder and what is in them."""
    return {
        name: hashlib.sha256(open(os.path.join(folder, name), "rb").read()).hexdigest()
        for name in sorted(os.listdir(folder)) if os.path.isfile(os.path.join(folder, name))}


def main():
    program()
    for name, version in installed(WRITERS):
        folder = written(name, 60, USER="user", LOGNAME="user", HF_HUB_OFFLINE="1")
        before = digest(folder)
        wanted = numbers(60, JOINTS[name])
        for run in ("first", "second"):
            compare_run(folder, wanted, "demo/" + run)
        record = tfevents("analyze", folder, "--runs", "demo/first", "-f", "jsonl")
        assert '"lr":"0.0001"' in record and '"optimizer":"adam"' in record, record[:300]
        assert digest(folder) == before
        shutil.rmtree(folder)
        print(f"{name} {version}: {len(wanted)} numbers of each of two runs are read as they were given")


if not write(WRITERS):
    main()
