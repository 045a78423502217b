"""Reads charts: a dot or bar may stand no more precisely than the figure it stands for was published."""

import re

NUMBER = re.compile(r"^-?\d+(?:,\d+)?%?$")


def attributes(tag):
    return dict(re.findall(r'([\w-]+)="([^"]*)"', tag))


def places(svg):
    """Where dots and the ends of intervals stand on the axis of a chart of dots, and how far a pixel is; none on another chart."""
    ticks = []
    for tag, text in re.findall(r"<text ([^>]*)>([^<]*)</text>", svg):
        at = attributes(tag)
        if at.get("text-anchor") == "middle" and "dd-muted" in at.get("class", "") and NUMBER.match(text.strip()):
            value = float(text.strip().rstrip("%").replace(",", "."))
            ticks.append((float(at["x"]), value / 100 if text.strip().endswith("%") else value))
    if len(ticks) < 2 or ticks[0][0] == ticks[-1][0]:
        return [], 0.0
    (x0, v0), (x1, v1) = ticks[0], ticks[-1]
    step = (v1 - v0) / (x1 - x0)
    # Those in the key of the chart stand for nothing, and stand highest.
    rows = {}
    for dot in (attributes(tag) for tag in re.findall(r"<circle ([^>]*)/>", svg)):
        rows[float(dot["cy"])] = [float(dot["cx"])]
    for bar in (attributes(tag) for tag in re.findall(r'<rect (class="dd-interval"[^>]*)/>', svg)):
        middle = float(bar["y"]) + float(bar["height"]) / 2
        start, width = float(bar["x"]), float(bar["width"])
        rows.setdefault(middle, []).extend([start, start + width])
    ends = [(row, v0 + (x - x0) * step) for row in sorted(rows)[1:] for x in rows[row]]
    return ends, abs(step)


def values(indicator):
    """Every number that is published of an indicator."""
    found = []

    def look(value):
        if isinstance(value, dict):
            for inner in value.values():
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            found.append(float(value))

    look(indicator)
    return found


def pictures(attack, run, document, folder):
    published = {}
    for one in document["rounds"]:
        for indicator in one["indicators"]:
            published.setdefault(indicator["id"], []).extend(values(indicator))
    for path in sorted(folder.rglob("*.svg")):
        of = next((name for name in published if path.name.startswith(f"{name}-")), None)
        ends, step = places(path.read_text(encoding="utf-8"))
        for row, value in ends:
            attack.tried["places in pictures"] += 1
            # Ticks, starts and widths are each in whole pixels.
            if of and not any(abs(value - known) <= step * 2.1 for known in published[of]):
                attack.success("pictures", f"run {run} {path.name}", f"in the row at {row:.0f} stands {value:.4f}, which no figure is")
