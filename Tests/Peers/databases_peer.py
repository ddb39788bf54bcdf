"""MLflow and Trackio write runs into a database that `tfevents export` reads back, to the bit, changing nothing.

    python3 Tests/Peers/databases_peer.py .build/release/tfevents
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile

from block_logs_peer import compare_run, flat, rows
from peers import program, tfevents


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


WRITERS = {"mlflow": (write_mlflow, "."), "trackio": (write_trackio, "/")}


def digest(folder):
    """The names of the files in a folder and what is in them."""
    return {
        name: hashlib.sha256(open(os.path.join(folder, name), "rb").read()).hexdigest()
        for name in sorted(os.listdir(folder)) if os.path.isfile(os.path.join(folder, name))}


def main():
    program()
    for name, (_, joint) in WRITERS.items():
        try:
            module = __import__(name)
        except ImportError:
            print(f"skipped: {name} is not installed")
            continue
        count = 60
        folder = tempfile.mkdtemp()
        done = subprocess.run(
            [sys.executable, os.path.abspath(__file__), "--write", name, folder, str(count)], cwd=folder,
            env={**os.environ, "HOME": folder, "USER": "user", "LOGNAME": "user", "HF_HUB_OFFLINE": "1"},
            capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr[-2000:]
        before = digest(folder)
        wanted = {}
        for step, given in rows(count):
            wanted.update({(tag, step): value for tag, value in flat(given, joint)})
        for run in ("first", "second"):
            compare_run(folder, wanted, "demo/" + run)
        record = tfevents("analyze", folder, "--runs", "demo/first", "-f", "jsonl")
        assert '"lr":"0.0001"' in record and '"optimizer":"adam"' in record, record[:300]
        assert digest(folder) == before
        shutil.rmtree(folder)
        print(f"{name} {module.__version__}: {len(wanted)} numbers of each of two runs are read as they were given")


if sys.argv[1:2] == ["--write"]:
    WRITERS[sys.argv[2]][0](sys.argv[3], int(sys.argv[4]))
elif __name__ == "__main__":
    main()
