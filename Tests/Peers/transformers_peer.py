"""Hugging Face's Trainer and TRL's SFTTrainer stop on a verdict; two processes stop at one step."""

import os
import tempfile
import warnings

from peers import need
from trainings import ONE_OF_TWO, Heard, net, note_end, task, two_processes, without_binary

torch, _ = need("torch", "transformers")
need("accelerate")
from transformers import PrinterCallback, Trainer, TrainingArguments  # noqa: E402

from tfevents.transformers import StopOnVerdict  # noqa: E402

warnings.simplefilter("ignore")


class Model(torch.nn.Module):
    """A net whose forward returns the loss, as Trainer expects; its gradient can be made NaN at a
    given call.
    """

    def __init__(self, breaks_at=None):
        super().__init__()
        self.net, self.calls, self.breaks_at = net(torch), 0, breaks_at

    def forward(self, x, labels):
        found = self.net(x)
        loss = torch.nn.functional.mse_loss(found, labels)
        self.calls += self.training
        if self.breaks_at and self.training and self.calls > self.breaks_at:
            loss = loss * torch.nan
        return {"loss": loss, "logits": found}


def rows(part):
    return [{"x": x, "labels": y} for x, y in zip(*part)]


def trainer(folder, callback, model=None, steps=1200, rate=1e-3, decays=True, **more):
    train, held_out = task(torch)
    given = dict(
        output_dir=folder, max_steps=steps, eval_strategy="steps", eval_steps=20, logging_steps=20,
        per_device_train_batch_size=32, per_device_eval_batch_size=256, learning_rate=rate, report_to=[],
        weight_decay=0.0 if decays else 20.0, save_strategy="no", disable_tqdm=True, use_cpu=True, seed=3,
        lr_scheduler_type="constant" if decays else "cosine", log_level="error")
    one = Trainer(
        model=model or Model(), args=TrainingArguments(**dict(given, **more)), train_dataset=rows(train),
        eval_dataset=rows(held_out), callbacks=[callback])
    one.remove_callback(PrinterCallback)
    return one


def ends_at(folder, *words, **named):
    one = trainer(folder, *words, **named)
    one.train()
    return one.state.global_step


def as_one_of_two():
    """What each of two processes does: train, and say where it ended."""
    note_end(ends_at(ONE_OF_TWO, StopOnVerdict(stop_on="overfitting"), per_device_train_batch_size=16))
    torch.distributed.destroy_process_group()


def main():
    with tempfile.TemporaryDirectory() as folder:
        heard = Heard()
        step = ends_at(folder, StopOnVerdict(stop_on=("diverged", "overfitting"), on_verdict=heard))
        assert heard.words[-1] == "overfitting" and 100 < step < 1200, (step, heard.words)
        print(f"transformers: overfitting ends the training at step {step}; {' → '.join(heard.words)}")
        same = ends_at(folder, StopOnVerdict(stop_on="overfitting"))
        assert same == step, (same, step)

        heard = Heard()
        broken = ends_at(folder, StopOnVerdict(on_verdict=heard), Model(breaks_at=400), eval_strategy="no")
        assert heard.words[-1] == "diverged" and 400 < broken <= 500, (broken, heard.words)
        print(f"transformers: a NaN at step 401 ends the training at step {broken}")

        assert ends_at(folder, StopOnVerdict(), decays=False, steps=400) == 400
        ended, said = without_binary(lambda: ends_at(folder, StopOnVerdict(), steps=200))
        assert ended == 200 and len(said) == 1, (ended, said)
        print("transformers: a healthy training and one without the executable go on to their end")

        resumed = step // 40 * 20
        first = trainer(folder, StopOnVerdict(stop_on="overfitting"), save_strategy="steps", save_steps=20)
        first.train()
        again = trainer(folder, StopOnVerdict(stop_on="overfitting"))
        again.train(resume_from_checkpoint=os.path.join(folder, f"checkpoint-{resumed}"))
        assert first.state.global_step == again.state.global_step == step, again.state.global_step
        last = os.path.join(folder, f"checkpoint-{step - 20}")
        soon = trainer(folder, StopOnVerdict(stop_on="overfitting"))
        soon.train(resume_from_checkpoint=last)
        assert soon.state.global_step == step, soon.state.global_step
        print(f"transformers: resumed at steps {resumed} and {step - 20} it ends at step {step}, too")

        ended = two_processes()
        assert ended[0] == ended[1] < 1200, ended
        print(f"transformers: two processes end at step {ended[0]}, with the executable in one")
        with_trl(folder)


def with_trl(folder):
    need("trl", "datasets", "tokenizers")
    import datasets

    datasets.disable_progress_bars()
    import tokenizers
    import transformers
    import trl

    words = [f"w{number}" for number in range(60)]
    vocabulary = {word: number for number, word in enumerate(["<pad>", "<eos>", "<unk>"] + words)}
    model = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="<unk>"))
    model.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=model, pad_token="<pad>", eos_token="<eos>", unk_token="<unk>")
    maker = torch.Generator().manual_seed(5)

    def texts(count):
        several = torch.randint(0, 60, (count, 12), generator=maker).tolist()
        # Each word is usually followed by the next one; this can be learned.
        for one in several:
            for place in range(1, 12):
                if torch.rand((), generator=maker) < 0.6:
                    one[place] = (one[place - 1] + 1) % 60
        return datasets.Dataset.from_dict({"text": [" ".join(words[n] for n in one) for one in several]})

    torch.manual_seed(2)
    config = transformers.GPT2Config(
        vocab_size=len(vocabulary), n_positions=16, n_embd=64, n_layer=1, n_head=2, bos_token_id=1, eos_token_id=1,
        pad_token_id=0, resid_pdrop=0, embd_pdrop=0, attn_pdrop=0)
    arguments = trl.SFTConfig(
        output_dir=folder, max_steps=900, eval_strategy="steps", eval_steps=15, logging_steps=15, learning_rate=3e-3,
        per_device_train_batch_size=16, per_device_eval_batch_size=64, report_to=[], save_strategy="no",
        disable_tqdm=True, use_cpu=True, max_length=16, lr_scheduler_type="constant", bf16=False, log_level="error")
    heard = Heard()
    one = trl.SFTTrainer(
        model=transformers.GPT2LMHeadModel(config), args=arguments, train_dataset=texts(96), eval_dataset=texts(128),
        processing_class=tokenizer, callbacks=[StopOnVerdict(stop_on="overfitting", on_verdict=heard)])
    one.remove_callback(PrinterCallback)
    one.train()
    assert heard.words[-1] == "overfitting" and one.state.global_step < 900, (one.state.global_step, heard.words)
    print(f"trl: SFTTrainer with a small GPT-2 that overfits ends at step {one.state.global_step}")


if ONE_OF_TWO:
    as_one_of_two()
else:
    main()
