#!/usr/bin/env python3
"""measure.py TABLE LABEL RUNS -- COMMAND...: runs a command some times and adds a line to a table of measurements.

Per run: seconds on the clock, seconds of all cores in the program and in the system, and the most memory it held, as GNU
time counts them (/usr/bin/time; Debian's package `time`), or else as the operating system tells this program, which then
cannot see less memory than it holds itself. One run before them is not counted: it warms the disk cache for everyone
alike.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

GNU_TIME = "/usr/bin/time"


def has_gnu_time():
    if not os.access(GNU_TIME, os.X_OK):
        return False
    about = subprocess.run([GNU_TIME, "--version"], capture_output=True, text=True)
    return "GNU" in about.stdout + about.stderr


def run(command):
    """The exit code, seconds on the clock, seconds of all cores, and MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return process.returncode, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20


def run_timed(command):
    with tempfile.NamedTemporaryFile("r") as told:
        code, wall, *_ = run([GNU_TIME, "--quiet", "--format", "%U %S %M", "--output", told.name, *command])
        user, system, memory = map(float, told.read().split())
    return code, wall, user + system, memory / 1024


table, label, runs, _, *command = sys.argv[1:]
measure = run_timed if has_gnu_time() else run
measured = [measure(command) for _ in range(int(runs) + 1)][1:]
ended = {code for code, *_ in measured}
middle = [statistics.median(values) for values in list(zip(*measured))[1:]] if ended == {0} else None
with open(table, "a", encoding="utf-8") as file:
    file.write(json.dumps({"label": label, "middle": middle}) + "\n")
