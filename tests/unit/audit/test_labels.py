"""Every event that the program writes on the trail has everyday words."""

import re
from pathlib import Path

import ekinerja
from ekinerja.web.audit.labels import events_said, subject, words

SOURCE = Path(ekinerja.__file__).parent
MODULES = "access|activity|audit|documents|evaluation|organisation|people|planning|regulation|reporting"
EVENT = re.compile(rf"""event\s*=\s*(?:[^\n]*?else\s+)?"((?:{MODULES})\.\w+\.\w+)\"""")
KIND = re.compile(r"""(?:subject_type=|\bSUBJECT = )"([\w.]+)\"""")


def test_every_event_has_words():
    found = {
        event
        for file in SOURCE.rglob("*.py")
        if "migrations" not in file.parts
        for event in EVENT.findall(file.read_text())
    }

    assert len(found) > 50
    assert not [event for event in sorted(found) if words(event) == event]


def test_every_kind_of_thing_has_words():
    found = {
        kind
        for file in SOURCE.rglob("*.py")
        if "migrations" not in file.parts
        for kind in KIND.findall(file.read_text())
    }

    assert len(found) > 25
    assert not [kind for kind in sorted(found) if subject(kind) == kind]


def test_reads_like_a_sentence():
    assert words("planning.plan.submitted") == "SKP diajukan"
    assert words("etwas.anderes.hier") == "etwas.anderes.hier"


def test_is_found_by_the_words_on_the_screen():
    assert "access.sign_in.accepted" in events_said("masuk  Berhasil")
    assert "planning.plan.submitted" in events_said("SKP diajukan")
    assert events_said("tidak pernah ada") == events_said("") == ()
