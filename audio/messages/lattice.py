"""All ways of laying the pieces of a take on the words of a list, in order, and what each word gets in them.

A way goes from "nothing done" to "all pieces and all words done": it takes some pieces as the next word,
leaves a word out, or leaves pieces out. It may also begin anywhere in the list and end anywhere, since people
send a list in several messages. Its logarithms of probabilities add up; ways are summed forwards and
backwards, as in a hidden Markov model, a row of all words at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np

from audio.messages.weighing import NEVER, Logs


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """``fits`` [i, k, j]: the logarithm of what speaks for the group of k + 1 pieces from piece i as word j.
    ``others`` [i, k]: for that group going to no word. ``skip``: how often a word is left out, ``part`` how
    often a message begins elsewhere than the list does, or ends elsewhere; 0 to 1."""

    fits: Logs
    others: Logs
    skip: float
    part: float

    def total(self) -> float:
        """The logarithm of the probability of all ways together."""
        return self._whole(_ahead(self.fits, self.others, self.skip, self.part))

    def _whole(self, ahead: Logs) -> float:
        elsewhere = np.logaddexp.reduce(ahead[-1, :-1]) + log(self.part / (ahead.shape[1] - 1))
        return float(np.logaddexp(ahead[-1, -1], elsewhere))

    def shares(self) -> Logs:
        """[i, k, j]: the probability that the group of k + 1 pieces from piece i is word j."""
        ahead = _ahead(self.fits, self.others, self.skip, self.part)
        whole = self._whole(ahead)
        # From behind everything is the same: groups end where they began, and words go the other way.
        turned = _turned(self.fits), _turned(self.others[:, :, None])[:, :, 0]
        back = _ahead(*turned, self.skip, self.part)[::-1, ::-1]
        shares = np.zeros_like(self.fits)
        for more in range(_longest(self.fits)):
            begin = len(shares) - more
            logs = ahead[:begin, :-1] + self.fits[:begin, more] + back[more + 1 :, 1:]
            shares[:begin, more] = np.exp(np.minimum(0.0, logs - whole))
        return shares


def best_groups(shares: Logs) -> list[tuple[range, float]]:
    """For each word the pieces it gets (an empty range: none), and the probability of just that, chosen so
    that as many pieces as can be expected are right.

    Of pieces and not of words: of eight words out of a list of forty, each of the forty is more likely left
    out than said where it is unsure at which the message began, and yet the likeliest one helps most.
    """
    count, _, words = shares.shape
    none = np.clip(1 - shares.sum(axis=(0, 1)), 0, 1)
    other = _of_no_word(shares)
    best = np.zeros((count + 1, words + 1))
    for done in range(1, count + 1):
        row = best[done - 1] + other[done - 1]
        for more in range(min(_longest(shares), done)):
            begin = done - more - 1
            row[1:] = np.maximum(row[1:], best[begin, :-1] + (more + 1) * shares[begin, more])
        best[done] = np.maximum.accumulate(row)
    return _back_through(best, shares, none, other)


def _of_no_word(shares: Logs) -> Logs:
    """[i]: the probability that piece i belongs to no word."""
    of_groups = shares.sum(axis=2)
    other = np.ones(len(shares))
    for more in range(_longest(shares)):
        for piece in range(more + 1):
            other[piece : len(other) - more + piece] -= of_groups[: len(other) - more, more]
    return np.clip(other, 0.0, 1.0)


def _back_through(best: Logs, shares: Logs, none: Logs, other: Logs) -> list[tuple[range, float]]:
    done, word = len(best) - 1, len(none)
    found = [(range(0), float(share)) for share in none]
    while done and word:
        here = best[done, word] - 1e-12
        if best[done, word - 1] >= here:
            word -= 1
        elif best[done - 1, word] + other[done - 1] >= here:
            done -= 1
        else:
            steps = [
                (begin, float(shares[begin, done - begin - 1, word - 1]))
                for begin in range(max(0, done - _longest(shares)), done)
            ]
            begin, share = max(steps, key=lambda step: best[step[0], word - 1] + (done - step[0]) * step[1])
            found[word - 1] = range(begin, done), min(1.0, share)
            done, word = begin, word - 1
    return found


def _ahead(fits: Logs, others: Logs, skip: float, part: float) -> Logs:
    """[i, j]: the logarithm of the probability of all ways to where i pieces and j words are done; with none
    of the pieces done, a way may begin at any word."""
    count, _, words = fits.shape
    skipped = log(skip) * np.arange(words + 1)
    ahead = np.full((count + 1, words + 1), NEVER)
    ahead[0] = skipped
    ahead[0, 1:] = np.logaddexp(skipped[1:], log(part / words))
    for done in range(1, count + 1):
        row = np.full(words + 1, NEVER)
        for more in range(min(_longest(fits), done)):
            begin = done - more - 1
            row[1:] = np.logaddexp(row[1:], ahead[begin, :-1] + fits[begin, more])
            row = np.logaddexp(row, ahead[begin] + others[begin, more])
        ahead[done] = np.logaddexp.accumulate(row - skipped) + skipped
    return ahead


def _turned(logs: Logs) -> Logs:
    turned = np.full_like(logs, NEVER)
    for more in range(_longest(logs)):
        turned[: len(logs) - more, more] = logs[: len(logs) - more, more][::-1, ::-1]
    return turned


def _longest(logs: Logs) -> int:
    """How many pieces a group has at most."""
    pieces, longest = logs.shape[:2]
    return min(int(pieces), int(longest))
