"""In how many items a token is: the server tells it for a document that is not there."""

from search.engines.elastic.cluster import Cluster


def counted(cluster: Cluster, tokens: list[str]) -> dict[str, int]:
    """Count the items with each token, in their titles or in their texts.

    Args:
        cluster: The server.
        tokens: Tokens.

    Returns:
        Each token to a number.
    """
    with cluster.asking() as client:
        answer = client.termvectors(
            index=cluster.alias,
            doc={"body": " ".join(tokens), "title": " ".join(tokens)},
            fields=["body", "title"],
            term_statistics=True,
            field_statistics=False,
            positions=False,
            offsets=False,
            payloads=False,
        )
    counts = dict.fromkeys(tokens, 0)
    for field in answer["term_vectors"].values():
        for token, told in field["terms"].items():
            if token in counts:
                counts[token] = max(counts[token], told.get("doc_freq", 0))
    return counts
