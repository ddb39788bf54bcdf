"""Transformers, torchtune, NeMo and Megatron Bridge print what `tfevents export --from text` reads back.

    python3 Tests/Peers/console_logs_peer.py .build/release/tfevents

Transformers trains a tiny net four times: with progress bars and without, logging by steps and by epochs; its
`trainer_state.json` is compared, too. torchtune runs its recipe for one device with each of its two loggers that write
text. Of NeMo and Megatron Bridge (whose printing is Megatron-LM's) only the printing functions run, without what needs
a GPU. Run it in an environment for each version: `pip install transformers==4.46.3 accelerate==1.1.1`.
"""

import contextlib
import importlib
import importlib.metadata
import logging
import math
import os
import sys
import types

from logged import each_alone, exported, same_bits
from peers import tfevents
from stand_in import home, load, stand_in


@contextlib.contextmanager
def printing_to(path):
    """Sends all that this process prints to a file, as a shell does."""
    sys.stdout.flush()
    kept = [os.dup(number) for number in (1, 2)]
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for number in (1, 2):
        os.dup2(file, number)
    try:
        yield
    finally:
        sys.stdout.flush()
        for number, old in enumerate(kept, 1):
            os.dup2(old, number)


def forms(value):
    """The ways in which a writer rounds what it prints."""
    yield value
    yield round(value, 2)
    for form in (".4g", ".4", ".6E", ".3f", ".1f"):
        yield float(format(value, form))


def compare_rounded(got, wanted):
    """Fails unless just the wanted numbers were read, as they were printed."""
    assert got.keys() == wanted.keys(), sorted(got.keys() ^ wanted.keys())[:5]
    for key, value in wanted.items():
        assert any(same_bits(got[key][0], form) for form in forms(value)), (key, got[key], value)


def check(folder, wanted):
    for (name, source), numbers in wanted.items():
        compare_rounded(exported(os.path.join(folder, name), "--from", source), numbers)
        record = tfevents("analyze", os.path.join(folder, name), "--from", source, "-f", "jsonl")
        assert '"damaged_records":0' in record and '"verdict":"error"' not in record, record


class Wanted(dict):
    """The numbers by log; its length is how many numbers there are."""

    def __len__(self):
        return sum(len(numbers) for numbers in self.values())


def tag(name):
    """The tag under which Transformers logs a value."""
    return "eval/" + name[5:] if name.startswith("eval_") else "train/" + name


def transformers(folder):
    module = importlib.import_module("transformers")
    torch = importlib.import_module("torch")
    from trainings import task

    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            torch.manual_seed(1)
            self.layers = torch.nn.Sequential(torch.nn.Linear(40, 64), torch.nn.ReLU(), torch.nn.Linear(64, 1))

        def forward(self, x=None, labels=None):
            out = self.layers(x)
            return {"loss": ((out - labels) ** 2).mean(), "logits": out}

    class Given(module.TrainerCallback):
        def __init__(self):
            self.logs = []

        def on_log(self, args, state, control, logs=None, **_):
            self.logs.append((state.global_step, dict(logs)))

    train, test = ([{"x": x, "labels": y} for x, y in zip(*part)] for part in task(torch))
    wanted = Wanted()
    for by in ("steps", "epoch"):
        for has_bars in (True, False):
            name = f"{by}-{'bars' if has_bars else 'plain'}"
            given = Given()
            settings = module.TrainingArguments(
                output_dir=f"{folder}/{name}", per_device_train_batch_size=8, num_train_epochs=20,
                learning_rate=3e-3, logging_strategy=by, logging_steps=4, eval_strategy=by, eval_steps=8,
                report_to="none", use_cpu=True, save_strategy="no", disable_tqdm=not has_bars)
            trainer = module.Trainer(model=Net(), args=settings, train_dataset=train, eval_dataset=test)
            # It sees the logs before those callbacks that change and print them.
            trainer.callback_handler.callbacks.insert(0, given)
            with printing_to(f"{folder}/{name}.log"):
                trainer.train()
            trainer.save_state()
            printed, state, losses = {}, {}, 0
            for step, logs in given.logs:
                losses += "loss" in logs
                for key, value in logs.items():
                    state[tag(key), step] = value
                    if key != "total_flos":
                        printed[tag(key), step if has_bars else losses] = value
            wanted[name + ".log", "text"] = printed
            wanted[name, "hf"] = state
    return module.__version__, wanted


class Tokens(list):
    """Made-up samples, and their tokenizer, for torchtune."""

    pad_id = 0


def tokens(*_):
    samples = [[1 + (3 * sample + place) % 7 for place in range(8)] for sample in range(80)]
    return Tokens({"tokens": sample, "labels": sample} for sample in samples)


