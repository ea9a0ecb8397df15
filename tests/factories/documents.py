"""Realistic documents: the nurse, the director-general, the teacher and the head of a health centre."""

from dataclasses import replace
from datetime import date

from ekinerja.documents import data

VALUES = (
    (
        "Berorientasi Pelayanan",
        "Memahami dan memenuhi kebutuhan masyarakat",
        "Ramah, cekatan, solutif, dan dapat diandalkan",
        "Melakukan perbaikan tiada henti",
    ),
    (
        "Akuntabel",
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi",
        "Menggunakan kekayaan dan BMN secara bertanggung jawab, efektif, dan efisien",
        "Tidak menyalahgunakan kewenangan jabatan",
    ),
    (
        "Kompeten",
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
        "Membantu orang lain belajar",
        "Melaksanakan tugas dengan kualitas terbaik",
    ),
    (
        "Harmonis",
        "Menghargai setiap orang apa pun latar belakangnya",
        "Suka menolong orang lain",
        "Membangun lingkungan kerja yang kondusif",
    ),
    (
        "Loyal",
        "Memegang teguh ideologi Pancasila, UUD 1945, setia pada NKRI serta pemerintahan yang sah",
        "Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara",
        "Menjaga rahasia jabatan dan negara",
    ),
    (
        "Adaptif",
        "Cepat menyesuaikan diri menghadapi perubahan",
        "Terus berinovasi dan mengembangkan kreativitas",
        "Bertindak proaktif",
    ),
    (
        "Kolaboratif",
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
        "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
        "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
    ),
)
NURSE_OUTCOMES = (
    ("Koordinasi pelayanan ruang rawat inap", "Terobservasinya kondisi pasien dan tindakan tepat"),
    ("Orientasi pasien/keluarga", "Tersusunnya rencana keperawatan sesuai kebutuhan"),
    ("Bimbingan tenaga keperawatan", "Terlaksananya pencatatan dan pelaporan askep"),
    ("Asuhan keperawatan pasien", "Terdokumentasikannya pelaksanaan askep"),
    ("Penyusunan jadwal dinas", "Terpeliharanya alat keperawatan siap pakai"),
    ("Koordinasi pemeliharaan alat kesehatan", "Terlaksananya pertemuan berkala"),
    ("Pengawasan dan rapat staf", "Terlaksananya jadwal dinas sesuai SOP"),
)
NURSE = data.PartyBlock(
    name="Ns. Siti Rahmawati Al-Habsyi, A.Md.Kep.",
    nip="199003122015032004",
    rank="Pengatur Tingkat I, II/d",
    position="Perawat Terampil",
    unit="Instalasi Rawat Inap, RSUD Kabupaten Way Rajabasa",
)
HEAD = data.PartyBlock(
    name="Drs. H. Muhammad Abdurrahman Wahid Al-Habsyi, S.Sos., M.M.",
    nip="197001011995031002",
    rank="Pembina, IV/a",
    position="Kepala Bidang Pelayanan Keperawatan",
    unit="Bidang Pelayanan Keperawatan, RSUD Kabupaten Way Rajabasa",
)
REGENT = data.PartyBlock(
    name="H. Ahmad Fauzi, S.H.",
    position="Bupati Way Rajabasa",
    unit="Pemerintah Kabupaten Way Rajabasa",
    unit_label="INSTANSI",
)
SUPPORTS = data.Supports(
    resources=("Komputer/laptop", "Jaringan internet", "Alat kesehatan"),
    accountability=("Laporan harian", "Laporan bulanan", "Laporan triwulan"),
    consequences=("Penghargaan bila memenuhi ekspektasi", "Pembinaan bila tidak memenuhi ekspektasi"),
)


def behaviours(*, feedback: str = "") -> tuple[data.BehaviourRow, ...]:
    """Seven values; a special expectation for six of them, none for Adaptif."""
    return tuple(
        data.BehaviourRow(
            value=value,
            guides=tuple(guides),
            expectation="" if value == "Adaptif" else f"Menjadi teladan {value.lower()} di ruang perawatan",
            feedback=feedback,
        )
        for value, *guides in VALUES
    )


