"""What URLs mean: by the URL standard (url.spec.whatwg.org), for its schemes that are HTTP.

Chosen in the manner of the standard's own test data (urltestdata.json of web-platform-tests).
Outcomes were compared with ada, the parser of Node.js. The rule of the last two tables: a URL
that we take has the host that a browser would take; what people or other programs might read
in another way is refused or kept as it was written.
"""

# Written as browsers would write them (but a path that is not there stays so).
AGREED = {
    "http://example.com": "http://example.com",
    "HTTP://EXAMPLE.COM/": "http://example.com/",
    "hTtPs://ExAmPlE.CoM:443/A?B#C": "https://example.com/A?B#C",
    "ws://example.com:80/chat": "ws://example.com/chat",
    "wss://example.com:443/chat": "wss://example.com/chat",
    "wss://example.com:80/chat": "wss://example.com:80/chat",
    "http://example.com:/": "http://example.com/",
    "http://example.com:080/": "http://example.com/",
    "http://example.com:0/": "http://example.com:0/",
    "http://example.com:65535/": "http://example.com:65535/",
    # user and password
    "http://a:b@c:29/d": "http://a:b@c:29/d",
    "http://:b@c/": "http://:b@c/",
    "http://@c/": "http://c/",
    "http://a@b@c/": "http://a%40b@c/",
    "http://a@b:c@d:2/e": "http://a%40b:c@d:2/e",
    "http://us er:pa ss@h/": "http://us%20er:pa%20ss@h/",
    "http://a;b=c[d]^|@h/": "http://a%3Bb%3Dc%5Bd%5D%5E%7C@h/",
    "http://ü:%f0%9f@h/": "http://%C3%BC:%f0%9f@h/",
    "http://a'b\"c@h/": "http://a'b%22c@h/",
    "http://good.example/@evil.example/": "http://good.example/@evil.example/",
    "http://good.example:80@evil.example/": "http://good.example:80@evil.example/",
    "http://good.example;@evil.example/": "http://good.example%3B@evil.example/",
    # dot segments
    "http://h/a/b/../c": "http://h/a/c",
    "http://h/a/./b": "http://h/a/b",
    "http://h/.": "http://h/",
    "http://h/..": "http://h/",
    "http://h/../x": "http://h/x",
    "http://h/a/..": "http://h/",
    "http://h/a/b/../../../c": "http://h/c",
    "http://h/a//../b": "http://h/a/b",
    "http://h//../b": "http://h/b",
    "http://h//x": "http://h//x",
    "http://h/a/...": "http://h/a/...",
    "http://h/.a/..b/c.": "http://h/.a/..b/c.",
    "http://h/a;x/../b": "http://h/b",
    "http://h/a?x/../y": "http://h/a?x/../y",
    # what is percent-encoded, part by part
    "http://h/a b": "http://h/a%20b",
    'http://h/"<>`{}': "http://h/%22%3C%3E%60%7B%7D",
    "http://h/[]|~'!$&()*+,;=:@": "http://h/[]|~'!$&()*+,;=:@",
    "http://h/%7Ea%41%2f%00": "http://h/%7Ea%41%2f%00",
    "http://h/ä/日本/💩": "http://h/%C3%A4/%E6%97%A5%E6%9C%AC/%F0%9F%92%A9",
    "http://h/?a b": "http://h/?a%20b",
    'http://h/?"<>#': "http://h/?%22%3C%3E#",
    "http://h/?`{}|\\^[]": "http://h/?`{}|\\^[]",
    "http://h/?ü=é": "http://h/?%C3%BC=%C3%A9",
    "http://h/??a=b?c": "http://h/??a=b?c",
    "http://h/?": "http://h/?",
    "http://h/#": "http://h/#",
    'http://h/#a b"<>`': "http://h/#a%20b%22%3C%3E%60",
    "http://h/#a#b?c": "http://h/#a#b?c",
    "http://h/#{}|\\^[]ü": "http://h/#{}|\\^[]%C3%BC",
    # addresses; those of IPv6 in their shortest form (RFC 5952)
    "http://127.0.0.1/": "http://127.0.0.1/",
    "http://1.2.3.4x/": "http://1.2.3.4x/",
    "http://1。2。3。4/": "http://1.2.3.4/",
    "http://[::1]:80/": "http://[::1]/",
    "http://[::1]:81/": "http://[::1]:81/",
    "http://[1:2:3:4:5:6:7:8]/": "http://[1:2:3:4:5:6:7:8]/",
    "http://[2001:DB8:0:0:1:0:0:1]/": "http://[2001:db8::1:0:0:1]/",
    "http://[2001:db8:0:1:1:1:1:1]/": "http://[2001:db8:0:1:1:1:1:1]/",
    "http://[2001:0db8::0001]/": "http://[2001:db8::1]/",
    "http://[1:0:0:2:0:0:0:3]/": "http://[1:0:0:2::3]/",
    "http://[0:0:0:0:0:0:0:0]/": "http://[::]/",
    "http://[::ffff:1.2.3.4]/": "http://[::ffff:102:304]/",
    "http://[::ffff:0:0]/": "http://[::ffff:0:0]/",
    "http://[::1.2.3.4]/": "http://[::102:304]/",
    "http://[64:ff9b::192.0.2.33]/": "http://[64:ff9b::c000:221]/",
    # names
    "http://BÜCHER.example/": "http://xn--bcher-kva.example/",
    "http://XN--BCHER-KVA.example/": "http://xn--bcher-kva.example/",
    "http://faß.example/": "http://xn--fa-hia.example/",
    "http://βόλος.example/": "http://xn--nxasmm1c.example/",
    "http://日本語。jp/": "http://xn--wgv71a119e.jp/",
    "http://\N{KELVIN SIGN}.example/": "http://k.example/",
    "http://a_b.a-.example./": "http://a_b.a-.example./",
}

