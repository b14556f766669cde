"""What a page of the preview has more than the site's: the script that keeps it up to date, and leave to use it."""

import re
from html import escape

_POLICY = re.compile(rb"""(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")""")
_END_OF_HEAD = re.compile(rb"</head\s*>", re.IGNORECASE)


def with_script(page: bytes, address: str, mark: str, style: str, name: str) -> bytes:
    """A page with the script that keeps it up to date, and a policy that lets the script ask its own server."""
    page = _POLICY.sub(lambda found: found[1] + _allowing(found[2]) + found[3], page, count=1)
    data = f'data-mark="{mark}" data-style="{escape(style)}" data-name="{name}"'
    script = f'<script src="{address}" {data} defer></script>\n'.encode()
    head = _END_OF_HEAD.search(page)
    return page[: head.start()] + script + page[head.start() :] if head else page + script


def _allowing(policy: bytes) -> bytes:
    """A Content-Security-Policy that allows connections to the page's own server besides what it allows already."""
    rules = [rule.strip() for rule in policy.split(b";") if rule.strip()]
    names = [rule.split()[0].lower() for rule in rules]
    for name in (b"connect-src", b"worker-src"):
        if name in names:
            at = names.index(name)
            sources = [source for source in rules[at].split()[1:] if source != b"'none'"]
            rules[at] = b" ".join((name, *dict.fromkeys((*sources, b"'self'"))))
        else:
            rules.append(name + b" 'self'")
    return b"; ".join(rules)