def nurse_outcomes(*, evaluated: bool = False) -> tuple[data.OutcomeRow, ...]:
    """Seven main outcomes with quantity, quality and time, and one additional."""
    realised = ("118 pasien", "92 %", "6 bulan") if evaluated else ("", "", "")
    indicators = (
        data.IndicatorRow("Jumlah pasien yang tertangani", "120 pasien", "Kuantitas", realised[0]),
        data.IndicatorRow("Kesesuaian dengan standar prosedur", "90 %", "Kualitas", realised[1]),
        data.IndicatorRow("Waktu penyelesaian", "6 bulan", "Waktu", realised[2]),
    )
    main = tuple(
        data.OutcomeRow(
            number=number,
            text=own,
            indicators=indicators,
            intervened=intervened,
            feedback=f"Umpan balik hasil {number}: sesuai ekspektasi" if evaluated else "",
        )
        for number, (intervened, own) in enumerate(NURSE_OUTCOMES, start=1)
    )
    extra = data.OutcomeRow(
        number=8,
        text="Terlaksananya posko kesehatan mudik Lebaran",
        indicators=(data.IndicatorRow("Jumlah posko", "1 posko", "Kuantitas"),),
        kind=data.OutcomeKind.ADDITIONAL,
        intervened="Penugasan Direktur RSUD",
    )
    return (*main, extra)


def director_outcomes() -> tuple[data.OutcomeRow, ...]:
    """The director-general's plan of the regulation's annex (short)."""
    return (
        data.OutcomeRow(
            1,
            "Meningkatnya pelayanan infrastruktur perumahan dan permukiman yang layak dan aman",
            (
                data.IndicatorRow(
                    "Persentase peningkatan pelayanan melalui smart living",
                    "61,95 %",
                    "Penerima Layanan",
                    "50 % (survei)",
                ),
            ),
            feedback="Cukup positif mengingat pandemi",
        ),
        data.OutcomeRow(
            2,
            "Terwujudnya Direktorat Jenderal III yang reform dan akuntabel",
            (
                data.IndicatorRow("Nilai pelaksanaan RB", "85", "Penguatan Internal"),
                data.IndicatorRow("Nilai akuntabilitas kinerja", "85", "Penguatan Internal"),
            ),
        ),
        data.OutcomeRow(
            3,
            "Terlaksananya rencana aksi/inisiatif strategis PK",
            (data.IndicatorRow("Persentase penyelesaian sesuai target waktu", "80 %", "Proses Bisnis"),),
            kind=data.OutcomeKind.ADDITIONAL,
        ),
    )


