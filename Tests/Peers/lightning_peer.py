"""Lightning's Trainer stops on a verdict, a resumed training too; two processes stop at one step."""

import logging
import os
import tempfile
import warnings

from peers import need
from trainings import ONE_OF_TWO, Heard, net, note_end, task, two_processes, without_binary

torch, lightning = need("torch", "lightning")

from tfevents.lightning import StopOnVerdict  # noqa: E402

warnings.simplefilter("ignore")
for name in ("lightning.pytorch", "lightning.fabric", "lightning.pytorch.utilities.rank_zero"):
    logging.getLogger(name).setLevel(logging.ERROR)


class Model(lightning.LightningModule):
    """A net that logs its losses, as users write it; its loss becomes NaN at a given step."""

    def __init__(self, breaks_at=None, rate=1e-3):
        super().__init__()
        self.net, self.breaks_at, self.rate = net(torch), breaks_at, rate

    def training_step(self, batch, number):
        loss = torch.nn.functional.mse_loss(self.net(batch[0]), batch[1])
        if self.breaks_at is not None and self.global_step >= self.breaks_at:
            loss = loss * torch.nan
        self.log("train_loss", loss, on_step=True, on_epoch=True)
        return loss

    def validation_step(self, batch, number):
        self.log("val_loss", torch.nn.functional.mse_loss(self.net(batch[0]), batch[1]), sync_dist=True)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.rate)


def loader(part, size):
    return torch.utils.data.DataLoader(torch.utils.data.TensorDataset(*part), batch_size=size, shuffle=False)


def ends_at(folder, callback, model=None, epochs=400, validates=True, checkpoint=None, size=32, **more):
    """The last step of a training."""
    train, held_out = task(torch)
    given = dict(
        accelerator="cpu", devices=1, max_epochs=epochs, logger=False, enable_progress_bar=False,
        enable_model_summary=False, enable_checkpointing=False, default_root_dir=folder, log_every_n_steps=2,
        check_val_every_n_epoch=10, limit_val_batches=1.0 if validates else 0, callbacks=[callback])
    given.update(more)
    lightning.seed_everything(3, verbose=False)
    one = lightning.Trainer(**given)
    one.fit(model or Model(), loader(train, size), loader(held_out, 256), ckpt_path=checkpoint, weights_only=False)
    if checkpoint is None and given["enable_checkpointing"]:
        return one.global_step, one
    return one.global_step


def as_one_of_two():
    """What each of two processes does: train, and say where it ended."""
    callback = StopOnVerdict(stop_on="overfitting")
    note_end(ends_at(ONE_OF_TWO, callback, size=16, accelerator="cpu", devices=2, strategy="ddp"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        heard = Heard()
        step = ends_at(folder, StopOnVerdict(stop_on=("diverged", "overfitting"), on_verdict=heard))
        assert heard.words[-1] == "overfitting" and 60 < step < 800, (step, heard.words)
        print(f"lightning: overfitting ends the training at step {step}; {' → '.join(heard.words)}")

        broken = ends_at(folder, StopOnVerdict(), Model(breaks_at=200), validates=False)
        assert 200 < broken <= 220, broken
        print(f"lightning: a NaN after step 200 ends a training without validation at step {broken}")

        assert ends_at(folder, StopOnVerdict(), epochs=150) == 300
        ended, said = without_binary(lambda: ends_at(folder, StopOnVerdict(), epochs=100))
        assert ended == 200 and len(said) == 1, (ended, said)
        print("lightning: a healthy training and one without the executable go on to their end")

        kept = lightning.pytorch.callbacks.ModelCheckpoint(
            dirpath=folder, every_n_epochs=10, save_top_k=-1, save_on_train_epoch_end=True, filename="{step}")
        callback = StopOnVerdict(stop_on="overfitting")
        again, _ = ends_at(folder, callback, enable_checkpointing=True, callbacks=[callback, kept])
        assert again == step, again
        late = os.path.join(folder, f"step={step - 20}.ckpt")
        resumed = ends_at(folder, StopOnVerdict(stop_on="overfitting"), checkpoint=late)
        assert resumed == step, resumed
        print(f"lightning: resumed at step {step - 20} it ends at step {step}, too")

        ended = two_processes(
            NODE_RANK="0", GROUP_RANK="0", LOCAL_WORLD_SIZE="2", TORCHELASTIC_RUN_ID="none")
        assert ended[0] == ended[1] < 800, ended
        print(f"lightning: two processes end at step {ended[0]}, with the executable in one")


if ONE_OF_TWO:
    as_one_of_two()
else:
    main()
