"""Ultralytics and LLaMA-Factory train on made-up data and write what `tfevents export` reads back.

    python3 Tests/Peers/training_logs_peer.py .build/release/tfevents

Ultralytics trains a classifier and a detector for three epochs on pictures of 32 pixels, and
writes the table of a made-up training of forty. LLaMA-Factory fine-tunes a tiny
Llama. Nothing is downloaded. Run it in an environment for each version: `pip install ultralytics` and
`pip install ultralytics==8.0.0 'setuptools<81'`, where operators of torchvision that do not fit PyTorch are replaced.
"""

import importlib
import importlib.metadata
import importlib.util
import json
import math
import os
import pathlib
import random
import sys
import time
import types

from logged import compare, each_alone, exported
from peers import tfevents
from stand_in import stand_in


def replace_operators():
    """Replaces the operators of a torchvision that was built for another PyTorch; they need not select well."""
    torch = importlib.import_module("torch")

    def sorted_boxes(boxes, scores, threshold):
        return scores.argsort(descending=True)

    try:
        importlib.import_module("torchvision")
    except RuntimeError:
        for name in [name for name in sys.modules if name.startswith("torchvision")]:
            del sys.modules[name]
        replace_operators.library = torch.library.Library("torchvision", "DEF")
        for name in ("nms", "qnms"):
            replace_operators.library.define(name + "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
            replace_operators.library.impl(name, sorted_boxes, "CPU")
    importlib.import_module("torchvision").ops.nms = sorted_boxes


def pictures(folder, task):
    """Pictures of two kinds; what names them to a trainer."""
    numpy = importlib.import_module("numpy")
    image = importlib.import_module("PIL.Image")
    dots = numpy.random.default_rng(0)
    for part, count in (("train", 12), ("val", 6)):
        for number in range(count):
            kind = number % 2
            picture = dots.integers(0, 60, (32, 32, 3), dtype=numpy.uint8)
            picture[8:24, 8:24, kind] = 255
            names = {"classify": f"{part}/{kind}", "detect": f"images/{part}"}
            os.makedirs(f"{folder}/{names[task]}", exist_ok=True)
            image.fromarray(picture).save(f"{folder}/{names[task]}/{number}.png")
            if task == "detect":
                os.makedirs(f"{folder}/labels/{part}", exist_ok=True)
                with open(f"{folder}/labels/{part}/{number}.txt", "w") as file:
                    file.write(f"{kind} 0.5 0.5 0.5 0.5\n")
    if task == "classify":
        return folder
    with open(folder + "/data.yaml", "w") as file:
        file.write(f"path: {folder}\ntrain: images/train\nval: images/val\nnames: [a, b]\n")
    return folder + "/data.yaml"


def made_up(epoch):
    """What a detector might log."""
    def falling(end):
        return end + 1.5 * math.exp(-8 * epoch / 40) + random.gauss(0, 0.01)

    ends = {"box_loss": 0.9, "cls_loss": 0.6, "dfl_loss": 1.1}
    return {
        **{"train/" + name: falling(end) for name, end in ends.items()},
        **{
            f"metrics/{name}(B)": 0.7 * (1 - math.exp(-7 * (epoch + 1) / 40)) + random.gauss(0, 0.002)
            for name in ("precision", "recall", "mAP50", "mAP50-95")},
        **{"val/" + name: falling(end + 0.1) for name, end in ends.items()},
        **{f"lr/pg{group}": 0.01 * (1 - epoch / 40) for group in range(3)},
    }


def ultralytics(folder):
    os.environ.update(
        YOLO_OFFLINE="true", YOLO_CONFIG_DIR=folder, TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD="1", WANDB_MODE="disabled")
    if importlib.util.find_spec("ultralytics") is None:
        raise ImportError("ultralytics")
    replace_operators()
    module = importlib.import_module("ultralytics")
    is_old = importlib.util.find_spec("ultralytics.engine") is None
    trainers = importlib.import_module("ultralytics.yolo.engine.trainer" if is_old else "ultralytics.engine.trainer")
    if is_old:
        for name in ("ultralytics.yolo.utils.checks", "ultralytics.yolo.data.utils"):
            importlib.import_module(name).check_font = lambda *_, **__: None
    given = []

    def save(self, metrics, write=trainers.BaseTrainer.save_metrics):
        given.append((self.epoch, {name: float(value) for name, value in metrics.items()}))
        return write(self, metrics)

    trainers.BaseTrainer.save_metrics = save
    wanted = {}
    # It counts epochs from 0 at first, and from 1 later.
    first = 0 if is_old else 1
    random.seed("ultralytics")
    for task in ("made-up", "classify", "detect"):
        given.clear()
        if task == "made-up":
            trainer = types.SimpleNamespace(csv=pathlib.Path(folder, "runs", task, "results.csv"))
            trainer.csv.parent.mkdir(parents=True)
            for epoch in range(40):
                trainer.epoch, trainer.train_time_start = epoch, time.time() - 8.25 * epoch
                save(trainer, made_up(epoch))
        else:
            train(module, folder, task, is_old)
        for epoch, numbers in given:
            wanted.update({("runs/" + task, name, epoch + first): value for name, value in numbers.items()})
    return module.__version__, wanted


def train(module, folder, task, is_old):
    """Trains a tiny net on the made-up pictures."""
    net = ("yolov8n" if is_old else "yolo11n") + ("-cls.yaml" if task == "classify" else ".yaml")
    module.YOLO(net).train(
        data=pictures(f"{folder}/{task}-data", task), imgsz=32, epochs=3, batch=4, device="cpu", workers=0,
        project=folder + "/runs", name=task, plots=False)


def llamafactory(folder):
    os.environ.update(HF_HUB_OFFLINE="1", DISABLE_VERSION_CHECK="1", WANDB_DISABLED="true")
    stand_in("av", "fastapi", "gradio", "hf_transfer", "modelscope", "sse_starlette", "torchaudio", "torchdata",
             "torchvision", "uvicorn")
    try:
        callbacks = importlib.import_module("llamafactory.train.callbacks")
    except ModuleNotFoundError:
        # So it was until 0.8.
        callbacks = importlib.import_module("llamafactory.extras.callbacks")
    tuner = importlib.import_module("llamafactory.train.tuner")
    transformers = importlib.import_module("transformers")
    tokenizers = importlib.import_module("tokenizers")
    words = ["<unk>", "<s>", "</s>"] + [f"w{number}" for number in range(60)]
    words = tokenizers.models.WordLevel({word: place for place, word in enumerate(words)}, unk_token="<unk>")
    tokenizer = tokenizers.Tokenizer(words)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="<unk>", bos_token="<s>", eos_token="</s>",
        pad_token="</s>").save_pretrained(folder + "/model")
    transformers.LlamaForCausalLM(transformers.LlamaConfig(
        vocab_size=63, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=2, max_position_embeddings=64)).save_pretrained(folder + "/model")
    random.seed(1)
    numbers = [random.randrange(20) for _ in range(60)]
    with open(folder + "/samples.json", "w") as file:
        json.dump([{"instruction": f"w{n}", "input": "", "output": f"w{n + 20} w{n} w{3 * n}"} for n in numbers], file)
    with open(folder + "/dataset_info.json", "w") as file:
        json.dump({"samples": {"file_name": "samples.json"}}, file)
    wanted = {}

    def note(self, output_dir, logs, write=callbacks.LogCallback._write_log):
        for name, value in logs.items():
            if isinstance(value, (int, float)) and name not in ("current_steps", "total_steps", "percentage"):
                wanted[name, logs["current_steps"]] = value
        return write(self, output_dir, logs)

    callbacks.LogCallback._write_log = note
    tuner.run_exp(dict(
        model_name_or_path=folder + "/model", stage="sft", do_train=True, finetuning_type="full", dataset="samples",
        dataset_dir=folder, template="default", cutoff_len=48, output_dir=folder + "/out", logging_steps=5,
        save_strategy="no", per_device_train_batch_size=4, learning_rate=1e-2, num_train_epochs=8, val_size=0.2,
        eval_strategy="steps", eval_steps=10, per_device_eval_batch_size=4, report_to="none", use_cpu=True))
    return importlib.metadata.version("llamafactory"), wanted


