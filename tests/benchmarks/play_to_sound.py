"""From asking for a word to its first sample, and how long a slow word takes to make:
``python -m tests.benchmarks.play_to_sound [PLAYS]``.

PLAYS is 200 if nothing is said. A prepared word that begins loud at once is played at moments that know
nothing of the mixer's, and SDL's mixer says when the first buffer that is not silent is full. Then the buffer
goes to the device, which plays it from its beginning; what still lies before it there, how a system's sound
server waits, and the card or the headphones' radio, cannot be seen from here. A buffer's own length is in the
table: most systems hold one or two of them ahead of the card.

SDL's "dummy" device takes buffers at the speed of a real one and is on every machine; SDL_AUDIODRIVER chooses
another. Nothing else runs: a lesson that draws meanwhile shares Python with the player's thread. Each way
runs in a process of its own: the player as it is, with 1,024 samples, and Kivy's own ``SoundLoader``.

Slow words: the recipe's, beside FFmpeg's ``atempo`` (through PyAV), which does the same job, and a plain
resampling (scipy), which would lower the voice.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.benchmarks.table import Row, at, show

PLAYS = 200
GOAL_MS = 40
WORDS = 60
BURSTS = 60
ROOT = Path(__file__).parent.parent.parent
WAYS = ("ours", "longer", "kivy")


class Ear:
    """Listens to what SDL's mixer hands to the device, once per ``expect``. Needs a mixer that is open.

    ``heard`` is set with the first buffer that is not silent; then ``at_ns`` (monotonic) says when it was
    full and ``frames`` how many samples it has.
    """

    def __init__(self) -> None:
        from kivy.core.audio import audio_sdl2

        self._mixer = ctypes.CDLL(audio_sdl2.__file__)
        self.heard, self.quiet = threading.Event(), threading.Event()
        self.heard.set()
        self.at_ns = self.frames = 0
        self._listens = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(self._mixed)
        self._mixer.Mix_SetPostMix(self._listens, None)

    def expect(self) -> None:
        """Wait until it is silent; ``heard`` is then about what comes next."""
        self.quiet.clear()
        if not self.quiet.wait(20):
            raise RuntimeError("the mixer hands nothing on")
        self.heard.clear()

    def close(self) -> None:
        self._mixer.Mix_SetPostMix(None, None)

    def _mixed(self, _given: Any, stream: int, length: int) -> None:
        now = time.monotonic_ns()
        if not any(ctypes.string_at(stream, length)):
            self.quiet.set()
        elif not self.heard.is_set():
            self.at_ns, self.frames = now, length // 4  # two channels of 16 bit
            self.heard.set()


def probe(way: str, plays: int, path: Path) -> dict[str, Any]:
    """In a process of its own: milliseconds from each call to its sound, and the buffer in samples and ms."""
    from audio import mixer
    from audio.playback import Player

    play: Callable[[], object]
    stop: Callable[[], object]
    if way == "kivy":
        from kivy.core.audio import SoundLoader

        sound = SoundLoader.load(str(path))
        play, stop = sound.play, sound.stop
    else:
        if way == "longer":
            mixer.BUFFER = 1024  # type: ignore[misc]
        player = Player()
        player.prepare([path])
        player._thread.submit(int).result()  # it is ready
        play, stop = (lambda: player.play(path)), player.stop
    ear, chance, taken = Ear(), random.Random(1), []
    for _ in range(plays):
        ear.expect()
        time.sleep(chance.uniform(0.05, 0.15))
        begin = time.monotonic_ns()
        play()
        if not ear.heard.wait(20):
            raise RuntimeError("nothing is heard")
        taken.append((ear.at_ns - begin) / 1e6)
        stop()
    rate = ctypes.c_int()
    ear._mixer.Mix_QuerySpec(
        ctypes.byref(rate), ctypes.byref(ctypes.c_uint16()), ctypes.byref(ctypes.c_int())
    )
    ear.close()
    return {"ms": taken, "frames": ear.frames, "buffer_ms": 1e3 * ear.frames / rate.value}


def measured(plays: int) -> dict[str, dict[str, Any]] | str:
    """What each way's process said; or why there is nothing to say."""
    from tests.audio.slow_words import vowel

    found = {}
    environ = {"SDL_AUDIODRIVER": "dummy", **os.environ, "KIVY_NO_ARGS": "1", "KIVY_NO_CONSOLELOG": "1",
               "KIVY_NO_FILELOG": "1"}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        clip = vowel(200, seconds=0.5)
        word = Path(folder) / "word.wav"
        word.write_bytes(clip.part(0.1, 0.4).wav())  # loud from its first sample on
        environ["KIVY_HOME"] = folder
        for way in WAYS:
            done = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.play_to_sound", "probe", way, str(plays), str(word)],
                cwd=ROOT, env=environ, capture_output=True, text=True,
            )  # fmt: skip
            if done.returncode != 0:
                return (done.stderr.strip().splitlines() or ["it ended"])[-1]
            found[way] = json.loads(done.stdout.splitlines()[-1])
    return found


