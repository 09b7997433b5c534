"""Ways of doing many recordings: one after the other, on this computer's cores, on a Dask cluster.

A way takes recordings and hands back what became of each, in whatever order they are done. It takes few ahead
of what it hands back, so that ten thousand recordings need no more memory than some dozens.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Generator, Iterable
from importlib.metadata import version
from itertools import islice
from typing import Any, Final

from anatil import __version__
from audio.bulk.listing import Source
from audio.bulk.recording import Made, content_of, tried, tried_file
from audio.bulk.troubles import WorkersError
from audio.troubles import SoundError

Results = Generator[tuple[Source, Made], None, None]
Way = Callable[[Iterable[Source]], Results]

PART: Final = 512
"""Recordings given to the pool at a time. joblib takes what it is given to the end, however slowly what is
ready is fetched (37 kB for a word of 1.5 s, so 19 MB)."""
BATCH: Final = 4
"""Recordings that a process takes at once: four take 64 ms, in which this process surely gets to hand over
the next. Between two parts a core waits for the other for two of them, in 512."""
AHEAD: Final = 2
"""Recordings that are with the cluster for each of its threads: one is worked at while the next travels."""
WAIT_S: Final = 10
"""Seconds in which a scheduler must answer; it does in less than one (measured on one computer)."""


def one_by_one(sources: Iterable[Source]) -> Results:
    """In this process."""
    for source in sources:
        yield source, tried_file(source.path)


def on_cores(jobs: int) -> Way:
    """In ``jobs`` processes of this computer (joblib's), which speak through pipes, not sockets."""

    def way(sources: Iterable[Source]) -> Results:
        from joblib import Parallel, delayed, parallel_config
        from joblib.externals.loky import BrokenProcessPool

        with parallel_config("loky", inner_max_num_threads=1, initializer=_leave_keys_to_the_parent):
            processes = Parallel(jobs, return_as="generator_unordered", batch_size=BATCH, max_nbytes=None)
        left = iter(sources)
        try:
            with processes as pool:
                while part := list(islice(left, PART)):
                    yield from pool(delayed(_with_source)(source) for source in part)
        except BrokenProcessPool as error:
            raise WorkersError(
                "One of the processes was ended from outside; perhaps the memory was full. What was ready is "
                "kept; the same command with fewer --jobs goes on from there."
            ) from error

    return one_by_one if jobs == 1 else way


def on_dask(address: str) -> Way:
    """On the Dask cluster whose scheduler is at ``address`` (tcp://… or tls://…), as its contents travel
    there and back.

    Whoever runs that cluster hears every recording, and runs what it likes here: Dask's messages are pickles.
    """

    def way(sources: Iterable[Source]) -> Results:
        try:
            import distributed
        except ImportError as error:
            raise WorkersError(
                "Dask is not installed here. Please install it: "
                ".venv/bin/python -m pip install --require-hashes --no-deps -r setup/lock/institution.txt"
            ) from error
        cluster: Any = distributed
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # its errors become sentences here
        try:
            client: Any = cluster.Client(address, timeout=WAIT_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise WorkersError(
                f"No Dask scheduler answers at {address}. Please start one (dask scheduler) and workers "
                "(dask worker), or correct the address."
            ) from error
        try:
            with client:
                _refuse_others(address, client.run(made_with))
                at_once = AHEAD * sum(client.nthreads().values())
                yield from _handed_over(sources, at_once, client, cluster.as_completed)
        except WorkersError:
            raise
        except Exception as error:
            raise WorkersError(
                f"The cluster gave up ({error}). What was ready is kept; the same command goes on. If that "
                "does not help, please see that every worker has this same Ana Til."
            ) from error

    return way


def made_with() -> tuple[str, ...]:
    """The versions of what makes the bytes; computers that are not alike would not make the same ones."""
    import soundfile

    found = (f"{name} {version(name)}" for name in ("numpy", "scipy", "av"))
    return f"anatil {__version__}", *found, soundfile.__libsndfile_version__


def _handed_over(sources: Iterable[Source], at_once: int, client: Any, as_completed: Any) -> Results:
    left, given = iter(sources), dict[str, Source]()
    done = as_completed(loop=client.loop, with_results=True)

    def give(count: int) -> Results:
        """Hand over ``count`` more recordings, and hand back those that cannot be read."""
        while count and (source := next(left, None)):
            try:
                content = content_of(source.path)
            except (OSError, SoundError) as error:
                yield source, error
                continue
            future = client.submit(tried, content, pure=False)
            given[future.key] = source
            done.add(future)
            count -= 1

    yield from give(at_once)
    for future, made in done:
        if future.status != "finished":  # as_completed hands it over like a result, and waits for ever after
            raise ConnectionError("its scheduler does not answer any more")
        yield from give(1)
        yield given.pop(future.key), made


def _with_source(source: Source) -> tuple[Source, Made]:
    return source, tried_file(source.path)


def _leave_keys_to_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal; only the one that writes files has to answer it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _refuse_others(address: str, workers: dict[str, tuple[str, ...]]) -> None:
    if not workers:
        raise WorkersError(f"Nobody works for {address} yet. Please start workers: dask worker {address}")
    for name, theirs in workers.items():
        if theirs != made_with():
            raise WorkersError(
                f"{name} has other versions than this computer ({', '.join(theirs)} there, "
                f"{', '.join(made_with())} here), so its files would differ. Please install the same "
                "setup/lock/institution.txt on both."
            )
