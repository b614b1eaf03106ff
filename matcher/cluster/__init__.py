"""The room of more than one machine: an index searched by several at once, on Ray.

In:  the index of a base, the address of a cluster
Out: the hits that one machine gives: the same people, scores and order
Why: a shard is the single machine's own code over some of the same segments, so that there is one
     score to keep right. Nothing here is loaded unless a cluster is asked for
"""

from matcher.cluster.index import ClusterIndex

__all__ = ["ClusterIndex"]
