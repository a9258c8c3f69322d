"""A real Elasticsearch for the tests: the one that ELASTICSEARCH_URL names, or one of our own.

`make test-elasticsearch` starts one, runs the tests that are marked `elasticsearch` and stops it.
Without the variable those tests are not collected (tests/conftest.py); they are never skipped.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from search.engines.elastic.cluster import Cluster

#: Set by `make test-elasticsearch`.
URL = os.environ.get("ELASTICSEARCH_URL", "")


@contextmanager
def own_cluster() -> Iterator[Cluster]:
    """Give the server with a name that nobody else uses; its indices go afterwards."""
    # A server beside many other tests may be slow, and that is not what is tried here.
    cluster = Cluster(URL, f"test-{uuid.uuid4().hex}", request_timeout=60)
    try:
        yield cluster
    finally:
        cluster.drop()
        cluster.client.close()
