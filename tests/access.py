"""Walks the real window as a screen reader does, over AT-SPI, and says what is not as it should be. Run by access.sh,
on a bus and a display of its own."""

import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

State, Text = Atspi.StateType, Atspi.Text
faults = []


def expect(is_so, fault):
    if not is_so:
        faults.append(fault)


def walk(node):
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield from walk(child)


def has(node, state):
    return node.get_state_set().contains(state)


def text_of(node):
    if "Text" not in node.get_interfaces():
        return None
    return Text.get_text(node, 0, Text.get_character_count(node))


def within(seconds, ask):
    """What `ask` gives, as soon as it gives something."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            found = ask()
        except GLib.Error:
            found = None
        if found:
            return found
        time.sleep(0.05)
    return None


def program():
    desktop = Atspi.get_desktop(0)
    children = (desktop.get_child_at_index(index) for index in range(desktop.get_child_count()))
    return next((child for child in children if child and child.get_name() == "copydesk"), None)


def find(role, name, within_node=None):
    is_it = lambda node: node.get_role_name() == role and node.get_name().startswith(name)
    return next((node for node in walk(within_node or program()) if is_it(node)), None)


def await_node(role, name):
    node = within(10, lambda: find(role, name))
    if not node:
        told()
        sys.exit(f"no {role} named “{name}”")
    return node


def keys(*names):
    subprocess.run(["xdotool", "key", "--delay", "30", *names], check=True)


def told():
    for node in walk(program()):
        print(f"  {node.get_role_name()}: {node.get_name()!r} {(text_of(node) or '')[:40]!r}", file=sys.stderr)


# What may hold which rows.
ROWS = {
    "menu bar": {"menu", "page tab list", "push button"},
    "list box": {"list item"},
    "list": {"list item"},
    "page tab list": {"page tab"},
}
MENU_ROWS = {"menu", "menu item", "check menu item", "radio menu item", "separator", "unknown", "filler", "section"}
SWITCHES = {"check box", "toggle button", "radio button", "check menu item", "radio menu item"}
NAMED = {"frame", "push button", "toggle button", "check box", "radio button", "link", "entry", "menu item",
         "check menu item", "radio menu item", "list item", "tree item", "page tab", "list", "list box", "tree",
         "page tab list", "menu bar", "dialog"}
# Texts of many lines, or of one name on each: all others are of one line, on however many rows.
MANY = ("Lede", "Byline", "Tags")


def check_all(state):
    """What holds for everything in any state of the window."""
    for node in walk(program()):
        role, name = node.get_role_name(), node.get_name()
        said = f"{state}: {role} “{name}”"
        expect(role not in NAMED or name.strip(), f"{said} has no name")
        expect(role in SWITCHES or not has(node, State.CHECKABLE), f"{said} can be checked")
        for index in range(node.get_child_count()):
            inner = node.get_child_at_index(index).get_role_name()
            expect(role not in ROWS or inner in ROWS[role], f"{said} holds a {inner}")
            expect(role != "menu" or inner in MENU_ROWS, f"{said} holds a {inner}")
        if role == "entry":
            expect(text_of(node) is not None, f"{said} has no text to be asked for")
            is_many = name.endswith(" body") or name in MANY
            line = State.MULTI_LINE if is_many else State.SINGLE_LINE
            expect(has(node, line), f"{said} is not {'multi' if is_many else 'single'} line")
        if role in ("list item", "tree item", "page tab"):
            attributes = node.get_attributes()
            at, of = attributes.get("posinset"), attributes.get("setsize")
            expect(at and of and 1 <= int(at) <= int(of), f"{said} is number {at} of {of}")


def check_texts(state):
    """Every text that there is can be asked for, whether it is in sight or not."""
    for node in walk(program()):
        if node.get_role_name() == "entry" and node.get_name().endswith((" heading", " body")):
            number = node.get_name().split()[1]
            word = "Heading" if node.get_name().endswith("heading") else "First words of"
            text = text_of(node) or ""
            expect(text.startswith(f"{word} {number}"), f"{state}: “{node.get_name()}” says {text[:40]!r}")


class Ear:
    """Hears what a screen reader would speak of by itself."""

    EVENTS = ("object:state-changed:focused", "object:selection-changed", "object:announcement",
              "object:active-descendant-changed", "object:text-caret-moved")

    def __init__(self):
        self.heard = []
        self.listener = Atspi.EventListener.new(self.hear)
        for event in self.EVENTS:
            self.listener.register(event)

    def hear(self, event):
        try:
            name, role = event.source.get_name(), event.source.get_role_name()
        except GLib.Error:
            return  # It has gone again.
        if event.type != "object:state-changed:focused" or event.detail1:
            self.heard.append((event.type.removeprefix("object:"), role, name))

    def listen(self, seconds, is_enough=lambda: False):
        """Hears for so long, or until it is enough."""
        until = time.monotonic() + seconds
        loop = GLib.MainContext.default()
        while time.monotonic() < until and not is_enough():
            if not loop.iteration(False):
                time.sleep(0.01)

    def forget(self):
        self.listen(0.5)
        self.heard = []

    def heard_of(self, event):
        return [name for one, _, name in self.heard if one == event]

    def press(self, key, event):
        """Presses a key and waits until one more such event is heard, be the machine ever so slow."""
        before = len(self.heard_of(event))
        keys(key)
        self.listen(10, lambda: len(self.heard_of(event)) > before)


def check_focus(ear):
    """Each change of the focus is told once, and nothing else with it."""
    ear.forget()
    for _ in range(8):
        ear.press("Tab", "state-changed:focused")
    ear.listen(0.5)
    names = ear.heard_of("state-changed:focused")
    expect(len(names) == 8 and len(set(names)) == 8, f"eight Tabs: the focus is told {len(names)} times: {names}")
    others = [one for one in ear.heard if one[0] not in ("state-changed:focused", "text-caret-moved")]
    expect(not others, f"eight Tabs: told beside the focus: {others}")


def check_caret(ear):
    """Each move of the cursor is told once, and the text there can be asked for by letter, word and line."""
    body = await_node("entry", "Section 1 body")
    Atspi.Component.grab_focus(body)
    expect(within(5, lambda: has(body, State.FOCUSED)), "a body does not take the focus that it is given")
    keys("ctrl+Home")
    ear.forget()
    for key, granularity, said in (
        ("Right", Atspi.TextGranularity.CHAR, "i"),
        ("ctrl+Right", Atspi.TextGranularity.WORD, "First "),
        ("Home", Atspi.TextGranularity.LINE, "First words of 1."),
    ):
        ear.press(key, "text-caret-moved")
        at = Text.get_string_at_offset(body, Text.get_caret_offset(body), granularity).content
        expect(at.rstrip("\n") == said, f"{key}: {at!r}")
    ear.listen(0.5)
    moves = ear.heard_of("text-caret-moved")
    expect(moves == ["Section 1 body"] * 3, f"three moves of the cursor are told as {moves}")


def main():
    if not within(20, lambda: program() and find("frame", "")):
        sys.exit("the window is not told of")
    frame = find("frame", "")
    expect("Copydesk" in frame.get_name(), f"the window is called “{frame.get_name()}”")
    ear = Ear()
    Atspi.Component.grab_focus(await_node("entry", "Headline"))
    await_node("tree", "Outline")
    expect(find("menu bar", ""), "there is no menu bar")
    check_all("a draft")
    check_texts("a draft")
    check_focus(ear)
    check_caret(ear)
    for menu, row in (("File", "Save"), ("View", "Preview"), ("Export", "HTML")):
        Atspi.Action.do_action(find("menu", menu, find("menu bar", "")), 0)
        opened = lambda: [n for n in walk(find("menu", menu)) if n.get_role_name().endswith("menu item")]
        rows = within(10, opened) or []
        expect(any(row in node.get_name() for node in rows), f"the menu {menu} has no row “{row}”")
        check_all(f"menu {menu}")
        keys("Escape")
        within(5, lambda: not opened())
    keys("ctrl+shift+p")
    await_node("list item", "File: ")
    check_all("palette")
    keys("Escape")
    keys("ctrl+shift+f")
    findings = await_node("list", "Findings")
    expect(findings.get_child_count() > 0, "no finding is listed")
    check_all("findings")
    keys("Escape")
    Atspi.Action.do_action(find("tree item", "Heading 30"), 0)
    await_node("entry", "Section 30 body")
    check_texts("further down")
    check_all("further down")
    for fault in faults:
        print(f"access: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


main()
