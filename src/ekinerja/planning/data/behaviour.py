"""The seven BerAKHLAK values with their guides, worded as on the official form (PermenPANRB 6/2022, SKP)."""

from __future__ import annotations

from dataclasses import dataclass

from ekinerja.planning.data.codes import BehaviourValue

CITATION = "PermenPANRB 6/2022, lampiran: formulir SKP, bagian perilaku kerja; SE MenPANRB 20/2021"


@dataclass(frozen=True)
class BehaviourText:
    """Statutory term: nilai dan panduan perilaku. One value with its label and its three guides."""

    number: int
    value: BehaviourValue
    label: str
    guides: tuple[str, str, str]


VALUES: tuple[BehaviourText, ...] = (
    BehaviourText(
        1,
        BehaviourValue.SERVICE,
        "Berorientasi Pelayanan",
        (
            "Memahami dan memenuhi kebutuhan masyarakat",
            "Ramah, cekatan, solutif, dan dapat diandalkan",
            "Melakukan perbaikan tiada henti",
        ),
    ),
    BehaviourText(
        2,
        BehaviourValue.ACCOUNTABLE,
        "Akuntabel",
        (
            "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi",
            "Menggunakan kekayaan dan BMN secara bertanggung jawab, efektif, dan efisien",
            "Tidak menyalahgunakan kewenangan jabatan",
        ),
    ),
    BehaviourText(
        3,
        BehaviourValue.COMPETENT,
        "Kompeten",
        (
            "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
            "Membantu orang lain belajar",
            "Melaksanakan tugas dengan kualitas terbaik",
        ),
    ),
    BehaviourText(
        4,
        BehaviourValue.HARMONIOUS,
        "Harmonis",
        (
            "Menghargai setiap orang apa pun latar belakangnya",
            "Suka menolong orang lain",
            "Membangun lingkungan kerja yang kondusif",
        ),
    ),
    BehaviourText(
        5,
        BehaviourValue.LOYAL,
        "Loyal",
        (
            "Memegang teguh ideologi Pancasila, UUD 1945, setia pada NKRI serta pemerintahan yang sah",
            "Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara",
            "Menjaga rahasia jabatan dan negara",
        ),
    ),
    BehaviourText(
        6,
        BehaviourValue.ADAPTIVE,
        "Adaptif",
        (
            "Cepat menyesuaikan diri menghadapi perubahan",
            "Terus berinovasi dan mengembangkan kreativitas",
            "Bertindak proaktif",
        ),
    ),
    BehaviourText(
        7,
        BehaviourValue.COLLABORATIVE,
        "Kolaboratif",
        (
            "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
            "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
            "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
        ),
    ),
)
