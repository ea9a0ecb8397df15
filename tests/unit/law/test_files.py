"""law/ as data: read strictly, in step with its JSON schemas, every citation registered."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ekinerja.regulation.lawbook import Lawbook, LawError, law_folder, load, load_examples, parse_shipped_scheme
from ekinerja.regulation.lawbook.files import read
from ekinerja.regulation.lawbook.parameters import KINDS, UNITS, load_parameter
from ekinerja.regulation.lawbook.register import load_register
from ekinerja.rules.explained import RuleError

LAW = law_folder()
BOOK = load()
REGISTER = """
a-1-2020:
  short: A 1/2020
  title: Peraturan A
  number: "1"
  year: 2020
  promulgated: 2020-01-01
  in_force: 2020-01-01
  repealed: null
  repealed_by: null
  replaces: []
  confirmed: true
  source: null
"""
GOOD = """
term: istilah
unit: ratio
kind: number
values:
  2020-01-01:
    value: "0.5"
    citation: {regulation: a-1-2020, article: Pasal 1}
    published: 2020-01-02
    confirmed: true
    source: null
"""


def schema(name: str) -> Any:
    return json.loads((LAW / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))


def as_json(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): as_json(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_json(item) for item in node]
    return node.isoformat() if isinstance(node, date) else node


def files(folder: str) -> list[Path]:
    return sorted((LAW / folder).rglob("*.yaml"))


class TestSchemas:
    @pytest.mark.parametrize(
        ("name", "path"),
        [("register", LAW / "regulations.yaml")]
        + [("parameter", path) for path in files("parameters")]
        + [("scheme", path) for path in files("schemes")]
        + [("examples", path) for path in files("examples")]
        + [("layout", path) for path in files("layouts")],
        ids=lambda value: value.stem if isinstance(value, Path) else value,
    )
    def test_every_file_fits_its_schema(self, name: str, path: Path) -> None:
        jsonschema.Draft202012Validator(schema(name)).validate(as_json(read(path)))

    def test_schema_and_loader_know_the_same_units_and_kinds(self) -> None:
        properties = schema("parameter")["properties"]

        assert set(properties["unit"]["enum"]) == UNITS
        assert set(properties["kind"]["enum"]) == set(KINDS)

    @pytest.mark.parametrize("change", [{"apa": 1}, {"unit": "meter"}, {"kind": "apa"}, {"values": {}}])
    def test_a_wrong_parameter_does_not_fit(self, change: dict[str, Any]) -> None:
        document = as_json(read(LAW / "parameters/credit/years_cap.yaml")) | change

        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(document, schema("parameter"))

    def test_a_scheme_with_an_unknown_key_does_not_fit(self) -> None:
        document = as_json(read(LAW / "schemes/tulang-bawang.yaml"))
        document["attendance"]["bandz"] = []

        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(document, schema("scheme"))


class TestRealLaw:
    @pytest.mark.parametrize("key", BOOK.parameter_keys())
    def test_every_parameter_loads_and_cites_a_registered_regulation(self, key: str) -> None:
        parameter = BOOK.parameter(key)

        assert parameter.key == key
        assert all(value.citation.regulation in BOOK.register for value in parameter.values)

    @pytest.mark.parametrize("key", BOOK.scheme_keys())
    def test_every_scheme_is_sound_and_cites_a_registered_regulation(self, key: str) -> None:
        scheme = parse_shipped_scheme(key)

        assert scheme.code == key
        assert scheme.citation.regulation in BOOK.register

    def test_the_schemes_the_issue_names_are_there(self) -> None:
        assert set(BOOK.scheme_keys()) == {
            "permenaker-15-2024",
            "tulang-bawang",
            "indragiri-hulu",
            "permentan-68-2012",
            "lubuklinggau-2022",
        }

    def test_tulang_bawang_is_marked_unconfirmed(self) -> None:
        scheme = parse_shipped_scheme("tulang-bawang")

        assert not scheme.confirmed
        assert scheme.performance is not None
        assert scheme.performance.shares["BAIK"] == 1
        assert not scheme.performance.citation.confirmed

    def test_bundles_are_complete(self) -> None:
        for bundle in (BOOK.credit(), BOOK.cycle(), BOOK.career(), BOOK.talent()):
            for name in bundle.__dataclass_fields__:
                assert getattr(bundle, name).values

    def test_every_example_file_has_examples(self) -> None:
        assert {example.file for example in load_examples()} == {path.name for path in files("examples")}

    def test_unknown_names_are_refused(self) -> None:
        with pytest.raises(LawError):
            BOOK.parameter("credit/apa")
        with pytest.raises(RuleError) as scheme:
            BOOK.scheme_document("Tulang-Bawang")
        with pytest.raises(RuleError) as layout:
            BOOK.layout("apa")

        assert (scheme.value.code, scheme.value.field) == ("SKEMA_TIDAK_DIKENAL", "skema")
        assert (layout.value.code, layout.value.field) == ("TATA_LETAK_TIDAK_DIKENAL", "tata_letak")

    def test_the_folder_can_be_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "regulations.yaml").write_text(REGISTER)
        monkeypatch.setenv("EKINERJA_LAW", str(tmp_path))
        assert law_folder() == tmp_path

        monkeypatch.setenv("EKINERJA_LAW", str(tmp_path / "apa"))
        with pytest.raises(FileNotFoundError, match="EKINERJA_LAW"):
            law_folder()


class TestLoaderRefuses:
    def load(self, folder: Path, text: str, register: str = REGISTER) -> Any:
        (folder / "regulations.yaml").write_text(register)
        path = folder / "x.yaml"
        path.write_text(text)
        return load_parameter(path, key="x", register=load_register(folder))

    def test_a_good_one_is_read(self, tmp_path: Path) -> None:
        found = self.load(tmp_path, GOOD)

        value = found.at(date(2020, 1, 1))
        assert value.value == Decimal("0.5")
        assert value.published == date(2020, 1, 2)
        assert str(value.citation) == "A 1/2020 Pasal 1"

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ("term: istilah", "term: istilah\nlebih: 1", "kunci 'lebih' tidak dikenal"),
            ("term: istilah", "", "kunci 'term' wajib ada"),
            ("term: istilah", "term: 5", "harus teks"),
            ("unit: ratio", "unit: meter", "satuan 'meter' tidak dikenal"),
            ("kind: number", "kind: apa", "jenis 'apa' tidak dikenal"),
            ('value: "0.5"', "value: 0.5", "angka harus ditulis dalam tanda kutip"),
            ('value: "0.5"', "value: 5", "angka harus ditulis dalam tanda kutip"),
            ('value: "0.5"', 'value: "0,5"', "angka harus ditulis dalam tanda kutip"),
            ('value: "0.5"', "value: true", "angka harus ditulis dalam tanda kutip"),
            ('value: "0.5"', 'value: "0.5"\n    on: 1', "terbaca sebagai ya/tidak"),
            ('value: "0.5"', 'value: "0.5"\n    no: 1', "terbaca sebagai ya/tidak"),
            ('value: "0.5"', 'value: "0.5"\n    value: "0.6"', "ditulis dua kali"),
            ('value: "0.5"', 'value: "0.5"\n    1: 2', "bukan teks"),
            ('value: "0.5"', 'value: "0.5"\n    apa: 2', "kunci 'apa' tidak dikenal"),
            ("a-1-2020, article", "b-1-2020, article", "regulasi 'b-1-2020' tidak terdaftar"),
            ("article: Pasal 1", "article: 1", "'article' harus teks"),
            ("article: Pasal 1", "pasal: 1", "kunci 'pasal' tidak dikenal"),
            ("published: 2020-01-02", "published: kemarin", "harus tanggal atau null"),
            ("confirmed: true", "confirmed: ya", "harus true atau false"),
            ("source: null", "source: buku", "harus alamat lengkap atau null"),
            ("  2020-01-01:\n    value", "  besok:\n    value", "kunci nilai harus tanggal"),
            ("source: null", "source: null\n    until: 2020-01-01", "'until' harus sesudah tanggal mulai"),
            (GOOD, GOOD.split("values:")[0] + "values: {}", "paling sedikit satu tanggal"),
            (GOOD, "- 1", "harus berupa pasangan"),
            (GOOD, "a: [", "tidak terbaca"),
        ],
    )
    def test_with_a_reason(self, tmp_path: Path, old: str, new: str, words: str) -> None:
        assert old in GOOD

        with pytest.raises(LawError, match="x.yaml") as caught:
            self.load(tmp_path, GOOD.replace(old, new))

        assert words in str(caught.value)

    def test_overlapping_dates(self, tmp_path: Path) -> None:
        second = GOOD.split("values:\n")[1].replace("2020-01-01", "2021-01-01")
        until = GOOD.replace("source: null", "source: null\n    until: 2021-01-02")

        with pytest.raises(LawError, match="bertumpuk dengan 2021-01-01"):
            self.load(tmp_path, until + second)

        touching = self.load(tmp_path, until.replace("2021-01-02", "2021-01-01") + second)
        assert [value.since.year for value in touching.values] == [2020, 2021]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('number: "1"', "number: 1"),
            ("year: 2020", 'year: "2020"'),
            ("year: 2020", "year: true"),
            ("confirmed: true", "confirmed: ya"),
            ("replaces: []", "replaces: [b-1-1999]"),
            ("repealed_by: null", "repealed_by: b-1-2021"),
            ("repealed: null", "repealed: 2019-01-01"),
            ("source: null", "source: null\n  lebih: 1"),
            ("  short: A 1/2020\n", ""),
        ],
    )
    def test_a_wrong_register(self, tmp_path: Path, old: str, new: str) -> None:
        assert old in REGISTER

        with pytest.raises(LawError):
            self.load(tmp_path, GOOD, REGISTER.replace(old, new))

    def test_a_missing_register(self, tmp_path: Path) -> None:
        with pytest.raises(LawError):
            Lawbook(tmp_path).register  # noqa: B018
