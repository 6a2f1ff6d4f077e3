"""Link headers (RFC 8288), as pages of a list use them."""

import re

QUOTES = " '\""


def parse_links(value: str) -> dict[str, dict[str, str]]:
    """Return the links of a Link header by their relation, or by their URL without one.

    Each link has its "url" and its parameters.
    """
    found: dict[str, dict[str, str]] = {}
    for part in re.split(", *<", value.strip(QUOTES)):
        url, _, parameters = part.partition(";")
        link = {"url": url.strip("<> '\"")}
        for parameter in parameters.split(";"):
            name, equals, content = parameter.partition("=")
            if not equals:
                break
            link[name.strip(QUOTES)] = content.strip(QUOTES)
        if link["url"]:
            found[link.get("rel") or link["url"]] = link
    return found
