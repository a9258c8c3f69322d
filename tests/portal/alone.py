"""A public process by itself: shows every kind of page, then says which modules it has.

Run as ``python -m tests.portal.alone`` with SANSHEN_ROLE=public and a data folder of its own.
"""

import json
import sys

import django

# What is imported next needs applications that are ready.
django.setup()

from django.core.management import call_command  # noqa: E402

from tests import evidence  # noqa: E402
from tests.portal.caller import Caller  # noqa: E402
from tests.portal.town import article, open_town  # noqa: E402


def main() -> None:
    """Open a town, ask for everything in it, print what was answered and what was imported."""
    call_command("migrate", verbosity=0)
    town = open_town()
    entry = evidence.asset(b"picture")
    picture = article("图", assets=(entry,))
    town.release(picture, *(article(f"第{number}条") for number in range(45)))
    topic = evidence.content(
        "茶山", kind="topic", address="/tea/", lineage=(), details={"groups": []}
    )
    policy = evidence.content("轮渡", kind="policy", details={"validity": "valid"})
    town.release(topic, policy, article("撤"))
    town.withdraw(evidence.uid("撤"))
    call_command("drain_outbox", stdout=sys.stderr)
    call = Caller()
    image = f"/assets/{str(entry['digest']).removeprefix('sha256:')}.png"
    answered = {
        path: call(path, Host="127.0.0.1").status
        for path in (
            "/", "/news/", "/news/list-1.html", "/policy/", picture.address, image, "/feed.xml",
            topic.address, policy.address, f"/check/{picture.page}/",
            "/news/feed.xml", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt",
            "/search/?q=%E5%81%A5%E8%BA%AB", article("撤").address, "/nothing", "/old/news.html",
        )
    }  # fmt: skip
    call_command("rebuild_public", stdout=sys.stderr)
    call_command("patrol", stdout=sys.stderr)
    call_command("check_found", stdout=sys.stderr)
    print(json.dumps({"answered": answered, "modules": sorted(sys.modules)}))  # noqa: T201


if __name__ == "__main__":
    main()
