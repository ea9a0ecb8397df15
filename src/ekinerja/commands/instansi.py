"""
`ekinerja instansi`: the first day of an agency from the command line.

``daftar`` lists the agencies, ``tambah`` takes one in, ``admin`` makes a person its administrator and prints the
one-time code that is handed over in person. Before the first import the person gets an account by NIP and name;
the import finds it by its NIP.
"""

from __future__ import annotations

import argparse

from ekinerja.commands import console, environment

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
KINDS = ("KEMENTERIAN", "LEMBAGA", "PROVINSI", "KABUPATEN", "KOTA")
NIP_LENGTH = 18
HANDED = "Diserahkan langsung oleh operator mesin kepada admin pertama instansi."


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with its own words."""
    actions = parser.add_subparsers(dest="tindakan", required=True, metavar="daftar | tambah | admin")
    actions.add_parser("daftar", help="daftar instansi dengan nomornya")
    new = actions.add_parser("tambah", help="tambah instansi")
    new.add_argument("--kode", required=True, help="kode singkat, misalnya WAY-RAJABASA")
    new.add_argument("--nama", required=True, help='misalnya "Pemerintah Kabupaten Way Rajabasa"')
    new.add_argument("--jenis", required=True, choices=KINDS)
    new.add_argument("--provinsi", default="", help="nama provinsi")
    new.add_argument("--zona", default=ZONES[0], choices=ZONES, help="zona waktu (bawaan WIB)")
    admin = actions.add_parser("admin", help="jadikan seorang pegawai admin instansi, juga sebelum impor")
    admin.add_argument("nip", help="NIP atau nomor induk PPPK")
    admin.add_argument("--nama", default="", help="nama, bila pegawai belum diimpor")
    admin.add_argument("--instansi", type=int, required=True, help="nomor instansi (lihat: instansi daftar)")
    admin.add_argument("--dasar", required=True, help="dasar penunjukan, misalnya nomor surat keputusan")


def run(options: argparse.Namespace) -> int:
    """Do it as the program itself; every change is in the audit trail."""
    prepared = environment.prepare()
    try:
        environment.django()
        {"daftar": show, "tambah": create, "admin": appoint}[options.tindakan](options)
    finally:
        prepared.close()
    return 0


def show(options: argparse.Namespace) -> None:
    """Print the agencies."""
    from ekinerja.organisation import public as organisation

    rows = [(str(one.id), one.code, one.name, one.time_zone) for one in organisation.list_agencies()]
    if not rows:
        console.say("  Belum ada instansi. Tambahkan dengan: ./ekinerja instansi tambah --help")
        return
    console.table(rows, heads=("Nomor", "Kode", "Nama", "Zona waktu"))


def create(options: argparse.Namespace) -> None:
    """Take an agency in."""
    from ekinerja.kernel import actor, clock
    from ekinerja.organisation import public as organisation

    agency = organisation.create_agency(
        actor=actor.system(None),
        code=options.kode,
        name=options.nama,
        kind=options.jenis,
        province=options.provinsi,
        time_zone=options.zona,
        at=clock.now(),
    )
    console.step(f"Instansi nomor {agency.id}: {agency.name}.")
    console.say(f'  Berikutnya: ./ekinerja instansi admin NIP --nama "…" --instansi {agency.id} --dasar "SK …"')


def appoint(options: argparse.Namespace) -> None:
    """Give the role and print the code."""
    from django.db import transaction

    from ekinerja.access import public as access
    from ekinerja.kernel import clock
    from ekinerja.kernel.actor import Actor, Grant, Role
    from ekinerja.organisation import public as organisation

    organisation.get_agency(options.instansi)
    nip = "".join(letter for letter in options.nip if letter.isdigit())
    if len(nip) != NIP_LENGTH:
        raise console.Failure(f"NIP terdiri dari {NIP_LENGTH} angka; {options.nip} berisi {len(nip)}.")
    now = clock.now()
    # The first administrator cannot be named by another one: whoever runs the machine acts as one, by that name.
    system = Actor(None, options.instansi, None, "Operator mesin", (Grant(Role.SYSTEM), Grant(Role.AGENCY_ADMIN)))
    with clock.in_agency(options.instansi), transaction.atomic():
        account = access.accounts.find_account(actor=system, login=nip)
        if account is None and options.nama:
            person = access.NewAccount(None, nip, options.nama)
            access.ensure_accounts(actor=system, employees=[person], at=now)
            account = access.accounts.find_account(actor=system, login=nip)
        if account is None:
            raise console.Failure(
                f"Tidak ada akun {nip} pada instansi itu. Impor pegawai lebih dahulu, atau tambahkan --nama."
            )
        access.manage_roles.grant_role(
            actor=system,
            account_id=account.id,
            role=Role.AGENCY_ADMIN,
            unit_id=None,
            starts_on=clock.today(),
            ends_before=None,
            reason=options.dasar,
            at=now,
        )
        handed = access.issue_code.hand_over_code(actor=system, account_id=account.id, reason=HANDED, at=now)
    console.step(f"{handed.name} menjadi admin instansi.")
    lasting = f"berlaku {access.issue_code.HANDED_HOURS} jam"
    console.say(f"  Kode sekali pakai: {access.codes.printed(handed.code)}      {lasting}")
    console.say("  Serahkan langsung kepada orangnya; kode ini tidak ditampilkan lagi.")
