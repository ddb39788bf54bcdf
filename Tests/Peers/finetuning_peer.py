"""Trains ten tiny models with Transformers' Trainer and TRL, of known truth, and compares what tfevents says.

    python Tests/Peers/finetuning_peer.py TFEVENTS [--folder DIR] [NAME ...]

Needs torch, transformers, trl, datasets, accelerate and tensorboard; takes some minutes on one processor and no
network: the models are made from scratch. Prints a line for each run, and ends with 1 where an answer is wrong.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")
os.environ.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")

import torch
from datasets import Dataset
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (
    LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification, PreTrainedTokenizerFast, Trainer,
    TrainingArguments)

WORDS = 60
PAD, EOS, UNKNOWN, BOS = range(WORDS, WORDS + 4)


def tokenizer():
    words = {f"w{index}": index for index in range(WORDS)}
    words.update({"<pad>": PAD, "<eos>": EOS, "<unk>": UNKNOWN, "<bos>": BOS})
    inner = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.Whitespace()
    return PreTrainedTokenizerFast(
        tokenizer_object=inner, pad_token="<pad>", eos_token="<eos>", unk_token="<unk>",
        bos_token="<bos>")


def config(**more):
    return LlamaConfig(
        vocab_size=WORDS + 4, hidden_size=48, intermediate_size=96, num_hidden_layers=2,
        num_attention_heads=4, max_position_embeddings=64, pad_token_id=PAD, eos_token_id=EOS,
        bos_token_id=BOS, **more)


NEXT = random.Random(0)
NEXT = [[NEXT.random() ** 4 for _ in range(WORDS)] for _ in range(WORDS)]


def sentence(length, source):
    """Words of which each depends on the one before."""
    words = [source.randrange(WORDS)]
    while len(words) < length:
        words.append(source.choices(range(WORDS), NEXT[words[-1]])[0])
    return words


def text(words):
    return " ".join(f"w{word}" for word in words)


def examples(count, seed, is_random=False):
    source = random.Random(seed)
    rows = (
        [source.randrange(WORDS) for _ in range(24)] if is_random else sentence(24, source)
        for _ in range(count))
    return [dict(input_ids=row, labels=row, attention_mask=[1] * len(row)) for row in rows]


def classes(count, seed):
    source = random.Random(seed)
    return [
        dict(
            input_ids=[source.randrange(WORDS) for _ in range(16)], attention_mask=[1] * 16,
            labels=source.randrange(5)) for _ in range(count)]


def answers(count, seed):
    """Prompts with an answer that counts on, and one at random."""
    source = random.Random(seed)
    for _ in range(count):
        prompt = sentence(6, source)
        good = [(prompt[-1] + 1 + index) % WORDS for index in range(6)]
        bad = [source.randrange(WORDS) for _ in range(6)]
        yield text(prompt) + " ", text(good), text(bad)


def settings(folder, **more):
    os.environ["TENSORBOARD_LOGGING_DIR"] = os.path.join(folder, "runs", "x")
    torch.manual_seed(0)
    usual = dict(
        output_dir=folder, report_to="tensorboard", logging_steps=5, eval_strategy="steps",
        eval_steps=10, per_device_train_batch_size=16, per_device_eval_batch_size=64,
        learning_rate=3e-3, save_strategy="no", disable_tqdm=True, use_cpu=True, seed=1,
        logging_nan_inf_filter=False)
    return {**usual, **more}


def train(folder, rows, held, model=None, kind=Trainer, **more):
    arguments = TrainingArguments(**settings(folder, **more))
    kind(
        model=model or LlamaForCausalLM(config()), args=arguments, train_dataset=rows,
        eval_dataset=held).train()


class BreaksDown(Trainer):
    """A training whose loss is NaN from step 150 on."""

    def compute_loss(self, model, inputs, return_outputs=False, **more):
        loss = super().compute_loss(model, inputs, False, **more)
        return loss * float("nan") if model.training and self.state.global_step >= 150 else loss

    def prediction_step(self, model, inputs, *more, **others):
        with torch.no_grad():
            return model(**self._prepare_inputs(inputs)).loss, None, None


def supervised(folder):
    from trl import SFTConfig, SFTTrainer

    def rows(count, seed):
        source = random.Random(seed)
        return Dataset.from_dict({"text": [text(sentence(20, source)) for _ in range(count)]})

    SFTTrainer(
        model=LlamaForCausalLM(config()),
        args=SFTConfig(**settings(folder, max_steps=300, lr_scheduler_type="linear"), max_length=32),
        train_dataset=rows(2000, 1), eval_dataset=rows(128, 2), processing_class=tokenizer()).train()


def reward(folder):
    from trl import RewardConfig, RewardTrainer

    def rows(count, seed):
        pairs = [(prompt + good, prompt + bad) for prompt, good, bad in answers(count, seed)]
        return Dataset.from_dict(dict(zip(["chosen", "rejected"], map(list, zip(*pairs)))))

    RewardTrainer(
        model=LlamaForSequenceClassification(config(num_labels=1)),
        args=RewardConfig(**settings(folder, max_steps=200, learning_rate=1e-3), max_length=32),
        train_dataset=rows(1500, 1), eval_dataset=rows(128, 2), processing_class=tokenizer()).train()


def policy(folder):
    from trl import GRPOConfig, GRPOTrainer

    def wanted(completions, **_):
        shares = []
        for answer in completions:
            words = answer.split()
            shares.append(sum(word in ("w1", "w2", "w3") for word in words) / max(1, len(words)))
        return shares

    arguments = settings(
        folder, max_steps=120, learning_rate=2e-3, lr_scheduler_type="constant", logging_steps=1,
        eval_strategy="no", eval_steps=None)
    GRPOTrainer(
        model=LlamaForCausalLM(config()), reward_funcs=wanted,
        args=GRPOConfig(**arguments, num_generations=8, max_completion_length=8, beta=0.0),
        train_dataset=Dataset.from_dict({"prompt": [prompt for prompt, _, _ in answers(400, 1)]}),
        processing_class=tokenizer()).train()


# Each with the right verdict, and words of the advice.
TRAININGS = {
    "good": (
        lambda to: train(
            to, examples(4000, 1), examples(128, 2), lr_scheduler_type="cosine", warmup_steps=20,
            max_steps=600), "converged", "Keep step"),
    "overfitting": (
        lambda to: train(
            to, examples(64, 1, True), examples(64, 2, True), lr_scheduler_type="constant",
            max_steps=300), "overfitting", "Keep step"),
    "rate-too-high": (
        lambda to: train(
            to, examples(2000, 1), examples(128, 2), lr_scheduler_type="constant_with_warmup",
            warmup_steps=150, learning_rate=3.0, max_grad_norm=0, max_steps=300), "diverged",
        "lower peak learning rate"),
    "rate-too-low": (
        lambda to: train(
            to, examples(2000, 1), examples(128, 2), lr_scheduler_type="constant",
            learning_rate=1e-7, max_steps=300), "plateaued", "Raise the learning rate (1e-7)"),
    "too-short": (
        lambda to: train(
            to, examples(4000, 1), examples(128, 2), lr_scheduler_type="constant",
            learning_rate=2e-4, max_steps=250), "improving", "half as long again"),
    "breaks-down": (
        lambda to: train(
            to, examples(2000, 1), examples(128, 2), kind=BreaksDown, max_steps=250), "diverged",
        "Restart before step 15"),
    "labels-at-random": (
        lambda to: train(
            to, classes(3000, 3), classes(300, 4),
            LlamaForSequenceClassification(config(num_labels=5)), learning_rate=3e-4,
            max_steps=300), "plateaued", "Check the learning rate and the data"),
    # Its token accuracy may be named beside the loss, because it changes within its noise.
    "sft": (supervised, "converged", "step"),
    "reward-model": (reward, "improving", "half as long again"),
    "grpo": (policy, "converged", "Keep step"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tfevents")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--folder", help="where the logs are kept [a temporary directory]")
    options = parser.parse_args()
    torch.set_num_threads(1)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="tfevents-finetuning-") as temporary:
        for name in options.names or TRAININGS:
            start, verdict, words = TRAININGS[name]
            folder = os.path.join(options.folder or temporary, name)
            start(folder)
            answer = subprocess.run(
                [options.tfevents, "analyze", folder, "-f", "jsonl"], capture_output=True,
                text=True, check=True).stdout
            record = json.loads(answer)
            is_right = record["verdict"] == verdict and words in record["next"]
            wrong += not is_right
            print("right" if is_right else "WRONG", name, record["verdict"], record["reason"],
                  record["next"], sep=" | ", flush=True)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
