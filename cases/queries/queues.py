"""How full an officer's queues are."""

from cases.queries.worklist import CAP, QUEUES, queue_counts

__all__ = ["CAP", "QUEUES", "queue_counts"]
