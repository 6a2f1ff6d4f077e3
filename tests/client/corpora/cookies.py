"""What a jar must make of Set-Cookie lines.

In the manner of the cases that were collected for RFC 6265 (github.com/abarth/http-state) and
by the rules of RFC 6265bis, which decides where they differ: a line without "=" is a value
without a name (the older cases ignore it), and a Secure line over plain HTTP is ignored.
"""

from dataclasses import dataclass

AT = "http://home.example.org/set"
TO = "http://home.example.org/get"


@dataclass(frozen=True)
class Case:
    """Lines that come from `at`, one after another, and the Cookie field that goes to `to`."""

    name: str
    lines: tuple[str, ...]
    sent: str | None
    to: str = TO
    at: str = AT


def same(name: str, *lines: str) -> Case:
    """A case whose outcome is the plain cookie `a=b`."""
    return Case(name, lines, "a=b")


def none(name: str, *lines: str) -> Case:
    """A case after which nothing is sent."""
    return Case(name, lines, None)


SECURE_AT = AT.replace("http:", "https:")
SECURE_TO = TO.replace("http:", "https:")


def secured(name: str, line: str, sent: str | None, to: str = SECURE_TO) -> Case:
    """A case over TLS."""
    return Case(name, (line,), sent, to, SECURE_AT)


def scoped(attribute: str, host: str, sent: str | None) -> Case:
    """A case of one Domain attribute and the host that is asked next."""
    return Case(f"{attribute} for {host}", (f"a=b; {attribute}",), sent, f"http://{host}/get")


def under(attribute: str, path: str, sent: str | None) -> Case:
    """A case of one Path attribute and the path that is asked next."""
    url = f"http://home.example.org{path}"
    return Case(f"{attribute} at {path}", (f"a=b; {attribute}",), sent, url)


PAIRS = [
    same("plain", "a=b"),
    Case("two", ("a=1", "b=2"), "a=1; b=2"),
    Case("not sorted by name", ("z=1", "a=2"), "z=1; a=2"),
    Case("the last of a name", ("a=1", "a=2"), "a=2"),
    Case("in the place of the first", ("a=1", "z=2", "a=3"), "a=3; z=2"),
    Case("names have a case", ("a=1", "A=2"), "a=1; A=2"),
    Case("a comma does not part", ("a=b, c=d",), "a=b, c=d"),
    Case("a quoted comma", ('a="b, c=d"',), 'a="b, c=d"'),
    Case("quotes stay", ('a="b"',), 'a="b"'),
    Case("quoted spaces stay", ('a="  b "',), 'a="  b "'),
    Case("quotes do not hold a semicolon", ('a="b;c"',), 'a="b'),
    Case("an open quote", ('a="b',), 'a="b'),
    Case("a quote inside", ('a=b"c ;',), 'a=b"c'),
    Case("two quoted words", ('a="b "   "c"  ;',), 'a="b "   "c"'),
    Case("equals signs belong to the value", ("a=== b ;x",), "a=== b"),
    same("spaces around", "   a     =       b             ;       ttt"),
    same("tabs around", "\ta\t=\tb\t;"),
    Case("a space inside the name", ("a b=c",), "a b=c"),
    Case("an empty value", ("a=; path=/",), "a="),
    Case("an empty line between", ("a=1", "", "b=2"), "a=1; b=2"),
    Case("an equals sign between", ("a=1", "=", "b=2"), "a=1; b=2"),
    Case("spaces between", ("a=1", "   ", "b=2"), "a=1; b=2"),
    none("attributes alone", "; path=/"),
    Case("no name", ("b",), "b"),
    Case("an empty name", ("=b",), "b"),
    Case("an empty name, spaces", ("  = b ; path=/",), "b"),
    Case("an empty name and equals signs", ("=a=b",), "a=b"),
    Case("the last without a name", ("six", "seven", " =eight"), "eight"),
    Case("a name beside one without", ("six", "a=b"), "six; a=b"),
    *[Case(f"the name {name}", (f"{name}=1",), f"{name}=1") for name in "1$!@#%^&*()-_+'\"/\\<"],
    Case("$Version is a name", ("$Version=1; a=b",), "$Version=1"),
    Case("other alphabets", ("春节=回家; 路",), "春节=回家"),
    *[none(f"the control character {code:#x}", f"a=b{chr(code)}c") for code in (0, 1, 10, 13, 127)],
    Case("a tab inside the value", ("a=b\tc",), "a=b\tc"),
    Case("4096 bytes", ("a=" + "b" * 4095,), "a=" + "b" * 4095),
    none("4097 bytes", "a=" + "b" * 4096),
    none("4097 bytes of name", "a" * 4097),
    none("4098 bytes in 2050 letters", "aa" + "=" + "é" * 2048),
    same("attributes do not count", "a=b; " + "x" * 5000),
]