def torchtune(folder):
    recipes = os.path.join(os.path.dirname(home("torchtune")), "recipes")
    recipe = load("recipe", recipes + "/full_finetune_single_device.py")
    torch = importlib.import_module("torch")
    configuration = importlib.import_module("omegaconf").OmegaConf
    metric_logging = importlib.import_module("torchtune.training.metric_logging")
    sys.modules["console_logs_peer"] = sys.modules["__main__"]
    net = dict(
        vocab_size=16, num_layers=1, num_heads=2, num_kv_heads=2, embed_dim=16, max_seq_len=32, intermediate_dim=32)
    model = importlib.import_module("torchtune.models.llama3").llama3(**net)
    os.makedirs(folder + "/model")
    torch.save(model.state_dict(), folder + "/model/model.pt")
    wanted = Wanted()
    for name in ("DiskLogger", "StdoutLogger"):
        logger = getattr(metric_logging, name)
        numbers = {}

        def note(self, payload, step, write=logger.log_dict, numbers=numbers):
            numbers.update({(key, step): float(value) for key, value in payload.items()})
            write(self, payload, step)

        logger.log_dict = note
        where = {"log_dir": f"{folder}/{name}", "filename": "log_1.txt"} if name == "DiskLogger" else {}
        settings = configuration.create(dict(
            output_dir=f"{folder}/out", model=dict(_component_="torchtune.models.llama3.llama3", **net),
            tokenizer=dict(_component_="console_logs_peer.tokens"),
            dataset=dict(_component_="console_logs_peer.tokens"), seed=1, shuffle=True,
            checkpointer=dict(
                _component_="torchtune.training.FullModelTorchTuneCheckpointer", checkpoint_dir=folder + "/model",
                checkpoint_files=["model.pt"], output_dir=f"{folder}/out", model_type="LLAMA3"),
            resume_from_checkpoint=False, batch_size=2, epochs=2,
            optimizer=dict(_component_="torch.optim.AdamW", lr=1e-2),
            loss=dict(_component_="torch.nn.CrossEntropyLoss"), max_steps_per_epoch=None,
            gradient_accumulation_steps=1, optimizer_in_bwd=False, clip_grad_norm=1.0, compile=False, device="cpu",
            dtype="fp32", metric_logger=dict(_component_="torchtune.training.metric_logging." + name, **where)))
        with printing_to(f"{folder}/{name}.out"):
            training = recipe.FullFinetuneRecipeSingleDevice(settings)
            training.setup(settings)
            training.train()
            training.cleanup()
        wanted[f"{name}/log_1.txt" if where else name + ".out", "text"] = numbers
    return importlib.metadata.version("torchtune"), wanted


def nemo(folder):
    printer = home("nemo") + "/lightning/pytorch/callbacks/progress_printer.py"
    if not os.path.exists(printer):
        raise ImportError("this version has no ProgressPrinter")
    torch = importlib.import_module("torch")
    pl = importlib.import_module("lightning.pytorch")
    # Only what NeMo prints is wanted.
    logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
    stand_in(also=("megatron",))
    module = load("progress_printer", printer)
    module.get_num_microbatches = lambda: 1
    numbers, printed = {}, {}

    class Printer(module.ProgressPrinter):
        def format_string(self, prefix, metrics):
            for key, value in metrics.items():
                # Without a new validation, the old one is printed again.
                if key != "global_step" and not (key == "val_loss" and printed.get(key) == value):
                    numbers[key, int(metrics["global_step"])] = float(value)
            printed.update(metrics)
            return super().format_string(prefix, metrics)

    class Strategy(pl.strategies.SingleDeviceStrategy):
        @property
        def current_epoch_step(self):
            loop = self.lightning_module.trainer.fit_loop.epoch_loop
            return loop.automatic_optimization.optim_progress.optimizer.step.current.completed

    class Net(pl.LightningModule):
        def __init__(self):
            super().__init__()
            torch.manual_seed(1)
            self.layer = torch.nn.Linear(8, 1)

        def loss(self, batch):
            return ((self.layer(batch[0]) - batch[0].sum(-1, keepdim=True)) ** 2).mean()

        def training_step(self, batch, _):
            loss = self.loss(batch)
            for name, value in (("lr", 1e-2), ("global_step", float(self.global_step)), ("reduced_train_loss", loss)):
                self.log(name, value, prog_bar=True, batch_size=1)
            return loss

        def validation_step(self, batch, _):
            self.log("val_loss", self.loss(batch), prog_bar=True)

        def configure_optimizers(self):
            return torch.optim.SGD(self.parameters(), 1e-2)

    def loader(count):
        samples = torch.randn(count, 8, generator=torch.Generator().manual_seed(count))
        return torch.utils.data.DataLoader(torch.utils.data.TensorDataset(samples), batch_size=4)

    with printing_to(folder + "/nemo.out"):
        pl.Trainer(
            accelerator="cpu", strategy=Strategy(device=torch.device("cpu")), max_steps=120, val_check_interval=10,
            callbacks=[Printer(log_interval=5)], logger=False, enable_checkpointing=False,
            enable_model_summary=False).fit(Net(), loader(80), loader(20))
    return importlib.metadata.version("nemo-toolkit"), Wanted({("nemo.out", "text"): numbers})


