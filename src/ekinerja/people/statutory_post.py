"""The statutory name of a post, from the codes of the personnel file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

ECHELONS = {"1": "JPT_MADYA", "2": "JPT_PRATAMA", "3": "ADMINISTRATOR", "4": "PENGAWAS", "5": "PENGAWAS"}
GRADES = {
    "PM": "PEMULA",
    "TR": "TERAMPIL",
    "MH": "MAHIR",
    "PY": "PENYELIA",
    "PT": "AHLI_PERTAMA",
    "MU": "AHLI_MUDA",
    "MA": "AHLI_MADYA",
    "UT": "AHLI_UTAMA",
}
BRANCHES = (("GURU", "GURU"), ("KEPALA SEKOLAH", "GURU"), ("PENELITI", "PENELITI"), ("PEREKAYASA", "PEREKAYASA"))
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}


@dataclass(frozen=True)
class StatutoryPost:
    """Statutory term: jenis jabatan ASN. ``grade`` is the jenjang, for functional posts only."""

    code: str
    grade: str | None = None

    @property
    def senior(self) -> bool:
        """Whether the post is a high leadership post (jabatan pimpinan tinggi)."""
        return self.code.startswith("JPT")


@lru_cache(maxsize=8192)
def statutory_post(*, kind: str, echelon: str, grade: str, title: str = "") -> StatutoryPost | None:
    """
    Return the statutory post, or ``None`` where the codes do not tell.

    ``echelon`` is SIASN's two digits (21 is II.a) or the written form (II.a); ``grade`` SIASN's two letters.
    The title tells teachers, researchers and engineers apart, who have a retirement age of their own.
    """
    level = echelon.strip().upper().replace("/", ".").split(".")[0]
    digit = ROMAN.get(level, level[:1])
    if digit in ECHELONS:
        return StatutoryPost(ECHELONS[digit])
    if kind == "FUNGSIONAL" and grade.upper() in GRADES:
        return StatutoryPost(_branch(title), GRADES[grade.upper()])
    if kind == "PELAKSANA":
        return StatutoryPost("PELAKSANA")
    return None


def _branch(title: str) -> str:
    """Return the branch of a functional post; a head of a school is a teacher with an additional task."""
    for start, code in BRANCHES:
        if title.upper().startswith(start):
            return code
    return "JF"