SECURE = ["secure", "seCURe", "Secure=", "Secure=aaa", "Secure =aaa", "  Secure   ;", "x;Secure"]
SAME_SITES = ["Lax", "Strict", "None", "x"]
ATTRIBUTES = [
    same("unknown ones", 'a=b; version=1; custom="1000 or more"; ;; =; ,,,; c=d'),
    *[none(f"over plain HTTP, {word}", f"a=b; {word}") for word in SECURE],
    *[same(f"not the attribute: {word}", f"a=b; {word}") for word in ('"Secure"', "Secure x", "S")],
    secured("secure", "a=b; Secure", "a=b"),
    secured("secure is for TLS", "a=b; Secure", None, TO),
    secured("plain from TLS", "a=b", "a=b", TO),
    same("HttpOnly is for scripts", "a=b; HttpOnly"),
    *[same(f"SameSite={value}", f"a=b; SameSite={value}") for value in SAME_SITES],
    secured("__Secure-", "__Secure-a=b; Secure", "__Secure-a=b"),
    secured("__Secure- without Secure", "__Secure-a=b", None),
    secured("__secure- without Secure", "__secure-a=b", None),
    secured("__Host-", "__Host-a=b; Secure; Path=/", "__Host-a=b"),
    secured("__Host- without Secure", "__Host-a=b; Path=/", None),
    secured("__Host- without Path", "__Host-a=b; Secure", None),
    secured("__Host- of a path", "__Host-a=b; Secure; Path=/get", None),
    secured("__Host- of a domain", "__Host-a=b; Secure; Path=/; Domain=home.example.org", None),
    secured("__HOST- of a domain", "__HOST-a=b; Secure; Path=/; Domain=example.org", None),
    secured("__Host- of an empty domain", "__Host-a=b; Secure; Path=/; Domain=", "__Host-a=b"),
    secured("a prefix in a nameless value", "__Host-a; Secure; Path=/", None),
    secured("a prefix behind an empty name", "=__Secure-a=b; Secure", None),
    secured("not a prefix", "_Host-a=b", "_Host-a=b"),
]

NO_AGES = ["", "x", "+0", "0.0", "0,0", "0 0", "-", "--1", "0x0", '"0"', "٠"]
AGES = [
    same("Max-Age", "a=b; max-age=10000;"),
    none("Max-Age 0", "a=b; max-age=0;"),
    none("Max-Age below 0", "a=b; max-age=-20"),
    none("Max-Age -0", "a=b; max-age=-0"),
    none("Max-Age of a thousand zeros", "a=b; max-age=" + "0" * 1000),
    same("Max-Age of a thousand digits", "a=b; max-age=" + "9" * 1000),
    *[same(f"Max-Age {age!r} is none", f"a=b; max-age={age}") for age in NO_AGES],
    none("deleted", "a=b; max-age=60", "a=c; max-age=0"),
    Case("one of two deleted", ("a=1", "b=2", "a=; max-age=0", "c=3; max-age=0"), "b=2"),
    Case("not deleted at another path", ("a=1", "a=; Max-Age=0; Path=/x"), "a=1"),
    Case("not deleted for another domain", ("a=1", "a=; Max-Age=0; Domain=example.org"), "a=1"),
    none("Expires long ago", "a=b; expires=Thu, 10 Apr 1980 16:33:12 GMT"),
    same("Expires to come", "a=b; expires=Thu, 10 Apr 2980 16:33:12 GMT"),
    same("Expires is no date", "a=b; expires=yesterday"),
    same("Max-Age before Expires", "a=b; max-age=9; expires=Thu, 10 Apr 1980 16:33:12 GMT"),
    none("Max-Age 0 before Expires", "a=b; expires=Thu, 10 Apr 2980 16:33:12 GMT; max-age=0"),
    none("the last Max-Age", "a=b; max-age=9; max-age=0"),
    none("the last Max-Age that is one", "a=b; max-age=0; max-age=x"),
    none("the last Expires that is one", "a=b; expires=Thu, 10 Apr 1980 16:33:12 GMT; expires=x"),
]

