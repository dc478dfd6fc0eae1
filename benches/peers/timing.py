"""Medians of sides that are asked in turn, so that whatever else the machine does falls on all of them alike."""

import statistics
import time
from dataclasses import dataclass
from typing import Any

from client import Refused, TooSlow

# How often a side is asked, if it answers quickly: at most, and at least.
MOST, LEAST = 31, 3


@dataclass
class Measured:
    """What came of asking one side."""

    # The first answer; None if there is none.
    body: Any = None
    # Median in seconds; None if there is no answer.
    seconds: float | None = None
    runs: int = 0
    # Why there is no answer: over the limit, or in the words of the engine.
    slow: bool = False
    refused: str = ""


def timed(ask):
    begun = time.perf_counter()
    body = ask()
    return body, time.perf_counter() - begun


def measure(asks, budget):
    """Asks each side once for its answer, then all of them in turn, until each has had its share of seconds.

    The first time counts for nothing, unless it took the whole share: a second would say no more."""
    found = [first(ask) for ask in asks]
    times = [[] for _ in asks]
    for _ in range(MOST):
        for ask, one, taken in zip(asks, found, times):
            if again(one, taken, budget):
                try:
                    taken.append(timed(ask)[1])
                except TooSlow:
                    one.slow = True
    for one, taken in zip(found, times):
        if taken:
            one.seconds, one.runs = statistics.median(taken), len(taken)
    return found


def again(one, taken, budget):
    if one.body is None or one.slow or one.seconds > budget:
        return False
    return len(taken) < LEAST or sum(taken) < budget


def first(ask):
    try:
        body, seconds = timed(ask)
        return Measured(body, seconds, runs=1)
    except TooSlow:
        return Measured(slow=True)
    except Refused as error:
        return Measured(refused=str(error))
