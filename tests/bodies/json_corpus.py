"""Texts that a JSON viewer must open and give back unchanged: valid, invalid and odd.

Written for this project in the manner of Nicolas Seriot's JSONTestSuite (MIT), whose names it
follows: `y` is valid, `n` is not, and `i` is left to the reader by RFC 8259.
"""

import json

_DEEP = 400
_NUMBERS = "0 -0 1 -1 10 123456789012345678901234567890 1.5 -1.5 1e5 1E5 1e+5 1e-5 1.5e3 0.1 0e0"
_NO_NUMBERS = "01 -01 1. .5 -.5 +1 1e 1e+ 1.e5 0x1F 1_000 - -a 1,000.5 Infinity NaN ∞ ½ ４"
_ODD_NUMBERS = "1e400 -1e400 1e-400 123123e100000 0.4e0006699999 1e-10000 1.7976931348623157e309"
_ESCAPES = r"\" \\ \/ \b \f \n \r \t \u0041 \u00e9 \u20ac \ud83d\ude00 \u0000 \uFFFF \u200b \u202e"
_NO_ESCAPES = r"\x41 \a \0 \' \u \u1 \u12 \u123 \u12G4 \U0041 \ \v \e \é"
_LONE = r"\ud800 \udc00 \ud800a \udc00\ud800 \ud800\n \uDBFF \ud83d\ud83d \ud800\u0041"
_SPACES = ["", " ", "\n", "\t", "\r\n", " \n\t\r "]
_NO_SPACES = ["\u00a0", "\u2028", "\v", "\f", "\ufeff", "\u3000"]
_STRUCTURES = r"""
[] {} [[]] [{}] {"a":{}} {"a":[]} [null] [true,false] {"":0} {"a":1,"a":2} {"a":{"a":{"a":1}}}
{"\u0061":1,"a":2} ["a",1,{"b":[2]}] [[],[],[]] {"é":"漢"} ["😀"] ["\u2028"] {"a\\":1} {"\"":0}
"""
_NO_STRUCTURES = r"""
[ ] { } [1 [1, [1,] [,1] [1,,2] [1;2] [1:2] {"a" {"a": {"a":} {"a":1 {"a":1,} {,} {"a":1,,} {1:1}
{a:1} {'a':1} {"a",1} {"a"::1} {"a":1:2} {"a":1]} [1} [}] {]} ]1[ }{ [[] [[1] []] {}} [{] "a "a\
"a\" 'a' a nul nulls True FALSE [a {"a":a [1a] ["a"b] ["a""b"] [1"a"] {"a"1} [/*x*/1] [1]//x [1]#x
<a> &amp; [<null>] [undefined] {{a}} [${1}] `a` (1) [1].x [-] [--1] [1-] [.] [e] [1e1.5] [\u0020]
"""


def _texts() -> dict[str, bytes]:
    found: dict[str, bytes] = {}

    def add(kind: str, name: str, *texts: str | bytes) -> None:
        for number, text in enumerate(texts, 1):
            raw = text if isinstance(text, bytes) else text.encode()
            found[f"{kind}_{name}_{number:02}"] = raw

    def arrays(values: str) -> list[str]:
        return [f"[{value}]" for value in values.split()]

    def strings(values: str) -> list[str]:
        return [f'["{value}"]' for value in values.split(" ")]

    add("y", "number", *arrays(_NUMBERS))
    add("n", "number", *arrays(_NO_NUMBERS))
    add("i", "number", *arrays(_ODD_NUMBERS), "[" + "9" * 5000 + "]", "[0." + "3" * 5000 + "]")
    add("y", "escape", *strings(_ESCAPES))
    add("n", "escape", *strings(_NO_ESCAPES))
    add("i", "surrogate", *strings(_LONE), b'["\xed\xa0\x80"]', b'{"\xed\xb0\x80":1}')
    add("y", "space", *(f"{space}[{space}1{space},{space}2{space}]{space}" for space in _SPACES))
    add("n", "space", *(f"[{space}1]" for space in _NO_SPACES))
    add("y", "structure", *_STRUCTURES.split())
    add("n", "structure", *_NO_STRUCTURES.split())
    add("y", "scalar", "null", "true", "false", "0", '"text"', '""', " 1 ")
    add("y", "deep", "[" * _DEEP + "]" * _DEEP, '{"a":' * _DEEP + "1" + "}" * _DEEP)
    add("i", "deep", "[" * 100_000 + "]" * 100_000, '{"a":' * 20_000 + "1" + "}" * 20_000)
    add("n", "deep", "[" * 100_000, "]" * 100_000, '{"a":' * 20_000, "[{" * 5_000 + "]}" * 5_000)
    add("y", "long", json.dumps(["x" * 100_000]), json.dumps(list(range(30_000))))
    add("y", "long_key", json.dumps({"k" * 100_000: [1, {"deep": None}]}))
    add("n", "long", '["' + "x" * 100_000, '["' + "\\" * 100_001, '["' + '\\"' * 50_000)
    add("n", "control", *(b'["a' + bytes([code]) + b'b"]' for code in (0, 7, 8, 10, 13, 27, 31)))
    add("i", "control", b'["\x7f"]', '["\x85\x9b\u2028\u202e\u200d"]')
    add(
        "i",
        "utf8",
        b'["\xff"]',
        b'["\xc0\xaf"]',
        b'["\xe9"]',
        b'["\xf4\x90\x80\x80"]',
        b'["\xe2\x82',
    )
    add("i", "bom", b"\xef\xbb\xbf[1]", b"\xef\xbb\xbf", b"\xfe\xff\0[\01\0]", b"\xff\xfe[\0]\0")
    add("i", "several", "1 2", "{}{}", "[1]\n[2]\n", '{"a":1}\n{"a":2}', "[1],[2]", "1\n\n\n2")
    add("n", "empty", b"", b" ", b"\n\n", b"\0", b"\0" * 5000)
    add("n", "other", b"\x89PNG\r\n\x1a\n", "<html>", "a,b\n1,2", "data: 1\n\n", ")]}',\n[1]")
    return found


CORPUS = _texts()
"""The texts by their names."""
