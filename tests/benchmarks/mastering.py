"""Mastering many takes: ours, pydub's and the encoder alone: ``python -m tests.benchmarks.mastering
[TAKES]``.

TAKES is 1,000 if nothing is said. In one run on one core every take goes from its raw
samples to an MP3 in memory, way after way, so that all of them see the same machine. "The encoder alone"
gets our finished masters, brings them to its rate and encodes them: what nobody can be faster than with
this encoder. pydub gets the same steps with its own ``high_pass_filter``, ``detect_nonsilent``,
``apply_gain`` and fades, and the same encoder. A separate ffmpeg for each file, and ffmpeg's loudnorm in
two passes, run where there is an ffmpeg.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np
import soundfile
from pydub import AudioSegment
from pydub.silence import detect_nonsilent

from audio.clip import Clip
from audio.loudness import active_loudness
from audio.mastering import PACK_RATE, at_rate, encoded, master, pack_copy, to_clip, to_segment
from tests.audio.recipes import clean_takes, make
from tests.benchmarks.table import Row, show

TAKES = 1_000
WORDS = 60
"""Different takes; they come again until there are enough, because making one takes longer than mastering
it."""
EXTERNAL = 40
"""Takes for the ways that start a program each time; their rate does not depend on how many there are."""
PYDUB_GOAL, ENCODER_GOAL = 5.0, 0.75


def with_pydub(take: AudioSegment) -> bytes:
    """The chain as pydub's own documentation would have one write it."""
    sound = take.set_channels(1).set_frame_rate(48_000).remove_dc_offset().high_pass_filter(80)
    floor = min(sound[at : at + 50].dBFS for at in range(0, len(sound) - 50, 50))
    spoken = detect_nonsilent(sound, min_silence_len=100, silence_thresh=max(floor, -90) + 15, seek_step=10)
    if spoken:
        sound = sound[max(0, spoken[0][0] - 100) : spoken[-1][1] + 150]
    sound = sound.apply_gain(min(-23 - sound.dBFS, -3 - sound.max_dBFS)).fade_in(10).fade_out(10)
    wav = io.BytesIO()
    sound.set_frame_rate(PACK_RATE).export(wav, format="wav")
    return encoded(np.frombuffer(wav.getvalue()[44:], "<i2").astype(np.float32) / 32_768)


def with_encoder(mastered: AudioSegment) -> bytes:
    return encoded(at_rate(to_clip(mastered), PACK_RATE))


def with_ours(take: AudioSegment) -> bytes:
    return pack_copy(master(take))


def _ffmpeg(program: str, wav: bytes, chain: str, *output: str) -> subprocess.CompletedProcess[bytes]:
    command = [program, "-hide_banner", "-i", "pipe:0", "-af", chain, *output]
    return subprocess.run(command, input=wav, capture_output=True, check=True)


_MP3 = ("-ac", "1", "-ar", str(PACK_RATE), "-c:a", "libmp3lame", "-q:a", "6", "-f", "mp3", "pipe:1")
_CUT = "highpass=f=80,silenceremove=start_periods=1:start_threshold=-45dB:start_silence=0.1"


def one_ffmpeg(program: str, wav: bytes) -> bytes:
    return _ffmpeg(program, wav, f"{_CUT},volume=3dB,afade=d=0.01", *_MP3).stdout


def two_pass_loudnorm(program: str, wav: bytes) -> bytes:
    first = _ffmpeg(
        program, wav, f"{_CUT},loudnorm=I=-23:print_format=json", "-f", "null", "-"
    ).stderr.decode()
    told = dict(re.findall(r'"(input_\w+|target_offset)" : "([^"]+)"', first))
    given = ":".join(f"measured_{name}={told['input_' + key]}" for name, key in
                     (("I", "i"), ("TP", "tp"), ("LRA", "lra"), ("thresh", "thresh")))  # fmt: skip
    return _ffmpeg(program, wav, f"{_CUT},loudnorm=I=-23:{given}", *_MP3).stdout


def seconds_each(
    ways: dict[str, Callable[[int], bytes]], takes: int, every: dict[str, int] | None = None
) -> dict[str, float]:
    """Seconds a take for each way; a way in ``every`` does only each so-manieth take."""
    spent, done = dict.fromkeys(ways, 0.0), dict.fromkeys(ways, 0)
    for number in range(takes):
        for name, way in ways.items():
            if number % (every or {}).get(name, 1):
                continue
            begin = perf_counter()
            way(number % WORDS)
            spent[name] += perf_counter() - begin
            done[name] += 1
    return {name: spent[name] / max(1, done[name]) for name in ways}


def rows(takes: int = TAKES) -> list[Row]:
    """Ours against each way, in takes a second on one core."""
    sounds = [to_segment(make(take)) for take in clean_takes(WORDS, 3)]
    masters = [master(sound) for sound in sounds]
    wavs = [to_clip(sound).wav() for sound in sounds]
    program = shutil.which("ffmpeg")
    ways: dict[str, Callable[[int], bytes]] = {
        "ours": lambda number: with_ours(sounds[number]),
        "pydub for everything": lambda number: with_pydub(sounds[number]),
        "the encoder alone": lambda number: with_encoder(masters[number]),
    }
    goals = {"pydub for everything": f"≥ {PYDUB_GOAL:.0f}", "the encoder alone": f"≥ {ENCODER_GOAL}"}
    external = ("one ffmpeg a file", "two-pass loudnorm")
    if program:
        ways[external[0]] = lambda number: one_ffmpeg(program, wavs[number])
        ways[external[1]] = lambda number: two_pass_loudnorm(program, wavs[number])
    every = dict.fromkeys(external, max(1, takes // EXTERNAL))
    taken = seconds_each(ways, takes, every)
    found = []
    for name in ("pydub for everything", "the encoder alone", *external):
        if name in taken:
            what = f"mastering {takes:,} takes, against {name}"
            ours, peer = (f"{1 / taken[way]:.0f} a second" for way in ("ours", name))
            found.append(Row(what, ours, peer, taken[name] / taken["ours"], goals.get(name, "–")))
        else:
            found.append(Row(f"mastering, against {name}", "–", "no ffmpeg here"))
    levels = [active_loudness(to_clip(one)) for one in masters]
    theirs = [active_loudness(_decoded(with_pydub(sound))) for sound in sounds]
    found.append(Row("loudest to quietest word, active loudness", f"{max(levels) - min(levels):.2f} dB",
                     f"{max(theirs) - min(theirs):.1f} dB (pydub's dBFS)", goal="≤ 2 dB"))  # fmt: skip
    return found


def _decoded(mp3: bytes) -> Clip:
    samples, rate = soundfile.read(io.BytesIO(mp3), dtype="float32")
    return Clip(samples, rate)


def main() -> None:
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else TAKES))


if __name__ == "__main__":
    main()
