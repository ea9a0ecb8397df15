"""The words of the screens for stored codes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ekinerja.access import public as access
from ekinerja.kernel.actor import Role

ROLES: dict[Role, str | Promise] = {
    Role.EMPLOYEE: gettext_lazy("Pegawai"),
    Role.UNIT_CLERK: gettext_lazy("Pengelola kinerja unit"),
    Role.AGENCY_ADMIN: gettext_lazy("Admin instansi"),
    Role.LEADER: gettext_lazy("Pimpinan"),
    Role.INSPECTORATE: gettext_lazy("Inspektorat"),
    Role.FINANCE: gettext_lazy("Keuangan"),
    Role.NATIONAL_OPERATOR: gettext_lazy("Operator nasional"),
}
MEANINGS: dict[Role, str | Promise] = {
    Role.EMPLOYEE: gettext_lazy("Menyusun SKP, mencatat pekerjaan, melihat penilaian sendiri."),
    Role.UNIT_CLERK: gettext_lazy("Melihat kelengkapan unitnya, mengingatkan, memberi kode sekali pakai."),
    Role.AGENCY_ADMIN: gettext_lazy("Mengatur tahun kinerja, data pegawai, peran, dan akun seluruh instansi."),
    Role.LEADER: gettext_lazy("Melihat capaian dan penilaian unitnya."),
    Role.INSPECTORATE: gettext_lazy("Memeriksa: melihat semua, tidak mengubah."),
    Role.FINANCE: gettext_lazy("Menghitung dan membayar tunjangan."),
    Role.NATIONAL_OPERATOR: gettext_lazy("Membantu instansi melalui akses administratif sementara."),
}
FACTOR_RULES: dict[access.FactorRule, str | Promise] = {
    access.FactorRule.OPTIONAL: gettext_lazy("Boleh dipakai siapa saja"),
    access.FactorRule.OFFICERS: gettext_lazy("Wajib bagi pemegang peran (admin, pengelola, pimpinan, …)"),
    access.FactorRule.EVERYONE: gettext_lazy("Wajib bagi semua pegawai"),
}
STATES: dict[str, tuple[str | Promise, str]] = {
    "BERLAKU": (gettext_lazy("Berlaku"), "success"),
    "AKAN_DATANG": (gettext_lazy("Akan datang"), "info"),
    "BERAKHIR": (gettext_lazy("Berakhir"), "neutral"),
    "DICABUT": (gettext_lazy("Dicabut"), "danger"),
}
MEANS: dict[str, str | Promise] = {
    "password": gettext_lazy("kata sandi"),
    "APLIKASI": gettext_lazy("kata sandi dan aplikasi"),
    "KUNCI": gettext_lazy("kunci sandi"),
    "PEMULIHAN": gettext_lazy("kode pemulihan"),
}


def wait_in_words(seconds: int) -> str:
    """Return a waiting time as people say it: ``45 detik``, ``2 menit``."""
    if seconds < 60:
        return _("%d detik") % seconds
    return _("%d menit") % -(-seconds // 60)
