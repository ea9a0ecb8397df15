"""
What a password must be, said as advice: long enough, not common, not the person's own data.

No rule about mixed characters and no forced change: they make people write passwords down (NIST SP 800-63B).
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import django.contrib.auth.password_validation as builtin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST = 10
LONGEST = 200
# Words that common lists from abroad do not know, seen in Indonesian offices
LOCAL = [
    "bismillah",
    "indonesia",
    "sayang",
    "sayangku",
    "cintaku",
    "rahasia",
    "merdeka",
    "pancasila",
    "garuda",
    "nusantara",
    "alhamdulillah",
    "ekinerja",
    "kinerja",
    "pegawai",
    "pegawaiku",
    "pemda",
    "pemkab",
    "bkpsdm",
    "bkd",
    "bkn",
    "asn",
    "pns",
    "pppk",
    "korpri",
    "wayrajabasa",
    "kalianda",
    "lampung",
    "jakarta",
    "bandung",
    "surabaya",
    "admin",
    "administrator",
    "password",
    "passw0rd",
    "katasandi",
    "qwerty",
    "asdfgh",
]


@dataclass(frozen=True)
class Strength:
    """Statutory term: kekuatan kata sandi. 0 (refused) to 3, with the words shown beside the meter."""

    level: int
    label: str
    advice: tuple[str, ...]


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Return the 20,000 most common passwords (Django's list) and Indonesian ones."""
    file = Path(builtin.__file__).resolve().parent / "common-passwords.txt.gz"
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines) | frozenset(LOCAL)


def problems(password: str, account: Any = None) -> tuple[str, ...]:
    """Return why a password is refused, each as one sentence that says what to do; empty when it is good."""
    found = []
    if len(password) < SHORTEST:
        found.append(_("Kata sandi terlalu pendek. Pakai sedikitnya %d huruf atau angka.") % SHORTEST)
    if len(password) > LONGEST:
        found.append(_("Kata sandi terlalu panjang. Pakai paling banyak %d huruf.") % LONGEST)
    plain = password.lower()
    letters = re.sub(r"[^a-z]", "", plain)
    if plain in common() or (letters and letters in common() and len(letters) > len(plain) - 6):
        found.append(
            _("Kata sandi ini mudah ditebak karena banyak dipakai orang. Gabungkan tiga kata yang tidak berkaitan.")
        )
    if len(set(plain)) < 5 or _is_run(plain):
        found.append(_("Kata sandi ini hanya mengulang atau mengurutkan huruf. Pakai huruf yang lebih beragam."))
    if account is not None and _is_personal(plain, account):
        found.append(
            _("Jangan memakai NIP, tanggal lahir, atau nama Anda sebagai kata sandi: data itu diketahui orang lain.")
        )
    return tuple(found)


def _is_run(text: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in zip(text, text[1:], strict=False)}
    return len(text) > 3 and (steps == {1} or steps == {-1})


def _is_personal(plain: str, account: Any) -> bool:
    digits = re.sub(r"\D", "", plain)
    if account.login.lower() in plain or (len(digits) >= 8 and digits in account.login):
        return True
    if account.born_on is not None:
        forms = ("%d%m%Y", "%Y%m%d", "%d%m%y", "%y%m%d")
        rest = len(re.sub(r"[\d\s./-]", "", plain))
        if rest < 6 and any(account.born_on.strftime(form) in digits for form in forms):
            return True
    names = [word for word in re.split(r"[^a-z]+", account.name.lower()) if len(word) > 3]
    left = plain
    for word in sorted(names, key=len, reverse=True):
        left = left.replace(word, "")
    return len(left) < len(plain) and len(re.sub(r"[\d\W_]", "", left)) < 4


def strength(password: str, account: Any = None) -> Strength:
    """Return how strong a password is in words; the same scale as the meter in the browser."""
    found = problems(password, account)
    if found:
        return Strength(0, _("Belum dapat dipakai"), found)
    kinds = sum(bool(re.search(pattern, password)) for pattern in (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z\d]"))
    points = len(password) + 2 * kinds
    if points >= 24:
        return Strength(3, _("Kuat"), ())
    if points >= 18:
        return Strength(2, _("Cukup kuat"), ())
    return Strength(1, _("Dapat dipakai, lebih baik ditambah satu kata"), ())


class Validator:
    """Lets Django's own password machinery (``createsuperuser``-like commands, forms) use the same rules."""

    def validate(self, password: str, user: Any = None) -> None:
        """
        Refuse a password that ``problems`` finds fault with.

        :raises ValidationError: with one message for each problem
        """
        found = problems(password, user)
        if found:
            raise ValidationError(list(found))

    def get_help_text(self) -> str:
        """Return the rule in one sentence."""
        return _("Sedikitnya %d huruf atau angka, bukan kata sandi umum, bukan NIP atau tanggal lahir.") % SHORTEST
