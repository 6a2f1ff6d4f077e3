"""The options of curl: which have a value, and what each is called in full."""

SHORT = {
    "0": "http1.0", "1": "tlsv1", "2": "sslv2", "3": "sslv3", "4": "ipv4", "6": "ipv6",
    "A": "user-agent", "b": "cookie", "c": "cookie-jar", "C": "continue-at", "d": "data",
    "D": "dump-header", "e": "referer", "E": "cert", "f": "fail", "F": "form", "G": "get",
    "g": "globoff", "H": "header", "h": "help", "I": "head", "i": "show-headers",
    "j": "junk-session-cookies", "J": "remote-header-name", "k": "insecure", "K": "config",
    "L": "location", "m": "max-time", "M": "manual", "n": "netrc", "N": "no-buffer",
    "o": "output", "O": "remote-name", "p": "proxytunnel", "q": "disable", "r": "range",
    "R": "remote-time", "s": "silent", "S": "show-error", "T": "upload-file", "u": "user",
    "U": "proxy-user", "v": "verbose", "V": "version", "w": "write-out", "x": "proxy",
    "X": "request", "y": "speed-time", "Y": "speed-limit", "z": "time-cond", "Z": "parallel",
    "#": "progress-bar", ":": "next",
}  # fmt: skip

VALUES = frozenset((
    "abstract-unix-socket", "alt-svc", "aws-sigv4", "cacert", "capath", "cert", "cert-type",
    "ciphers", "config", "connect-timeout", "connect-to", "continue-at", "cookie", "cookie-jar",
    "create-file-mode", "crlfile", "curves", "data", "data-ascii", "data-binary", "data-raw",
    "data-urlencode", "delegation", "dns-interface", "dns-servers", "doh-url", "dump-header",
    "expand-url", "expand-data", "expand-header", "form", "form-string", "header", "hsts",
    "interface", "json", "keepalive-time", "key", "key-type", "limit-rate", "local-port",
    "max-filesize", "max-redirs", "max-time", "netrc-file", "noproxy", "oauth2-bearer", "output",
    "output-dir", "parallel-max", "pass", "pinnedpubkey", "preproxy", "proto", "proto-default",
    "proto-redir", "proxy", "proxy-cacert", "proxy-cert", "proxy-header", "proxy-key",
    "proxy-user", "proxy1.0", "quote", "range", "rate", "referer", "request", "request-target",
    "resolve", "retry", "retry-delay", "retry-max-time", "socks4", "socks4a", "socks5",
    "socks5-hostname", "speed-limit", "speed-time", "stderr", "time-cond", "tls-max",
    "tls13-ciphers", "trace", "trace-ascii", "unix-socket", "upload-file", "url", "url-query",
    "user", "user-agent", "variable", "write-out",
))  # fmt: skip

# What is about curl's own output or its way on the network, and changes no request.
HARMLESS = frozenset((
    "cookie-jar", "compressed", "disable", "dump-header", "fail", "fail-early", "fail-with-body",
    "globoff", "ipv4", "ipv6", "junk-session-cookies", "keepalive-time", "limit-rate",
    "no-buffer", "no-progress-meter", "output", "output-dir", "parallel", "path-as-is",
    "progress-bar", "remote-header-name", "remote-name", "remote-time", "show-error",
    "show-headers", "include", "silent", "speed-limit", "speed-time", "stderr", "styled-output",
    "tcp-fastopen", "tcp-nodelay", "trace", "trace-ascii", "trace-time", "verbose", "write-out",
    "basic", "http1.1", "http2", "digest", "location", "insecure", "get", "head", "netrc",
    "location-trusted", "http2-prior-knowledge", "create-dirs", "no-keepalive", "retry-delay",
    "retry-max-time", "retry-connrefused", "retry-all-errors", "no-sessionid",
))  # fmt: skip