def frame(**changes: object) -> data.Frame:
    """The nurse's agreed plan of 2026."""
    base = data.Frame(
        agency="PEMERINTAH KABUPATEN WAY RAJABASA",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
        employee=NURSE,
        rater=HEAD,
        group=data.PositionGroup.OTHER,
        approach=data.Approach.QUANTITATIVE,
        is_draft=False,
        place="Kalianda",
        signed_on=date(2026, 1, 20),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def plan(**changes: object) -> data.SkpDocument:
    """The nurse's plan; ``changes`` go into its frame."""
    return data.SkpDocument(frame(**changes), nurse_outcomes(), behaviours(), SUPPORTS)


def director_plan(**changes: object) -> data.SkpDocument:
    """A plan on the form of a JPT, rated by the regent."""
    options = {"group": data.PositionGroup.LEADER, "rater": REGENT, **changes}
    return data.SkpDocument(frame(**options), director_outcomes(), behaviours(), SUPPORTS)


def evaluation(**changes: object) -> data.EvaluationDocument:
    """The nurse's month of March, rated as expected twice in a unit that did well."""
    return data.EvaluationDocument(
        frame(**changes),
        period_label="Bulan Maret 2026",
        outcomes=nurse_outcomes(evaluated=True),
        behaviours=behaviours(feedback="Sesuai ekspektasi"),
        organisation_level=data.OrganisationLevel.BAIK,
        result_rating="Sesuai Ekspektasi",
        behaviour_rating="Sesuai Ekspektasi",
        predicate=data.Predicate.BAIK,
    )


def record(**changes: object) -> data.EvaluationRecordDocument:
    """The yearly evaluation record with an objection that was decided."""
    return data.EvaluationRecordDocument(
        frame(**changes),
        superior=REGENT,
        period_label="Tahun 2026",
        organisation_level=data.OrganisationLevel.BAIK,
        predicate=data.Predicate.BAIK,
        notes=("Mengikuti pelatihan perawatan luka", "Menjadi pembimbing perawat baru"),
        objection="Realisasi bulan Juni belum dihitung.",
        objected_on=date(2027, 1, 11),
        explanation="Realisasi Juni sudah termasuk dalam triwulan II.",
        explained_on=date(2027, 1, 14),
        decision="Predikat tetap Baik.",
        decided_on=date(2027, 1, 20),
        received_on=date(2027, 1, 8),
    )


def matrix(*, columns: int = 3, lines: int = 4, **changes: object) -> data.MatrixDocument:
    """A matrix of a head with some members; every third cell is empty."""
    texts = ("Terlayaninya pasien sesuai standar", "Terdokumentasikannya asuhan keperawatan", "")
    return data.MatrixDocument(
        frame=frame(**changes),
        columns=tuple(
            data.MatrixColumn(number, f"Meningkatnya mutu pelayanan kesehatan tahap {number}")
            for number in range(1, columns + 1)
        ),
        lines=tuple(
            data.MatrixLine(
                f"Anggota Nomor {line}",
                f"19850315201001{line:04d}",
                "Perawat Terampil",
                "Bidang Pelayanan Kesehatan",
                tuple(texts[(line + column) % 3] for column in range(columns)),
            )
            for line in range(1, lines + 1)
        ),
    )


def agreement(**more: object) -> data.AgreementDocument:
    """The performance agreement of the head of the health office with the regent."""
    frame = data.Frame(
        agency="Pemerintah Kabupaten Way Rajabasa",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
        employee=data.PartyBlock(
            name="dr. Siti Rahmawati, M.Kes.",
            position="Kepala Dinas Kesehatan",
            unit="Dinas Kesehatan",
            nip="197003121998032004",
            rank="Pembina Utama Muda, IV/c",
        ),
        rater=data.PartyBlock(
            name="H. Rahmat Hidayat, S.E., M.M.", position="Bupati Way Rajabasa", unit="Pemerintah Kabupaten"
        ),
        group=data.PositionGroup.LEADER,
        approach=data.Approach.QUANTITATIVE,
        is_draft=False,
        signed_on=date(2026, 1, 20),
    )
    goals = (
        data.AgreementGoalRow(
            "Meningkatnya derajat kesehatan masyarakat",
            (("Usia harapan hidup", "72,5 tahun"), ("Angka kematian ibu per 100.000 kelahiran hidup", "95")),
        ),
        data.AgreementGoalRow("Menurunnya prevalensi stunting", (("Prevalensi stunting pada balita", "14 persen"),)),
    )
    budgets = (
        data.AgreementBudgetRow("Program Pemenuhan Upaya Kesehatan", "Rp 98.750.000.000", "APBD"),
        data.AgreementBudgetRow("Program Peningkatan Kapasitas SDM Kesehatan", "Rp 4.595.150.000", "APBD"),
    )
    values: dict[str, object] = {"total": "Rp 103.345.150.000", **more}
    frame = replace(frame, **values.pop("frame", {}))  # type: ignore[arg-type]
    return data.AgreementDocument(frame=frame, year=2026, goals=goals, budgets=budgets, **values)  # type: ignore[arg-type]