# Browsers refuse these too.
REFUSED = [
    "http://h:65536/", "http://h:-1/", "http://h:+80/", "http://h:8a/", "http://h:80:80/",
    "http://h: 21/", "http://:80/", "http://:81/", "http://user@/x", "http://user:pass@/x",
    "http://1.2.3.4.5/", "http://256.0.0.1/", "http://0.0.0.256/", "http://4294967296/",
    "http://1.2.3.08/", "http://foo.0x4/", "http://foo.09/", "http://x.1.2.3.4/",
    "http://[::127.0.0.0.1]/", "http://[::1.2.3]/", "http://[0:1:2:3:4:5:6:7:8]/",
    "http://[1::2::3]/", "http://[12345::]/", "http://[:::]/", "http://[]/", "http://[::1",
    "http://::1]/", "http://[::1]x/", "http://[www.google.com]/", "http://[v1.x]/",
    "http://[fe80::1%]/", "http://[fe80::1%25]/", "http://[fe80::1%a b]/", "http://[fe80::1%é]/",
    "http://%zz.com/", "http://%00.com/", "http://a b/", "http://a<b/", "http://a>b/",
    "http://a^b/", "http://a|b/", "http://ﷺ.example/", "http://\ud800/",
]  # fmt: skip

# Browsers go where the second column says; we go nowhere.
STRICTER = {
    "http://example.com:0000080/": "http://example.com/",
    "http:////x": "http://x/",
    "http://h\\x": "http://h/x",
    "http://good.example\\@evil.example/": "http://good.example/@evil.example/",
    "http://h\t/": "http://h/",
    "http://127.1/": "http://127.0.0.1/",
    "http://0x7f.1/": "http://127.0.0.1/",
    "http://0x7f000001/": "http://127.0.0.1/",
    "http://2130706433/": "http://127.0.0.1/",
    "http://0177.0.0.1/": "http://127.0.0.1/",
    "http://127.0.0.01/": "http://127.0.0.1/",
    "http://127.0.0.1./": "http://127.0.0.1/",
    "http://１２７.０.０.１/": "http://127.0.0.1/",
    "http://①②⑦.0.0.1/": "http://127.0.0.1/",
    "http://ａ.example/": "http://a.example/",
    "http://a\N{SOFT HYPHEN}b.example/": "http://ab.example/",
    "http://a%62c/": "http://abc/",
    "http://☕.example/": "http://xn--53h.example/",
    "http://a..b/": "http://a..b/",
    "http://.a/": "http://.a/",
    "http://a!b/": "http://a!b/",
    "http://a,b/": "http://a,b/",
    "http://a*b/": "http://a*b/",
}

