#!/usr/bin/env python3
"""table.py TITLE TABLE: measurements as a Markdown table; the first line is ours, and what the others are held against."""

import json
import sys

title, path = sys.argv[1:]
lines = [json.loads(line) for line in open(path, encoding="utf-8")]
ours = lines[0]["middle"]
print(f"\n### {title}\n")
print("| | seconds | of all cores | memory, MiB | seconds, ours = 1 | memory, ours = 1 |")
print("| --- | ---: | ---: | ---: | ---: | ---: |")
for line in lines:
    if line["middle"] is None:
        print(f"| {line['label']} | did not end well | | | | |")
        continue
    wall, cores, memory = line["middle"]
    against = f"{wall / ours[0]:.1f} | {memory / ours[2]:.1f}" if ours else " | "
    print(f"| {line['label']} | {wall:.2f} | {cores:.2f} | {memory:.0f} | {against} |")