def playing(plays: int) -> list[Row]:
    """From the call to the first sample, at p50 and p99, for both buffers, against Kivy's own."""
    found = measured(plays)
    if isinstance(found, str):
        return [Row("call → first sample handed on", f"skipped: {found}")]
    peer = found["kivy"]
    made = []
    for way in ("ours", "longer"):
        mine = found[way]
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            ours, theirs = at(mine["ms"], share), at(peer["ms"], share)
            what = f"call → first sample handed on, {mine['frames']:,} samples, {name}"
            goal = f"≤ {GOAL_MS} ms" if (way, name) == ("ours", "p50") else "–"
            said = f"{theirs:.1f} ms, Kivy's SoundLoader"
            made.append(Row(what, f"{ours:.1f} ms", said, ours / theirs, goal))
        made.append(Row(f"… and the buffer itself, {mine['frames']:,} samples", f"{mine['buffer_ms']:.1f} ms",
                        f"{peer['buffer_ms']:.1f} ms ({peer['frames']:,} samples)",
                        mine["buffer_ms"] / peer["buffer_ms"]))  # fmt: skip
    return made


def slowness() -> list[Row]:
    """How long a slow word takes to make, and what becomes of voice, level, clicks and bursts."""
    import numpy as np
    from scipy.signal import resample_poly

    from audio.clip import RATE, Clip, Samples
    from audio.playback import SLOW_SPEED
    from audio.slow import stretched
    from tests.audio import slow_words as words
    from tests.audio.recipes import VOWELS, clean_takes, make

    def ours(clip: Clip) -> Samples:
        return stretched(clip, SLOW_SPEED).samples

    def resampled(clip: Clip) -> Samples:
        lower: Samples = resample_poly(clip.samples, 10, 7)
        return lower

    ways = {"ours": ours, "atempo": atempo, "resampled": resampled}
    clips = [make(take) for take in clean_takes(WORDS, 5)]
    seconds = sum(clip.seconds for clip in clips)
    for way in ways.values():
        way(clips[0])  # what is loaded at the first is not measured
    spent, made = dict.fromkeys(ways, 0.0), {name: [] for name in ways}
    for clip in clips:
        for name, way in ways.items():
            begin = time.perf_counter()
            made[name].append(way(clip))
            spent[name] += time.perf_counter() - begin
    ms = {name: 1e3 * one / seconds for name, one in spent.items()}
    found = [
        Row(f"a slow word, made, for each second of it ({WORDS} words)", f"{ms['ours']:.0f} ms",
            f"{ms[name]:.1f} ms, {said}", ms["ours"] / ms[name])
        for name, said in (("atempo", "FFmpeg's atempo"), ("resampled", "resampling alone, a lower voice"))
    ]  # fmt: skip
    vowels = [words.vowel(pitch, name) for pitch in (80, 120, 180, 260, 330) for name in VOWELS]
    stops = [words.stop_between_vowels(seed) for seed in range(BURSTS)]
    inside = slice(RATE // 10, -RATE // 10)

    def quality(name: str) -> tuple[float, float, float, float, int]:
        way, pairs = ways[name], list(zip(clips, made[name], strict=True))
        return (
            max(
                abs(words.pitch_of(way(one)[inside]) / words.pitch_of(one.samples[inside]) - 1)
                for one in vowels
            ),
            max(abs(len(slow) * SLOW_SPEED / len(one.samples) - 1) for one, slow in pairs),
            max(words.largest_jump(slow) / words.largest_jump(one.samples) for one, slow in pairs),
            max(abs(words.level_db(slow) - words.level_db(one.samples)) for one, slow in pairs),
            sum(words.bursts_of(Clip(np.ascontiguousarray(way(one)))) != 1 for one in stops),
        )

    mine, theirs = quality("ours"), quality("atempo")
    for (what, form, goal), one, other in zip(
        (
            (f"slow: pitch is off, most of {len(vowels)} vowels", "{:.2%}", "≤ 1 %"),
            ("slow: length is off, most", "{:.2%}", "≤ 2 %"),
            ("slow: largest jump, of the original's, most", "{:.2f}", "≤ 1"),
            ("slow: level is off, most", "{:.2f} dB", "≤ 1 dB"),
            (f"slow: bursts not heard just once, of {BURSTS}", "{}", "–"),
        ),
        mine, theirs, strict=True,
    ):  # fmt: skip
        found.append(Row(what, form.format(one), form.format(other) + ", FFmpeg's atempo", goal=goal))
    return found


def atempo(clip: Any) -> Any:
    """The samples of a clip at the slow speed, by FFmpeg's own filter."""
    import av
    import numpy as np

    from audio.playback import SLOW_SPEED

    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=clip.rate, format="flt", layout="mono")
    filters = [source, graph.add("atempo", str(SLOW_SPEED)), graph.add("abuffersink")]
    for one, other in pairwise(filters):
        one.link_to(other)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(clip.samples.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate = clip.rate
    source.push(frame)
    source.push(None)
    parts = []
    while True:
        try:
            parts.append(filters[-1].pull().to_ndarray().reshape(-1))
        except (av.EOFError, av.BlockingIOError):
            return np.concatenate(parts)


def rows(plays: int = PLAYS) -> list[Row]:
    return [*playing(plays), *slowness()]


if __name__ == "__main__":
    if sys.argv[1:2] == ["probe"]:
        print(json.dumps(probe(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))), flush=True)
    else:
        show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else PLAYS))
