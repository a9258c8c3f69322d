"""Host names that read like another one's."""

import re

#: A label of one script that Chinese readers know: plain letters, or Chinese characters.
_PLAIN = re.compile(r"[a-z0-9_-]+")
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff0-9-]+")


def misleads(netloc: str) -> bool:
    """Say whether readers would take a link for one to elsewhere.

    >>> misleads("www.gov.cn"), misleads("政务.中国"), misleads("www.gov.cn:8080")
    (False, False, False)
    >>> misleads("www.gov.cn@example.org"), misleads("www.g\u043ev.cn")
    (True, True)
    """
    if "@" in netloc:
        return True
    host = netloc.rpartition(":")[0] if re.search(r":\d*$", netloc) else netloc
    if host.startswith("["):
        return False
    return not all(_reads_plainly(label) for label in host.lower().rstrip(".").split("."))


def _reads_plainly(label: str) -> bool:
    if label.startswith("xn--"):
        try:
            label = label.removeprefix("xn--").encode("ascii").decode("punycode")
        except UnicodeError:
            return False
        return _CHINESE.fullmatch(label) is not None
    # An empty one is no name at all, and said so elsewhere.
    return not label or bool(_PLAIN.fullmatch(label) or _CHINESE.fullmatch(label))