NOT_ABOVE = [
    "beside.example.org", "below.home.example.org", "..home.example.org", "home..example.org",
    ". home.example.org", "home.example.org.", "home.example.org:80", '"home.example.org"', "org",
    ".org", "org.", "http://home.example.org", "*.example.org", "ome.example.org",
    "höme.example.org",
]  # fmt: skip
DOMAINS = [
    scoped("x", "home.example.org", "a=b"),
    scoped("x", "HOME.example.org", "a=b"),
    scoped("x", "home.example.org:8080", "a=b"),
    scoped("x", "below.home.example.org", None),
    scoped("domain=home.example.org", "home.example.org", "a=b"),
    scoped("domain=home.example.org", "below.home.example.org", "a=b"),
    scoped("domain=home.example.org", "beside.example.org", None),
    scoped("domain=home.example.org", "example.org", None),
    scoped("domain=home.example.org", "xhome.example.org", None),
    scoped("domain=.home.example.org", "below.home.example.org", "a=b"),
    scoped("domain=   .home.example.org", "home.example.org", "a=b"),
    scoped("domain=.example.org", "beside.example.org", "a=b"),
    scoped("DoMaIn=eXaMpLe.OrG", "beside.example.org", "a=b"),
    scoped("domain=", "home.example.org", "a=b"),
    scoped("domain=", "below.home.example.org", None),
    scoped("domain=.", "below.home.example.org", None),
    *[scoped(f"domain={wrong}", "home.example.org", None) for wrong in NOT_ABOVE],
    scoped("domain=example.org; domain=home.example.org", "beside.example.org", None),
    scoped("domain=home.example.org; domain=example.org", "beside.example.org", "a=b"),
    scoped("domain=evil.example; domain=example.org", "home.example.org", "a=b"),
    scoped("domain=example.org; domain=evil.example", "home.example.org", None),
    scoped("domain=example.org; domain=", "beside.example.org", None),
    Case("two scopes of a name", ("a=1", "a=2; domain=example.org"), "a=1; a=2"),
    Case("an IP address", ("a=b",), "a=b", "http://10.0.0.1/get", "http://10.0.0.1/set"),
    Case(
        "an IP address as domain",
        ("a=b; domain=10.0.0.1",),
        "a=b",
        "http://10.0.0.1/get",
        "http://10.0.0.1/set",
    ),
    Case(
        "half an IP address", ("a=b; domain=0.0.1",), None, "http://10.0.0.1/", "http://10.0.0.1/"
    ),
    Case("IPv6", ("a=b",), "a=b", "http://[::1]/get", "http://[0:0::1]/set"),
    Case("a host without dots", ("a=b; domain=nas",), "a=b", "http://nas/", "http://nas/"),
    Case("below a host without dots", ("a=b; domain=nas",), None, "http://x.nas/", "http://nas/"),
    Case(
        "an international host",
        ("a=b; domain=xn--bcher-kva.example",),
        "a=b",
        "http://bücher.example/",
        "http://www.bücher.example/",
    ),
]

PATHS = [
    under("x", "/get", "a=b"),
    under("path", "/get", "a=b"),
    under("path=", "/get", "a=b"),
    under("path= /", "/get", "a=b"),
    under("path=get", "/get", "a=b"),
    under("path=/get", "/get", "a=b"),
    under("path=/get", "/get?x", "a=b"),
    under("path=/get", "/get/x", "a=b"),
    under("path=/get", "/getx", None),
    under("path=/get", "/", None),
    under("path=/GET", "/get", None),
    under("path=/get/", "/get", None),
    under("path=/get/", "/get/", "a=b"),
    under("path=/get/", "/get//x", "a=b"),
    under("path=/get/x/y", "/get/x", None),
    under("path=/get?", "/get", None),
    under("path=/get#", "/get", None),
    under("path=/get;", "/get", "a=b"),
    under('path="/get"', "/x", "a=b"),
    under("path=/g%65t", "/get", None),
    under("path=/g%65t", "/g%65t", "a=b"),
    under("path    =    /get   ; x", "/get", "a=b"),
    under("path=/x; path=/get", "/get", "a=b"),
    under("path=/get; path=/x", "/get", None),
    under("path=/x; path=", "/get", "a=b"),
    under("path=/" + "x" * 1024, "/get", "a=b"),
    under("path=/" + "x" * 1023, "/get", None),
    Case(
        "the folder of the request",
        ("a=b",),
        "a=b",
        "http://home.example.org/p/y",
        "http://home.example.org/p/q?r=/s/t",
    ),
    Case(
        "not above that folder",
        ("a=b",),
        None,
        "http://home.example.org/",
        "http://home.example.org/p/q",
    ),
    Case("long paths first", ("a=1; path=/", "b=2; path=/get"), "b=2; a=1"),
    Case(
        "long paths first, then old ones",
        (
            "k=0; path=/get",
            "k=1; path=/",
            "k=2; path=/bar",
            "k=3; path=/; domain=example.org",
            "k=4; path=/get/x; domain=example.org",
        ),
        "k=4; k=0; k=1; k=3",
        "http://home.example.org/get/x/y",
    ),
]

