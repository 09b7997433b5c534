"""The manifest that python-for-android renders from our spec: one permission, no backup, our files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from lexicon import backup, corrections
from lexicon.exchange import progress
from lexicon.packs import contents

ANDROID = "{http://schemas.android.com/apk/res/android}"
OURS = (contents.ENDING, progress.ENDING, corrections.ENDING, backup.ENDING)


@pytest.fixture(scope="module")
def manifest(told: dict[str, Any]) -> ElementTree.Element:
    return ElementTree.fromstring(told["packed"]["manifest"])


def filters(manifest: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """The activity's intent filters by the last part of their action."""
    activity = manifest.find("application/activity")
    assert activity is not None
    found = {}
    for one in activity.findall("intent-filter"):
        action = one.find("action")
        assert action is not None
        found[action.attrib[f"{ANDROID}name"].rpartition(".")[2]] = one
    return found


def test_the_microphone_is_the_only_permission(manifest: ElementTree.Element) -> None:
    asked = [one.attrib for one in manifest.iter() if "permission" in one.tag.lower()]
    assert asked == [{f"{ANDROID}name": "android.permission.RECORD_AUDIO"}]


def test_nothing_is_backed_up_to_a_cloud_or_moved_to_another_phone(
    manifest: ElementTree.Element, told: dict[str, Any], phone: Path
) -> None:
    application = manifest.find("application")
    assert application is not None
    said = {key.removeprefix(ANDROID): value for key, value in application.attrib.items()}
    assert said["allowBackup"] == "false" and said["usesCleartextTraffic"] == "false"
    assert said["fullBackupContent"] == "@xml/backup_rules"
    assert said["dataExtractionRules"] == "@xml/data_extraction_rules"
    assert {"xml/backup_rules.xml", "xml/data_extraction_rules.xml"} <= set(told["packed"]["resources"])
    everything = {"root", "file", "database", "sharedpref", "external"}
    old = ElementTree.parse(phone / "res" / "backup_rules.xml").getroot()
    new = ElementTree.parse(phone / "res" / "data_extraction_rules.xml").getroot()
    assert [part.tag for part in new] == ["cloud-backup", "device-transfer"]
    for part in (old, *new):
        assert {one.attrib["domain"] for one in part if one.attrib["path"] == "."} == everything
        assert {one.tag for one in part} == {"exclude"}


def test_one_activity_and_no_service_provider_or_receiver(manifest: ElementTree.Element) -> None:
    application = manifest.find("application")
    assert application is not None
    parts = [one.tag for one in application if one.tag != "meta-data"]
    assert parts == ["activity"]


@pytest.mark.parametrize("ending", OURS)
@pytest.mark.parametrize("name", ["class", "class.2", "autumn.2026.12", "a.b.c.d"])
def test_a_file_of_ours_opens_with_us_whatever_dots_are_in_its_name(
    manifest: ElementTree.Element, ending: str, name: str
) -> None:
    patterns = [
        one.attrib[f"{ANDROID}pathPattern"]
        for one in filters(manifest)["VIEW"].findall("data")
        if f"{ANDROID}pathPattern" in one.attrib
    ]
    path = f"/storage/Download/{name}.{ending}"
    assert any(_android_matches(pattern.replace("\\\\", "\\"), path) for pattern in patterns)
    assert not any(_android_matches(pattern.replace("\\\\", "\\"), f"{path}.exe") for pattern in patterns)


def _android_matches(pattern: str, path: str) -> bool:
    """As ``android.os.PatternMatcher`` does: ``.*`` stops for good at the first place where what follows it
    stands, and never goes back."""
    parts = [one.replace("\\.", ".") for one in pattern.split(".*")]
    assert not parts[0]
    at = 0
    for number, part in enumerate(parts[1:], 1):
        last = number == len(parts) - 1
        found = path.find(part[:1], at)
        if found < 0 or not path.startswith(part, found):
            return False
        at = found + len(part)
        if last:
            return at == len(path)
    return False


def test_what_is_handed_over_and_the_start_are_the_only_other_ways_in(manifest: ElementTree.Element) -> None:
    ways = filters(manifest)
    assert ways.keys() == {"MAIN", "VIEW", "SEND"}
    for way in ways.values():
        categories = {one.attrib[f"{ANDROID}name"] for one in way.findall("category")}
        assert "android.intent.category.BROWSABLE" not in categories, "no web page opens the app"


def test_todays_target_and_both_kinds_of_arm(manifest: ElementTree.Element, told: dict[str, Any]) -> None:
    sdk = manifest.find("uses-sdk")
    assert sdk is not None
    assert (sdk.attrib[f"{ANDROID}minSdkVersion"], sdk.attrib[f"{ANDROID}targetSdkVersion"]) == ("24", "36")
    call = told["call"]
    assert [call[at + 1] for at, one in enumerate(call) if one == "--arch"] == ["arm64-v8a", "armeabi-v7a"]
    assert "com.android.application" in told["packed"]["gradle"]
    assert not re.findall(r"implementation '", told["packed"]["gradle"]), "no library of somebody else's"


def test_the_icon_has_two_layers_and_the_start_a_picture(told: dict[str, Any]) -> None:
    assert {
        "mipmap/icon.png", "mipmap/icon_foreground.png", "mipmap/icon_background.png",
        "mipmap-anydpi-v26/icon.xml", "drawable/presplash.jpg",
    } <= set(told["packed"]["resources"])  # fmt: skip
