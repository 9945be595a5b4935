#!/usr/bin/env python3
"""Measures a running window from outside: from a key press to changed pixels, in the form and in the preview.

By hand, on a display where the window has the keyboard and a caret in a text field:
    DISPLAY=:99 python3 tests/latency.py X,Y,W,H X,Y,W,H [PRESSES]
with the part of the screen where the letter appears in the form, and the one where it appears in the preview. Needs
python-xlib. Prints milliseconds, and how often both had changed in the same look at the screen.
"""
import statistics
import sys
import time

from Xlib import X, XK, display
from Xlib.ext import xtest


def region(text):
    return tuple(int(n) for n in text.split(","))


def look(root, regions):
    """The regions as they are at one moment: cut out of one picture of all of them."""
    left, top = min(r[0] for r in regions), min(r[1] for r in regions)
    right = max(x + w for x, _, w, _ in regions)
    bottom = max(y + h for _, y, _, h in regions)
    whole = root.get_image(left, top, right - left, bottom - top, X.ZPixmap, 0xFFFFFFFF).data
    row = (right - left) * 4

    def cut(x, y, w, h):
        starts = (line * row + (x - left) * 4 for line in range(y - top, y - top + h))
        return b"".join(whole[start : start + w * 4] for start in starts)

    return [cut(*r) for r in regions]


def press(server, code):
    xtest.fake_input(server, X.KeyPress, code)
    xtest.fake_input(server, X.KeyRelease, code)
    server.sync()


def main():
    regions = [region(sys.argv[1]), region(sys.argv[2])]
    presses = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    server = display.Display()
    root = server.screen().root
    codes = [server.keysym_to_keycode(XK.string_to_keysym(name)) for name in ("n", "BackSpace")]
    times = ([], [])
    together = 0
    looks = []
    for number in range(presses):
        time.sleep(0.25)
        before = look(root, regions)
        start = time.perf_counter()
        press(server, codes[number % 2])
        seen = [None, None]
        while None in seen and time.perf_counter() - start < 2.0:
            begun = time.perf_counter()
            now = look(root, regions)
            at = time.perf_counter()
            looks.append(at - begun)
            for index in (0, 1):
                if seen[index] is None and now[index] != before[index]:
                    seen[index] = (at - start) * 1000.0
        if None in seen:
            print("no change seen", seen, file=sys.stderr)
            continue
        together += seen[0] == seen[1]
        for index in (0, 1):
            times[index].append(seen[index])
    for name, ms in zip(("form", "preview"), times):
        if ms:
            print(f"{name}: median {statistics.median(ms):.1f} ms, {min(ms):.1f}–{max(ms):.1f}, n={len(ms)}")
    print(f"in the same look: {together} of {len(times[0])}; a look takes {statistics.median(looks) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
