"""Runs every peer script: run.py path/to/tfevents."""

import glob
import os
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
failed = []
for script in sorted(glob.glob(here + "/*_peer.py")):
    done = subprocess.run([sys.executable, script, os.path.abspath(sys.argv[1])], cwd=os.getcwd())
    if done.returncode != 0:
        failed.append(os.path.basename(script))
if failed:
    sys.exit("failed: " + ", ".join(failed))