def check(folder, wanted):
    if os.path.exists(folder + "/out"):
        compare(exported(folder + "/out", "--from", "llamafactory"), wanted)
        record = tfevents("analyze", folder + "/out", "--from", "llamafactory", "-f", "jsonl")
        assert '"planned_step":96' in record, record
        return
    # It may write event files, too.
    for run in sorted({run for run, _, _ in wanted}):
        words = folder, "--from", "ultralytics", "--runs", run
        got = {key: found for key, found in exported(*words).items() if key[0] != "time"}
        if run != "runs/made-up":
            assert '"state":"finished"' in tfevents("analyze", *words, "-f", "jsonl")
        printed = {
            (name, step): round_to_table(value) for (of, name, step), value in wanted.items() if of == run}
        assert got.keys() == printed.keys(), sorted(got.keys() ^ printed.keys())[:5]
        for key, values in printed.items():
            assert got[key][0] in values, (key, got[key], values)


def round_to_table(value):
    """What Ultralytics writes of a number: with five digits at first, with six later."""
    return {float(format(value, form)) for form in (".5g", ".6g")}


def kept(name, version):
    """The files that are fixtures, and their names there."""
    if name == "llamafactory":
        return {"out/trainer_log.jsonl": "llamafactory/trainer_log.jsonl"}
    if version.startswith("8.0."):
        return {"runs/made-up/results.csv": "ultralytics-padded/results.csv"}
    return {"runs/made-up/results.csv": "ultralytics/results.csv"}


if __name__ == "__main__":
    each_alone((ultralytics, llamafactory), check, kept)
