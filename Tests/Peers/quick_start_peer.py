"""Runs the blocks of Python and the commands of the page QuickStart with tiny models, section by section.

    python Tests/Peers/quick_start_peer.py TFEVENTS [--folder DIR] [SECTION ...]

A section whose packages are not installed says so and is skipped. Prints what each command answers; ends with 1
where a block or a command fails, or where none of a section's verdicts is one that its training can have.
"""

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import warnings

from trainings import net, task

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "..", "..", "Sources", "tfevents", "tfevents.docc", "QuickStart.md")
NEEDS = {
    "Transformers": ["torch", "transformers", "accelerate", "tensorboard"],
    "TRL, and tools that are built on Trainer": ["torch", "trl", "datasets", "tensorboard"],
    "Lightning": ["torch", "lightning", "tensorboard"],
    "Keras": ["torch", "keras", "tensorflow"],
    "Plain PyTorch": ["torch", "tensorboard", "tensorboardX"],
    "Stop by itself": ["torch", "transformers", "accelerate"],
}
os.environ.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false", TF_CPP_MIN_LOG_LEVEL="2")


def sections():
    """The sections of the page that need a package: their titles, blocks and commands in order."""
    for part in open(PAGE, encoding="utf-8").read().split("\n## ")[1:]:
        title, text = part.split("\n", 1)
        if title in NEEDS:
            pieces = re.findall(r"```python\n(.*?)```|^    (tfevents [^\n]*)$", text, re.DOTALL | re.MULTILINE)
            yield title, pieces


def words(title):
    """The variables that a section's blocks may use."""
    if title == "Keras":
        return keras_words()
    import torch

    torch.set_num_threads(1)
    if title.startswith("TRL"):
        return trl_words()
    train, held_out = task(torch)
    if title == "Lightning":
        return {name: loader(torch, part) for name, part in (("train", train), ("held_out", held_out))}
    if title == "Transformers":
        return trainer_words(torch, train, held_out)
    return loop_words(torch, train, held_out)


def loader(torch, part):
    return torch.utils.data.DataLoader(torch.utils.data.TensorDataset(*part), batch_size=16)


def rows(part):
    return [{"x": x, "labels": y} for x, y in zip(*part)]


def trainer_words(torch, train, held_out):
    class Model(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.net = net(torch)

        def forward(self, x, labels):
            found = self.net(x)
            return {"loss": torch.nn.functional.mse_loss(found, labels), "logits": found}

    return {"model": Model(), "train": rows(train), "held_out": rows(held_out)}


def trl_words():
    import functools
    import random

    import datasets
    import trl
    from finetuning_peer import LlamaForCausalLM, config, sentence, text, tokenizer

    def texts(count, seed):
        source = random.Random(seed)
        return datasets.Dataset.from_dict({"text": [text(sentence(20, source)) for _ in range(count)]})

    # The page assumes a machine with a GPU; this one may have none.
    trl.SFTConfig = functools.partial(trl.SFTConfig, use_cpu=True, bf16=False, disable_tqdm=True)
    # The tokenizer is stored beside the model, as in a model's folder.
    model = LlamaForCausalLM(config())
    tokenizer().save_pretrained("tiny")
    model.config._name_or_path = model.name_or_path = os.path.abspath("tiny")
    return {"model": model, "train": texts(2000, 1), "held_out": texts(128, 2)}


def keras_words():
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    import keras
    import torch

    train, held_out = ([part.numpy() for part in pair] for pair in task(torch))
    model = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(1)])
    return {"model": model, "train": train, "held_out": tuple(held_out)}


def loop_words(torch, train, held_out):
    model = net(torch)
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-4)

    def training_step():
        chosen = torch.randint(0, len(train[0]), (16,))
        loss = torch.nn.functional.mse_loss(model(train[0][chosen]), train[1][chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    def validate():
        with torch.no_grad():
            return torch.nn.functional.mse_loss(model(held_out[0]), held_out[1]).item()

    return {"training_step": training_step, "validate": validate}


def run(title, pieces, program):
    names = words("Transformers" if title == "Stop by itself" else title)
    if title == "Stop by itself":
        from transformers import Trainer, TrainingArguments

        names["trainer"] = Trainer(
            model=names["model"], train_dataset=names["train"], eval_dataset=names["held_out"],
            args=TrainingArguments(
                output_dir="out", max_steps=1200, logging_steps=20, eval_strategy="steps", eval_steps=20,
                save_strategy="no"))
        import torch

        names.update(loop_words(torch, *task(torch)))
    for block, command in pieces:
        if block:
            exec(compile(block, f"QuickStart: {title}", "exec"), names)
            continue
        done = subprocess.run(
            [program, *command.split()[1:]], capture_output=True, text=True, timeout=300)
        print(f"$ {command}\n{done.stdout}{done.stderr}", flush=True)
        assert done.returncode == 0, done.returncode
        assert "verdict: " in done.stdout and "verdict: error" not in done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tfevents")
    parser.add_argument("sections", nargs="*", help="the beginnings of their titles [all]")
    parser.add_argument("--folder", help="where the logs are kept [a temporary directory]")
    options = parser.parse_intermixed_args()
    program = os.path.abspath(options.tfevents)
    warnings.simplefilter("ignore")
    failed = 0
    with tempfile.TemporaryDirectory(prefix="tfevents-quick-start-") as temporary:
        for title, pieces in sections():
            if options.sections and not title.startswith(tuple(options.sections)):
                continue
            missing = [name for name in NEEDS[title] if not importlib.util.find_spec(name)]
            if missing:
                print(f"skipped: {title} needs {', '.join(missing)}")
                continue
            folder = os.path.join(os.path.abspath(options.folder or temporary), title.split(",")[0].replace(" ", "-"))
            os.makedirs(folder, exist_ok=True)
            os.chdir(folder)
            print(f"== {title}", flush=True)
            try:
                run(title, pieces, program)
            except Exception as error:
                failed += 1
                print(f"FAILED: {title}: {type(error).__name__}: {error}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