# The same host, but a spelling of our own (the first): nothing that was written is changed
# which could mean something else to a server.
KEPT = {
    "http://h?../x": ("http://h?../x", "http://h/?../x"),
    "http://h#../x": ("http://h#../x", "http://h/#../x"),
    "http://good.example?@evil.example/": (
        "http://good.example?@evil.example/",
        "http://good.example/?@evil.example/",
    ),
    "http://a:@c/": ("http://a:@c/", "http://a@c/"),
    "http://a:b:c@d/": ("http://a:b:c@d/", "http://a:b%3Ac@d/"),
    "http://h/a/%2e%2E/b": ("http://h/a/%2e%2E/b", "http://h/b"),
    "http://h/a\\..\\b": ("http://h/a%5C..%5Cb", "http://h/b"),
    "http://h/^": ("http://h/^", "http://h/%5E"),
    "http://h/?'": ("http://h/?'", "http://h/?%27"),
    "http://h/%zz?%4": ("http://h/%25zz?%254", "http://h/%zz?%4"),
}

# RFC 3986, section 5.4, at its base; and what redirects make of relative references.
BASE = "http://a/b/c/d;p?q"
JOINS = {
    "g:h": "g:h", "g": "http://a/b/c/g", "./g": "http://a/b/c/g", "g/": "http://a/b/c/g/",
    "/g": "http://a/g", "//g": "http://g", "?y": "http://a/b/c/d;p?y", "g?y": "http://a/b/c/g?y",
    "#s": "http://a/b/c/d;p?q#s", "g#s": "http://a/b/c/g#s", "g?y#s": "http://a/b/c/g?y#s",
    ";x": "http://a/b/c/;x", "g;x": "http://a/b/c/g;x", "g;x?y#s": "http://a/b/c/g;x?y#s",
    "": "http://a/b/c/d;p?q", ".": "http://a/b/c/", "./": "http://a/b/c/", "..": "http://a/b/",
    "../": "http://a/b/", "../g": "http://a/b/g", "../..": "http://a/", "../../": "http://a/",
    "../../g": "http://a/g", "../../../g": "http://a/g", "../../../../g": "http://a/g",
    "/./g": "http://a/g", "/../g": "http://a/g", "g.": "http://a/b/c/g.", ".g": "http://a/b/c/.g",
    "g..": "http://a/b/c/g..", "..g": "http://a/b/c/..g", "./../g": "http://a/b/g",
    "./g/.": "http://a/b/c/g/", "g/./h": "http://a/b/c/g/h", "g/../h": "http://a/b/c/h",
    "g;x=1/./y": "http://a/b/c/g;x=1/y", "g;x=1/../y": "http://a/b/c/y",
    "g?y/./x": "http://a/b/c/g?y/./x", "g?y/../x": "http://a/b/c/g?y/../x",
    "g#s/./x": "http://a/b/c/g#s/./x", "g#s/../x": "http://a/b/c/g#s/../x",
    "http:g": "http:g", "?": "http://a/b/c/d;p?", "/": "http://a/", "//g:80/x": "http://g/x",
    "//g:443": "http://g:443", "..//g": "http://a/b//g", "g h": "http://a/b/c/g%20h",
}  # fmt: skip
