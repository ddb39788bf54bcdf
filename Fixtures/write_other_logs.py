#!/usr/bin/env python3
"""Writes the logs of other loggers below Fixtures/other-logs, the same bytes every time.

usage: PYTHONHASHSEED=0 KERAS_BACKEND=jax python3 Fixtures/write_other_logs.py

Keras (3.15) and Stable-Baselines3 (2.9) write their own; without PyTorch, which their writing does not
need, a stand-in is imported. The others are written here as their writers do: Ray 2, MMEngine 0.10 and
SwanLab 0.10. Scripts in Tests/Peers let trainers write the rest themselves: block_logs_peer.py wandb-*,
console_logs_peer.py console-*, training_logs_peer.py llamafactory and ultralytics*.
"""
import csv
import datetime
import importlib.util
import json
import math
import os
import random
import struct
import sys
import types
import zlib

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "other-logs")


def path(*names):
    whole = os.path.join(HERE, *names)
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    return whole


def noise(scale):
    return scale * random.gauss(0, 1)


def falling(share, end=0.5, height=2.0, pace=8):
    return end + height * math.exp(-pace * share) + noise(0.01)


def turning(share):
    """Falls to a third of the way, then rises."""
    return falling(share, pace=12) + max(0, share - 0.35) * 1.2


def write_keras():
    import keras

    for folder, name, separator in [("keras", "history.csv", ","), ("keras-semicolon", "train.log", ";")]:
        random.seed(folder)
        logger = keras.callbacks.CSVLogger(path(folder, name), separator=separator)
        logger.set_model(types.SimpleNamespace(stop_training=False))
        logger.on_train_begin()
        for epoch in range(40):
            share = epoch / 40
            logger.on_epoch_end(epoch, {
                "accuracy": 1 - falling(share, 0.05, 0.5), "loss": falling(share, 0.2, pace=6),
                "val_accuracy": 1 - falling(share, 0.15, 0.4), "val_loss": turning(share),
            })
        logger.on_train_end()