def megatron(folder):
    package = home("megatron.bridge") + "/training/"
    torch = importlib.import_module("torch")
    stand_in("transformer_engine", "amp_C", "apex", also=("megatron",))
    printing = load("train_utils", package + "utils/train_utils.py")
    evaluating = load("eval_module", package + "eval.py")
    torch.distributed.init_process_group("gloo", init_method=f"file://{folder}/group", rank=0, world_size=1)

    class OnCPU:
        def __getattr__(self, name):
            return getattr(torch, name)

        def tensor(self, *values, device=None, **settings):
            return torch.tensor(*values, **settings)

    class Timers:
        def __call__(self, _):
            return types.SimpleNamespace(elapsed=lambda barrier: 1.25)

        def log(self, *_, **__):
            print("(min, max) time across ranks (ms):\n    forward-backward ........: (56.92, 57.06)")

    group = types.SimpleNamespace
    for name, value in dict(
            torch=OnCPU(), get_num_microbatches=lambda: 1, get_pg_collection=lambda _: group(mp=None, dp=None),
            reduce_max_stat_across_model_parallel_group=lambda value, mp_group: value,
            num_floating_point_operations=lambda *_: 1e12, get_world_size_safe=lambda: 1, print_rank_0=print,
            print_rank_last=print).items():
        setattr(printing, name, value)
    evaluating.print_rank_last, evaluating.should_fire, evaluating.is_last_rank = print, lambda *_: False, lambda: True
    settings = group(
        logger=group(
            timing_log_level=0, log_interval=5, log_timers_to_tensorboard=False, tensorboard_log_interval=1,
            log_throughput_to_tensorboard=False, log_throughput=True, memory_keys=None,
            log_validation_ppl_to_tensorboard=True),
        train=group(micro_batch_size=2, train_iters=300), data_parallel_size=1, profiling=None,
        optimizer=group(decoupled_lr=None), model=group(num_moe_experts=None, mtp_num_layers=None))
    state = group(
        timers=Timers(), train_state=group(step=0, consumed_train_samples=0, skipped_train_samples=0),
        tensorboard_logger=None, wandb_logger=None, mlflow_logger=None, comet_logger=None, energy_monitor=None,
        start_time=0, cfg=settings)

    def validation(step):
        return 0.6 + 2 * math.exp(-step / 60) + max(0, step - 150) / 400 + 0.003 * math.sin(step)

    numbers, totals, losses = {}, {}, []
    with printing_to(folder + "/slurm-1.out"):
        for step in range(1, 301):
            state.train_state.step, state.train_state.consumed_train_samples = step, 16 * step
            loss = math.nan if step > 290 else 0.5 + 2 * math.exp(-step / 60)
            # The first steps are skipped, as they are while a loss scale is looked for.
            is_skipped = int(step < 8)
            rate, norm = 1e-4 * (1 - step / 300), 1 + 1 / step
            printing.training_log(
                {"lm loss": torch.tensor([loss])}, totals, rate, None, 1.0, False, is_skipped, norm, None, 7, settings,
                state, [], [None])
            losses += [] if is_skipped else [loss]
            if step % 5 == 0:
                numbers.update({
                    ("consumed samples", step): 16 * step, ("elapsed time per iteration (ms)", step): 250,
                    ("throughput per GPU (TFLOP/s/GPU)", step): 4, ("learning rate", step): rate,
                    ("global batch size", step): 2, ("loss scale", step): 1, ("grad norm", step): norm,
                    ("num zeros", step): 7, ("number of skipped iterations", step): 5 - len(losses),
                    ("number of nan iterations", step): 0})
                if losses:
                    # It adds up float32.
                    numbers["lm loss", step] = float(sum(map(torch.tensor, losses))) / len(losses)
                losses = []
            sets = {"": "validation"} if step % 20 == 0 else {}
            if step == 300:
                sets.update({" on validation set": "validation", " on test set": "test"})
            for place, (words, role) in enumerate(sets.items()):
                value = torch.tensor([validation(step) + 0.01 * place])
                evaluating.evaluate = lambda *_, value=value, **__: ({"lm loss": value}, {}, False)
                evaluating.evaluate_and_print_results(
                    state, f"iteration {step}{words}", None, None, [None], settings)
                numbers["lm loss " + role, step] = float(value)
                numbers[f"lm loss {role} ppl", step] = math.exp(float(value))
    return importlib.metadata.version("megatron-bridge"), Wanted({("slurm-1.out", "text"): numbers})


def kept(name, version):
    """The files that are fixtures, and their names there."""
    if name == "transformers":
        is_old = version.startswith("4.")
        return {f"steps-{'plain' if is_old else 'bars'}.log": f"console-transformers{'-4' if is_old else ''}/train.log"}
    return {
        "torchtune": {"DiskLogger/log_1.txt": "console-torchtune/log_1.txt"},
        "nemo": {"nemo.out": "console-nemo/nemo.out"},
        "megatron": {"slurm-1.out": "console-megatron/slurm-4711.out"},
    }[name]


if __name__ == "__main__":
    each_alone((transformers, torchtune, nemo, megatron), check, kept)
