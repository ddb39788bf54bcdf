"""promtool reads the documentation's alerts, and they fire for the metrics of a diverged run."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

from peers import tfevents

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(os.path.dirname(here))
rules = os.path.join(root, "Sources", "tfevents", "tfevents.docc", "alerts.yml")
promtool = shutil.which("promtool")
if not promtool:
    print("skipped: no promtool")
    sys.exit(0)

TEST = """\
rule_files: [{rules}]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
{series}
    alert_rule_test:
{expected}
"""


def run(*words):
    done = subprocess.run([promtool, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def series(text, age):
    """The samples of a scan as series of a test, the last event `age` seconds before its minute 30."""
    lines = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, value = line.rsplit(" ", 1)
        if name.startswith("tfevents_run_last_event_seconds"):
            value = str(30 * 60 - age)
        lines.append(f"      - series: '{name}'\n        values: '{value}+0x60'")
    return "\n".join(lines)


def expected(alert, runs):
    head = f"      - eval_time: 30m\n        alertname: {alert}\n        exp_alerts:"
    if not runs:
        return head + " []"
    return head + "".join("\n          - " + one for one in runs)


runs = os.path.join(root, "Fixtures", "runs")
text = tfevents("scan", runs, "-f", "prometheus")
worse = re.search(r'tfevents_run_verdict\{run="([^"]+)",verdict="overfitting"\}', text).group(1)
bad = re.search(r'tfevents_run_verdict\{run="([^"]+)",verdict="diverged"\}', text).group(1)
critical = (
    f"exp_labels: {{severity: critical, run: {bad}, verdict: diverged}}\n"
    f"            exp_annotations: {{summary: '{bad} has diverged', "
    f"description: 'Say where:  tfevents analyze RUNS/{bad}'}}")
warning = (
    f"exp_labels: {{severity: warning, run: {worse}, verdict: overfitting}}\n"
    f"            exp_annotations: {{summary: '{worse} is overfitting', "
    f"description: 'Which checkpoint to keep:  tfevents analyze RUNS/{worse}'}}")
run("check", "rules", rules)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "test.yml")
    for age, diverged, worsening in [(60, [critical], [warning]), (90_000, [], [])]:
        with open(path, "w") as file:
            file.write(TEST.format(
                rules=rules, series=series(text, age),
                expected=expected("TrainingDiverged", diverged) + "\n" + expected("TrainingGetsWorse", worsening)))
        run("test", "rules", path)
done = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, text=True)
assert done.returncode == 0, done.stderr
print("alerts: promtool reads the rules, and they fire where they should")