CASES = [*PAIRS, *ATTRIBUTES, *AGES, *DOMAINS, *PATHS]

# Cookie dates (RFC 6265bis, section 5.1.1), all of this moment, which is in seconds since 1970.
MOMENT = 1176936612  # 18 April 2007, 22:50:12
DATES = [
    "Wed, 18 Apr 2007 22:50:12 GMT",
    "Wednesday, 18-Apr-07 22:50:12 GMT",
    "Wed Apr 18 22:50:12 2007",
    "Wed,18-Apr-07 22:50:12 GMT",
    ", 18-Apr-2007 22:50:12",
    " 18-apr-2007   22:50:12",
    "Partyday, 18- April-07 22:50:12",
    "18 - Aprilfool-07 22:50:12",
    "Wed, 18/Apr\\2007 22:50:12 GMT",
    '"Wed, 18-Apr-07\\"22:50:12\\"GMT"',
    "Wed, 18-Apr-07 22:50:12 GMT-0400 (EDT)",
    "Wed, 18-Apr-07 22:50:12 -0400",
    "Wed, 18-Apr-07 22:50:12 11:22:33",
    "Wed, 18-Apr-07 ::00 22:50:12",
    "Wed, 18-Apr-07 x:y 22:50:12",
    "22:50:12 Wed Apr 18 2007",
    "Wed 22:50:12 Apr 18 2007",
    "Apr 18 07 22:50:12",
    "18 07 Apr 22:50:12",
    "18-Wed, Apr 22:50:12 GMT 07",
    "2007 April 18 22:50:12",
    "18th Apr 2007x 22:50:12z",
    "Wed, 18 Apr 007 22:50:12 GMT",
]
NO_DATES = [
    "",
    "Wed",
    "18 Apr 2007",
    "18 22:50:12 2007",
    "Apr 2007 22:50:12",
    "18 Apr 22:50:12",
    "18 Apr 2007 91:22:33 22:50:12",
    "98 April 17 22:50:12",
    "Wed, 018-Apr-2007 22:50:12",
    "Wed, 18-Apr-31841 22:50:12",
    "Wed, 999999999999-Apr-2007 22:50:12",
    "Wed, 18-Apr-2007 22:61:99999999999",
    "Wed, 18-Apr-2007 22:60:12",
    "Wed, 18-Apr-2007 24:00:00",
    "30 Feb 2007 22:50:12",
    "0 Apr 2007 22:50:12",
    "18 Apr 1600 22:50:12",
    "١٨ Apr 2007 22:50:12",
]

# Names, and whether strangers can register below them: rules of every kind in the list of
# publicsuffix.org (plain, wildcard, exception, international, private), and names without one.
SUFFIXES = {
    "com": True, "COM": True, "com.": True, "example.com": False, "b.example.com": False,
    "uk": True, "co.uk": True, "example.co.uk": False, "kobe.jp": True, "c.kobe.jp": True,
    "city.kobe.jp": False, "b.c.kobe.jp": False, "ck": True, "test.ck": True, "www.ck": False,
    "us": True, "k12.ak.us": True, "test.k12.ak.us": False, "公司.cn": True, "xn--55qx5d.cn": True,
    "食狮.公司.cn": False, "xn--85x722f.xn--55qx5d.cn": False, "github.io": True,
    "me.github.io": False, "s3.amazonaws.com": True, "unlisted": True, "example.unlisted": False,
    "localhost": True,
}  # fmt: skip