def stable_baselines_logger():
    """The logger alone: its package imports every algorithm."""
    for name in ("torch", "matplotlib", "matplotlib.figure"):
        module = types.ModuleType(name)
        module.Tensor, module.Figure, module.figure = type("Tensor", (), {}), type("Figure", (), {}), module
        sys.modules.setdefault(name, module)
    package = importlib.util.find_spec("stable_baselines3").submodule_search_locations[0]
    spec = importlib.util.spec_from_file_location("sb3_logger", os.path.join(package, "common", "logger.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_stable_baselines():
    random.seed("sb3")
    logger = stable_baselines_logger()
    formats = [
        logger.CSVOutputFormat(path("sb3", "progress.csv")),
        logger.JSONOutputFormat(path("sb3", "progress.json")),
    ]
    for turn in range(1, 41):
        share = turn / 40
        values = {
            "rollout/ep_len_mean": 200.0, "rollout/ep_rew_mean": 190 - 170 * math.exp(-8 * share) + noise(1),
            "time/fps": 900 + turn % 7, "time/iterations": turn, "time/time_elapsed": 2 * turn,
            "time/total_timesteps": 2048 * turn,
        }
        if turn > 1:
            values["train/loss"] = 30 * falling(share)
            values["train/learning_rate"] = 0.0003
        for each in formats:
            each.write(dict(sorted(values.items())), {key: () for key in values}, 2048 * turn)
    for each in formats:
        each.close()


def flat(value, name=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{name}/{key}" if name else key)
    else:
        yield name, value


def write_ray():
    random.seed("ray")
    results = []
    for turn in range(1, 41):
        share = turn / 40
        results.append({
            "env_runners": {"episode_return_mean": 480 - 450 * math.exp(-9 * share) + noise(3), "num_episodes": 12},
            "learners": {"default_policy": {"total_loss": falling(share, 0.1), "entropy": 0.7 - 0.3 * share}},
            "done": turn == 40, "training_iteration": turn, "trial_id": "5f1c2_00000",
            "date": datetime.datetime.fromtimestamp(1790000000 + 10 * turn, datetime.timezone.utc).strftime(
                "%Y-%m-%d_%H-%M-%S"),
            "timestamp": 1790000000 + 10 * turn, "time_this_iter_s": 10.0 + noise(0.1), "time_total_s": 10.0 * turn,
            "pid": 4242, "hostname": "node", "config": {"lr": 0.0005, "gamma": 0.99, "model": {"layers": 2}},
            "iterations_since_restore": turn,
        })
    with open(path("ray", "result.json"), "w") as file:
        for result in results:
            file.write(json.dumps(result) + "\n")
        file.write(json.dumps(results[-1])[:120])  # As a kill leaves it.
    with open(path("ray", "progress.csv"), "w", newline="") as file:
        writer = csv.DictWriter(file, dict(flat(results[0])))
        writer.writeheader()
        writer.writerows(dict(flat(result)) for result in results)


def write_mmengine():
    random.seed("mmengine")
    with open(path("mmengine", "vis_data", "scalars.json"), "w") as file:
        for epoch in range(1, 21):
            for iteration in range(50, 101, 50):
                share = (epoch - 1 + iteration / 100) / 20
                step = 100 * (epoch - 1) + iteration
                file.write(json.dumps({
                    "lr": 0.02 * (1 - share), "data_time": 0.01, "loss": falling(share), "loss_cls": falling(share, 0.3),
                    "time": 0.25, "epoch": epoch, "iter": step, "memory": 2048, "step": step}) + "\n")
            share = epoch / 20
            file.write(json.dumps({
                "coco/bbox_mAP": round(0.42 * (1 - math.exp(-8 * share)) + noise(0.001), 3),
                "coco/bbox_mAP_50": round(0.6 * (1 - math.exp(-8 * share)) + noise(0.001), 3),
                "data_time": 0.02, "time": 0.1, "step": epoch}) + "\n")


def varint(number):
    text = b""
    while number > 127:
        text += bytes([number & 127 | 128])
        number >>= 7
    return text + bytes([number])


def field(number, content):
    """A field of a protobuf message: a whole number, a double or bytes; a number of 0 is left out."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content) if content else b""
    if isinstance(content, float):
        return varint(number << 3 | 1) + struct.pack("<d", content) if content else b""
    return varint(number << 3 | 2) + varint(len(content)) + content


class BlockLog:
    """A log of LevelDB's blocks of 32,768 bytes, with zlib's CRC-32."""

    def __init__(self, header):
        self.bytes = header

    def add(self, record):
        kinds = (1, 2)
        while True:
            room = 32768 - len(self.bytes) % 32768
            if room < 7:
                self.bytes += bytes(room)
                continue
            part, record = record[:room - 7], record[room - 7:]
            body = bytes([kinds[1] if record else kinds[0]]) + part
            self.bytes += struct.pack("<IH", zlib.crc32(body), len(part)) + body
            kinds = (4, 3)
            if not record:
                return


def write_swanlab():
    random.seed("swanlab")
    log = BlockLog(b":SWL\xd6\xe1\x02")

    def moment(second):
        return field(1, 1790000000 + second) + field(2, 500000000)

    def add(kind, message, second):
        add.number += 1
        log.add(field(1, add.number) + field(2, moment(second)) + field(kind, message))

    add.number = 0
    start = {1: b"demo", 4: b"tiny-net", 9: b"#b5dd7d", 10: b"c0ffee00", 12: moment(0)}
    add(10, b"".join(field(key, value) for key, value in start.items()), 0)
    for step in range(1, 61):
        values = {"train/loss": falling(step / 60), "train/lr": 1e-3 * (1 - step / 60)}
        if step % 2 == 0:
            values["eval/loss"] = turning(step / 60)
        for name, value in values.items():
            scalar = field(1, name.encode()) + field(2, step) + field(3, 1) + field(4, moment(step))
            add(13, scalar + field(5, field(1, value)), step)
    add(11, field(1, 1) + field(3, moment(61)), 61)
    with open(path("swanlab", "swanlog", "run-20260921_142640-c0ffee00", "run-c0ffee00.swanlab"), "wb") as file:
        file.write(log.bytes)

    # What SwanLab's writer makes of `config`, beside the log.
    settings = [("lr", "0.001"), ("note", "'a: \'\'b\'\' # c'"), ("model", "\n    layers:\n    - 1\n    - 2\n    name: tiny")]
    with open(path("swanlab", "swanlog", "run-20260921_142640-c0ffee00", "files", "config.yaml"), "w") as file:
        for place, (name, value) in enumerate(settings):
            value = value if value.startswith("\n") else " " + value
            file.write(f"{name}:\n  desc: ''\n  sort: {place}\n  value:{value}\n")


if __name__ == "__main__":
    write_keras()
    write_stable_baselines()
    write_ray()
    write_mmengine()
    write_swanlab()
