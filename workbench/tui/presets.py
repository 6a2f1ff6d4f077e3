"""Keymaps to start from. Data only: `keymap.py` makes the effective keys of it."""

from collections.abc import Mapping

from workbench.preferences import Preset

# What `leader` stands for in the keys below; alt+comma works while typing, too.
LEADERS: Mapping[Preset, str] = {
    "default": "comma,alt+comma",
    "vim": "comma,alt+comma",
    "emacs": "ctrl+x",
}
# The key behind the leader, the same in every preset.
AFTER_LEADER: Mapping[str, str] = {
    "send": "s",
    "save": "w",
    "save-all": "W",
    "run": "g",
    "environment": "e",
    "theme": "t",
    "focus-tree": "h",
    "focus-url": "k",
    "focus-response": "j",
    "sidebar": "b",
    "zoom": "z",
    "layout": "v",
    "grow": "plus",
    "shrink": "minus",
    "new-request": "n",
    "scratch": "x",
    "changes": "d",
    "new-folder": "N",
    "reload": "r",
    "help": "question_mark",
    "jump": "f",
    "settings": "comma",
    "find-request": "slash",
    "palette": "p",
    "quit": "q",
}
# What differs from the command tables.
PRESETS: Mapping[Preset, Mapping[str, str]] = {
    "default": {},
    "vim": {
        "palette": "ctrl+p,colon",
        "find-request": "ctrl+k,slash",
        "help": "f1,question_mark",
        "save": "ctrl+s,Z W",
        "quit": "ctrl+q,Z Z,Z Q",
        "list.page-up": "pageup,ctrl+u",
        "list.page-down": "pagedown,ctrl+d",
        "body.page-up": "pageup,ctrl+u",
        "body.page-down": "pagedown,ctrl+d",
        "table.add": "a,o,insert",
        "fold-node": "z a",
        "unfold-nodes": "z R",
    },
    "emacs": {
        "save": "ctrl+s,ctrl+x ctrl+s",
        "quit": "ctrl+q,ctrl+x ctrl+c",
        "palette": "alt+x",
        "new-request": "ctrl+x ctrl+n",
        "find-request": "ctrl+x ctrl+f",
        "focus-response": "ctrl+x o",
        "zoom": "f6,ctrl+x 1",
        "cancel": "escape,ctrl+g",
        "run": "alt+r",
        "list.up": "up,ctrl+p",
        "list.down": "down,ctrl+n",
        "list.page-up": "pageup,alt+v",
        "list.page-down": "pagedown,ctrl+v",
        "list.first": "home,alt+less_than_sign",
        "list.last": "end,alt+greater_than_sign",
        "body.up": "up,ctrl+p",
        "body.down": "down,ctrl+n",
        "body.page-up": "pageup,alt+v",
        "body.page-down": "pagedown,ctrl+v",
        "body.first": "home,alt+less_than_sign",
        "body.last": "end,alt+greater_than_sign",
        "tabs.previous": "left,ctrl+b",
        "tabs.next": "right,ctrl+f",
    },
}
