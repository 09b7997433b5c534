"""What the app does for voices: the studio, its microphone, takes kept at once, second listeners."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kivy.clock import Clock
from kivy.utils import platform

from app.device import own_settings
from app.text.language import spoken
from audio.takes import USUAL
from audio.troubles import MicrophoneRefusedError, SoundError

if TYPE_CHECKING:
    from app.recorder import Recorder, Take
    from app.services.studio import SpeakerView, Studio, StudioView
    from audio.troubles import CaptureError
    from lexicon.records import Learner, Recording, Scope, Speaker, Theme


@dataclass(frozen=True, slots=True)
class Errand:
    """Words that a lesson or a list wants said, and the way back to it."""

    words: tuple[UUID, ...]
    back: Callable[[], None]


class Voices:
    """The part of the app that is about voices; ``AnaTilApp`` is one."""

    given: Any
    desk: Any
    stage: Any
    player: Any
    _household: Any
    _recorder: Any = None
    _mastering: ThreadPoolExecutor | None = None
    _go: Any
    insist: Any
    show_trouble: Any
    show_settings: Any
    start_lesson: Any
    voice_files: Any
    ask_grown_up: Any
    _at_home: Any
    errand: Errand | None = None
    """Set while somebody records for a lesson or a list."""

    def _studio(self) -> Studio:
        from app.services.studio import Studio

        return Studio(self._household, self.given.rng)

    # -- who

    def show_studio(self) -> None:
        """Everybody who lends a voice."""
        from app.screens.studio.speakers import StudioScreen

        self.stop_listening()
        self._go(lambda: self._studio().view(), lambda view: self.stage.show(StudioScreen(self, view)))
        self._master_in_the_background()

    def record_for_lesson(self, learner: Learner, theme: Theme, words: Sequence[UUID]) -> None:
        """A grown-up wants to say a lesson's words; the lesson begins anew when they are said."""
        self.errand = Errand(tuple(words), lambda: self.start_lesson(learner, theme))
        self.ask_grown_up(self.show_studio, self.leave_studio)

    def record(self, words: Sequence[UUID], back: Callable[[], None]) -> None:
        """A grown-up, who is in the grown-ups' part already, wants to say these words."""
        self.errand = Errand(tuple(words), back)
        self.show_studio()

    def leave_studio(self) -> None:
        """Back to where somebody came from: the lesson or list that wanted words, or the settings."""
        errand, self.errand = self.errand, None
        if errand is None:
            self.show_settings()
        else:
            errand.back()

    def show_new_speaker(self) -> None:
        from app.screens.studio.naming import NewSpeakerScreen

        self.stage.show(NewSpeakerScreen(self))

    def make_speaker(self, pseudonym: str) -> None:
        """A new voice; next come the terms."""
        self._go(lambda: self._studio().make_speaker(pseudonym), self.show_consent)

    def show_about_voice(self, speaker: Speaker) -> None:
        from app.screens.studio.naming import AboutVoiceScreen

        self.stage.show(AboutVoiceScreen(self, speaker))

    def show_region(self, speaker: Speaker) -> None:
        from app.screens.studio.naming import RegionScreen

        self.stage.show(RegionScreen(self, speaker))

    def describe_voice(self, speaker: Speaker, region: str, age_band: str) -> None:
        """What a speaker says of themselves."""
        self._go(lambda: self._studio().describe(speaker, region, age_band), self.show_about_voice)

    def show_consent(self, speaker: Speaker) -> None:
        from app.screens.studio.consent import ConsentScreen

        self.stage.show(ConsentScreen(self, speaker))

    def show_spoken_consent(self, speaker: Speaker, scope: Scope, years: int | None) -> None:
        from app.screens.studio.consent import SpokenConsentScreen

        self.stage.show(SpokenConsentScreen(self, speaker, scope, years))

    def agree(self, speaker: Speaker, scope: Scope, years: int | None, aloud: bytes = b"") -> None:
        """The speaker agreed to what was shown; ``aloud`` is a WAV of it, if they said it."""
        self._go(
            lambda: self._studio().agree(speaker, scope, spoken().code, years, aloud),
            lambda _consent: self.show_microphone_test(speaker, None),
        )

    def show_speaker(self, view: StudioView, one: SpeakerView) -> None:
        from app.screens.studio.speakers import SpeakerScreen

        self.stage.show(SpeakerScreen(self, view, one))

    def set_favourite(self, speaker: Speaker | None) -> None:
        """Whose voice is heard first, None: whichever came first."""
        self._set_voices("FAVOURITE", "" if speaker is None else str(speaker.id), self.show_studio)

    def set_region_heard(self, region: str) -> None:
        """Of which region the lessons' voices are, "" of any."""
        self._set_voices("REGION", region)

    def set_listeners(self, number: int) -> None:
        """How many second listeners a recording needs."""
        self._set_voices("APPROVALS", str(number))

    def _set_voices(self, key: str, value: str, then: Callable[[], None] = lambda: None) -> None:
        def work() -> Any:
            from lexicon import voices

            return self._household.set_device(getattr(voices, key), value)

        def kept(home: Any) -> None:
            self._at_home(home)
            then()

        self._go(work, kept)

    def show_withdrawal(self, speaker: Speaker) -> None:
        from app.screens.studio.speakers import WithdrawalScreen

        self.stage.show(WithdrawalScreen(self, speaker))

    def withdraw_voice(self, speaker: Speaker) -> None:
        """The speaker takes everything back."""
        self._go(lambda: self._studio().remove_speaker(speaker.id), lambda _: self.show_studio())

    # -- mastering

    def _master_in_the_background(self) -> None:
        """Make raw takes ready one after the other, off the drawing thread and the database's."""
        from app.services import mastering

        if platform == "android" or self._mastering is not None:
            return
        self._mastering = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mastering")
        self.desk.ask(lambda: self._studio().raw() if mastering.is_possible() else (), self._master_next)

    def _master_next(self, waiting: Sequence[Recording]) -> None:
        from app.services import mastering

        if not waiting or self._mastering is None:
            self._end_mastering()
            return
        take, rest = waiting[0], waiting[1:]

        def work() -> None:
            try:
                ready = mastering.mastered(self._studio().content(take))
            except (SoundError, OSError):  # it stays as it was recorded
                Clock.schedule_once(lambda _dt: self._master_next(rest), 0)
                return
            Clock.schedule_once(lambda _dt: keep(ready), 0)

        def keep(ready: mastering.Mastered) -> None:
            if self._mastering is None:
                return  # stopped meanwhile, perhaps because everything was removed
            self.desk.ask(
                lambda: mastering.keep(self._studio(), take, ready),
                lambda _: self._master_next(rest),
                lambda _error: self._end_mastering(),
            )

        self._mastering.submit(work)

    def _end_mastering(self) -> None:
        if self._mastering is not None:
            self._mastering.shutdown(wait=False)
            self._mastering = None

    # -- recording

    def show_microphone_test(self, speaker: Speaker, theme_id: UUID | None) -> None:
        from app.screens.studio.recording import MicrophoneTestScreen

        self.stage.show(MicrophoneTestScreen(self, lambda: self.show_recording(speaker, theme_id)))

    def show_recording(self, speaker: Speaker, theme_id: UUID | None) -> None:
        """The queue of words this speaker has not said."""
        from app.screens.studio.recording import RecordingScreen

        errand = self.errand
        self._go(
            lambda: self._studio().queue(speaker, theme_id, errand.words if errand else ()),
            lambda queue: self.stage.show(RecordingScreen(self, speaker, queue)),
        )

    @property
    def recorder(self) -> Recorder:
        """The microphone; found, and its library loaded, when first needed."""
        if self._recorder is None:
            from app.recorder import Recorder
            from audio.capture import find_microphone

            make = self.given.microphone or (lambda: find_microphone(platform))
            self._recorder = Recorder(make(), lambda call: Clock.schedule_once(lambda _dt: call(), 0))
        found: Recorder = self._recorder
        return found

    def listen(self, event: Any, taken: Any, lost: Any, judge: Any = None, settings: Any = USUAL) -> None:
        """Listen from now on; where there is no microphone ``lost`` gets the reason. ``judge`` makes a take
        of what was cut out, ``recorder.judged`` where none is given; ``settings`` say how it is cut."""
        from audio.troubles import CaptureError

        self.stop_listening()
        try:
            self.recorder.start(event, taken, lost, judge, settings)
        except CaptureError as error:
            reason = error
            Clock.schedule_once(lambda _dt: lost(reason), 0)

    def stop_listening(self) -> None:
        if self._recorder is not None:
            self._recorder.stop()

    def keep_take(self, speaker: Speaker, sense: Any, take: Take, then: Callable[[Recording], None]) -> None:
        """Keep a take; ``then`` comes when it outlives a power cut."""
        self.insist(
            lambda: self._studio().keep_take(speaker, sense, take.wav, take.duration_ms, take.figures), then
        )

    def throw_away_take(self, recording: Recording, then: Callable[[], None]) -> None:
        self.insist(lambda: self._studio().withdraw_take(recording.id), lambda _: then())

    def play_take(self, take: Take) -> None:
        """Play what was just taken, from memory: nothing is kept of it before it is kept."""
        self.player.play_bytes(take.wav)

    def play_recording(self, sha256: str) -> None:
        self.player.play(*self.voice_files([sha256]))

    # -- voice messages

    def show_inbox(self, speaker: Speaker) -> None:
        """Which messages: those in the inbox, and what is dropped on the window."""
        from app.screens.studio.inbox import InboxScreen
        from app.services import message_keeping

        folder = self.given.places.inbox

        def found() -> Any:
            folder.mkdir(parents=True, exist_ok=True)
            return self._studio().view().themes, message_keeping.messages_in(folder)

        name = f"{folder.parent.name}/{folder.name}"
        self._go(found, lambda it: self.stage.show(InboxScreen(self, speaker, it[0], it[1], name)))

    def show_messages(self, speaker: Speaker, theme_id: UUID, paths: Sequence[Path]) -> None:
        """Listen to messages in which the words of a theme were said, then the pairs."""
        from app.screens.studio.messages import MessagesScreen
        from app.services import message_keeping

        self._go(
            lambda: message_keeping.words_of(self._household, speaker, theme_id),
            lambda senses: self.stage.show(MessagesScreen(self, speaker, senses, paths)),
        )

    def keep_message_word(
        self, speaker: Speaker, sense: Any, word: Any, own: str, then: Callable[[], None]
    ) -> None:
        """Keep one word of a message, or the speaker's ``own`` word for it; ``then`` comes when it outlives a
        power cut."""
        from app.services import message_keeping

        self.insist(
            lambda: message_keeping.keep(self._household, self._studio(), speaker, sense, word, own),
            lambda _: then(),
        )

    def show_sound_trouble(self, error: CaptureError) -> None:
        """Said plainly; the way back is the studio, and nothing is lost. Where a phone asks no more, its own
        settings are one tap away."""
        from app.screens.trouble import TroubleScreen
        from app.sentences import in_words
        from app.text.language import say

        self.stop_listening()
        trouble = in_words(error)
        ways = [(say("Try again"), self.show_studio)]
        if isinstance(error, MicrophoneRefusedError) and own_settings.are_there(platform):
            ways.insert(0, (say("Settings"), own_settings.show))
        self.stage.show(TroubleScreen(self, trouble.sentence, trouble.step, ways))

    # -- second listeners

    def show_hearing(self) -> None:
        from app.screens.studio.hearing import HearingScreen

        self._go(lambda: self._studio().hearings(), lambda found: self.stage.show(HearingScreen(self, found)))

    def vote(
        self, take: Recording, heard: UUID | None, approved: bool, reason: str, then: Callable[[], None]
    ) -> None:
        self.insist(lambda: self._studio().vote(take, heard, approved, reason), lambda _: then())

    def someone_else_listens(self) -> None:
        self._go(lambda: self._studio().someone_else_listens(), lambda _: self.show_studio())
