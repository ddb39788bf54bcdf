"""A plain loop over PyTorch stops on a verdict."""

from peers import need
from trainings import net, task

torch = need("torch")
import tfevents  # noqa: E402


def ends_at(stop_on, breaks_at=None, steps=1000):
    """The step at which the loop ends."""
    (x, y), (other_x, other_y) = task(torch)
    model, judge = net(torch), tfevents.Judge()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(1, steps + 1):
        loss = torch.nn.functional.mse_loss(model(x), y)
        if breaks_at and step > breaks_at:
            loss = loss * torch.nan
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 10 == 0:
            with torch.no_grad():
                held_out = torch.nn.functional.mse_loss(model(other_x), other_y)
            judge.log(step, {"train/loss": loss.item(), "eval/loss": held_out.item()})
            if judge.should_stop(stop_on):
                return step
    return steps


overfitting, broken = ends_at(["overfitting"]), ends_at(["diverged"], breaks_at=300)
assert overfitting < 500 and 300 < broken <= 340 and ends_at(["diverged"], steps=200) == 200, (overfitting, broken)
print(f"plain loop: overfitting ends the training at step {overfitting}, a NaN after step 300 at step {broken}")
