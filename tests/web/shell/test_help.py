"""The user guide and the search of the header."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as real_settings
from django.test import Client

from ekinerja.access.models import Account
from ekinerja.kernel.actor import Actor, Role
from ekinerja.web.shell import guide

PAGE = """---
judul: {title}
ringkas: Ringkasan {title}
peran: [{role}]
urutan: {order}
kata: {words}
---
Isi tentang **{title}**.

## Bagian satu

Lihat [halaman lain](lain.md#bagian-satu) dan ![gambar](gambar/satu.png).

| Kolom | Angka |
| --- | ---: |
| a | 1 |
"""


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.GUIDE_FOLDER = tmp_path
    for name, title, role, order, words in (
        ("skp", "Menyusun SKP", "PEGAWAI", 2, "rencana"),
        ("impor", "Mengimpor pegawai", "ADMIN_INSTANSI", 3, "excel"),
        ("lain", "Memakai layar", "SEMUA", 1, "gelap"),
    ):
        text = PAGE.format(title=title, role=role, order=order, words=words)
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
class TestGuide:
    def test_orders_pages(self) -> None:
        assert [page.name for page in guide.pages()] == ["lain", "skp", "impor"]

    def test_knows_for_whom_a_page_is(self, actor_factory: Callable[..., Actor], db: None) -> None:
        admin = actor_factory(Role.AGENCY_ADMIN)
        assert [page.name for page in guide.pages() if page.is_for(admin)] == ["lain", "impor"]
        assert [page.name for page in guide.pages() if page.is_for(None)] == ["lain"]

    def test_points_links_and_pictures_into_the_program(self) -> None:
        page = guide.find("skp")
        assert page is not None
        assert '<a href="/bantuan/lain/#bagian-satu">' in page.body
        assert 'src="/static/panduan/satu.png"' in page.body
        assert " style=" not in page.body
        assert 'tabindex="0"' in page.body

    def test_finds_by_every_word_and_by_keyword(self) -> None:
        assert [hit.page.name for hit in guide.search("mengimpor pegawai")] == ["impor"]
        assert [hit.page.name for hit in guide.search("excel")] == ["impor"]
        assert guide.search("excel rencana") == []
        assert guide.search(" ? ") == []

    def test_marks_what_was_found_and_escapes_the_rest(self, folder: Path) -> None:
        (folder / "x.md").write_text(
            "---\njudul: X\nringkas: x\n---\nTulis &lt;script&gt; dan tekan.\n", encoding="utf-8"
        )
        (hit,) = guide.search("tekan")
        assert "<mark>tekan</mark>" in hit.excerpt
        assert "<script>" not in hit.excerpt

    def test_reads_a_changed_file_again(self, folder: Path) -> None:
        assert len(guide.pages()) == 3
        (folder / "baru.md").write_text("---\njudul: Baru\nringkas: b\n---\nIsi\n", encoding="utf-8")
        assert len(guide.pages()) == 4


class TestRealPages:
    def test_every_page_has_title_summary_and_known_roles(self) -> None:
        known = {*(str(role) for role in Role), guide.EVERYBODY, "ATASAN"}
        found = guide.pages()
        assert found
        for page in found:
            assert page.title
            assert page.summary.endswith(".")
            assert set(page.roles) <= known, page.name

    def test_every_link_between_pages_and_every_picture_exists(self) -> None:
        names = {page.name for page in guide.pages()}
        folder = Path(real_settings.GUIDE_FOLDER)
        for page in guide.pages():
            for target in page.body.split('href="/bantuan/')[1:]:
                assert target.split("/")[0] in names, page.name
            for target in page.body.split('src="/static/panduan/')[1:]:
                assert (folder / "gambar" / target.split('"')[0]).exists(), page.name


@pytest.mark.django_db
class TestPages:
    def test_help_is_open_before_signing_in(self, client: Client) -> None:
        body = client.get("/bantuan/").content.decode()
        assert "Memakai e-Kinerja" in body
        assert client.get("/bantuan/memakai-program/").status_code == 200

    def test_unknown_page_is_not_found(self, client: Client) -> None:
        assert client.get("/bantuan/tidak-ada/").status_code == 404

    def test_search_says_what_to_try_when_nothing_fits(self, client: Client) -> None:
        assert "Coba kata lain" in client.get("/bantuan/?q=xyzzy").content.decode()

    def test_search_escapes_what_was_typed(self, client: Client) -> None:
        body = client.get("/bantuan/", {"q": "<script>alert(1)</script>"}).content.decode()
        assert "<script>alert" not in body

    def test_header_search_needs_a_session(self, client: Client) -> None:
        assert client.get("/cari/?q=gelap").status_code == 302

    def test_header_search_finds_menu_and_help(self, client: Client, agency: Any) -> None:
        client.force_login(Account.objects.create(login="198001012005011009", name="Siti", agency=agency))
        body = client.get("/cari/?q=bantuan").content.decode()
        assert 'href="/bantuan/"' in body
        assert "Memakai e-Kinerja" in client.get("/cari/?q=gelap").content.decode()
