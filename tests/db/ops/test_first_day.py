"""The first day of an agency from the command line: its first administrator exists before its people."""

from __future__ import annotations

import argparse
import re

import pytest

from ekinerja.access import public as access
from ekinerja.audit import public as audit
from ekinerja.commands import console, import_people, instansi, main
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.errors import Finding, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context

NIP = "198001012005011001"
pytestmark = pytest.mark.django_db


def appoint(agency, **changes):
    words = {"nip": NIP, "nama": "Ibu Admin", "instansi": agency.id, "dasar": "SK Bupati 1/2026"} | changes
    instansi.appoint(argparse.Namespace(**words))


class TestFirstAdministrator:
    def test_gets_account_role_and_code_before_any_import(self, agency, capsys):
        appoint(agency)
        with context.agency(agency.id):
            account = access.accounts.find_account(actor=system(agency.id), login=NIP)
            assert account.employee_id is None
            assert account.activated_at is None
            actor = access.actor_for_request(account, at=clock.now())
            assert actor.has(Role.AGENCY_ADMIN)
            events = set(audit.Entry.objects.values_list("event", flat=True))
        assert {"access.accounts.ensured", "access.role.granted", "access.code.issued"} <= events
        assert "Kode sekali pakai" in capsys.readouterr().out

    def test_the_act_carries_the_name_of_whoever_runs_the_machine(self, agency):
        appoint(agency)
        with context.agency(agency.id):
            granted = audit.Entry.objects.get(event="access.role.granted")
        assert granted.actor_name == "Operator mesin"
        assert granted.actor_account_id is None

    def test_an_unknown_person_without_a_name_is_refused(self, agency):
        with pytest.raises(console.Failure, match="--nama"):
            appoint(agency, nama="")

    def test_an_account_of_another_agency_is_not_taken_over(self, agency, other_agency):
        appoint(agency)
        with pytest.raises(console.Failure, match=NIP):
            appoint(other_agency)

    def test_a_mistyped_nip_or_agency_is_refused(self, agency):
        with pytest.raises(console.Failure, match="18 angka"):
            appoint(agency, nip="12345")
        with pytest.raises(NotFound):
            appoint(agency, instansi=99)

    def test_a_nip_may_be_typed_with_spaces(self, agency, capsys):
        appoint(agency, nip="19800101 201200 5 011")
        with context.agency(agency.id):
            assert access.accounts.find_account(actor=system(agency.id), login="198001012012005011")
        assert re.search(r"\b\w{3}-\w{3}-\w{3}\b", capsys.readouterr().out)


class TestRefusal:
    def test_says_every_reason(self, monkeypatch, capsys):
        def refuse(options):
            raise RuleNotMet(findings=(Finding("x", "Tuliskan dasarnya."), Finding("y", "Pilih unitnya.")))

        monkeypatch.setattr(instansi, "run", refuse)

        assert main.main(["instansi", "daftar"]) == 1

        told = capsys.readouterr().err
        assert "- Tuliskan dasarnya." in told
        assert "- Pilih unitnya." in told


class TestOrderOfFiles:
    @pytest.mark.parametrize(
        ("kinds", "again"),
        [
            (["UNIT", "PEGAWAI"], ["a"]),
            (["PEGAWAI", "UNIT"], []),
            (["UNIT"], []),
            (["UNIT", "UNIT", "PEGAWAI"], ["a", "b"]),
        ],
    )
    def test_units_are_read_again_after_the_people_they_name(self, kinds, again):
        assert import_people.leaders_to_name(["a", "b", "c"][: len(kinds)], kinds) == again
