"""judge says of a run's points in memory what analyze says of its log: judge_peer.py PROGRAM [FOLDER...]"""

import sys
import warnings
from concurrent.futures import ThreadPoolExecutor

from peers import Logs, need, use_package

need("pyarrow")
use_package()
import tfevents  # noqa: E402

warnings.simplefilter("ignore")
KEYS = ["verdict", "metric", "direction", "best", "best_step", "last", "last_step", "points", "flags"]


def points_by_run(folder):
    """The points of each folder of runs, of steps written twice those that stand, in the order of the log: tag, step, wall time, value."""
    table = tfevents.scalars(folder, overlap="resume", to="columns")
    found = {}
    for run, *row in zip(*(table[name].tolist() for name in ("run", "tag", "step", "wall_time", "value"))):
        found.setdefault(run, []).append(tuple(row))
    return found


def compare(pair):
    record, rows = pair
    try:
        found = tfevents.judge(rows)
    except tfevents.TfeventsError as error:
        return [("error", str(error), record["verdict"])]
    return [
        (key, found.record.get(key), record.get(key)) for key in KEYS if found.record.get(key) != record.get(key)
    ]


def check(folder):
    """The number of runs, and those that differ."""
    try:
        by_run = points_by_run(folder)
        # If folders are parts of one run, their names show which is the validation; points do not
        # have names of folders.
        records = [one.record for one in tfevents.analyze(folder) if one.run in by_run and one.verdict != "error"]
    except tfevents.NothingFound:
        return 0, []
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(compare, [(record, by_run[record["run"]]) for record in records]))
    differing = [(record["run"], found) for record, found in zip(records, results) if found]
    return len(records), differing


with Logs(runs=8) as folder:
    count, differing = check(folder)
for path in sys.argv[2:]:
    more, others = check(path)
    count += more
    differing += others
wrong = [one for one in differing if any(key in ("verdict", "error") for key, _, _ in one[1])]
assert not wrong, wrong
print(f"judge: the verdicts of {count} runs are those of analyze; {len(differing)} have another flag or count")
