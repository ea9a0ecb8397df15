"""Many tagged documents joined into one file: each piece of content still belongs to an element that tells of it."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream

from ekinerja.documents import bundle_file
from ekinerja.documents import public as documents
from tests.factories import documents as samples

AT = datetime(2026, 2, 2, 3, 0, tzinfo=UTC)


def kids(element: Any) -> list[Any]:
    """The kids of an element; a single one stands there without a list."""
    found = element.get("/K", ArrayObject())
    return [kid.get_object() for kid in found] if isinstance(found, ArrayObject) else [found.get_object()]


def elements(element: Any) -> list[Any]:
    """An element with all below it, in the order of reading."""
    below = [kid for kid in kids(element) if hasattr(kid, "get") and "/S" in kid]
    return [element, *(part for kid in below for part in elements(kid))]


def told(reader: PdfReader) -> list[str]:
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    return [str(part["/S"]) for document in kids(tree) for part in elements(document)]


def pieces_of(element: Any) -> list[tuple[int, Any]]:
    """The pieces of content an element tells of itself: number and page."""
    own = element.raw_get("/Pg") if "/Pg" in element else None
    found = []
    for kid in kids(element):
        if not hasattr(kid, "get"):
            found.append((int(kid), own))
        elif kid.get("/Type") == "/MCR":
            found.append((int(kid["/MCID"]), kid.raw_get("/Pg") if "/Pg" in kid else own))
    return found


def marked(page: Any, reader: PdfReader) -> set[int]:
    """The numbers of the pieces of content on a page that are not decoration."""
    content = ContentStream(page["/Contents"].get_object(), reader)
    return {int(values[1]["/MCID"]) for values, name in content.operations if name == b"BDC" and "/MCID" in values[1]}


@pytest.fixture(scope="module")
def single() -> list[bytes]:
    given = (samples.plan(), samples.agreement(), samples.director_plan())
    return [documents.render_document(document=document, at=AT) for document in given]


@pytest.fixture(scope="module")
def joined(single: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    path: Path = tmp_path_factory.mktemp("berkas") / "satu.pdf"
    assembly = bundle_file._OnePdf(path, "SKP 2026")
    for number, content in enumerate(single):
        assembly.add(name=str(number), label=f"Dokumen {number}", content=content)
    assembly.close()
    return PdfReader(path)


class TestJoined:
    def test_tells_the_elements_of_every_document_in_order(self, single: list[bytes], joined: PdfReader) -> None:
        apart = [word for content in single for word in told(PdfReader(io.BytesIO(content)))]

        assert told(joined) == apart
        assert told(joined).count("/Document") == 3
        root = joined.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"].value
        assert (root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"].value) == ("id-ID", True)
        assert joined.metadata is not None
        assert joined.metadata.title == "SKP 2026"

    def test_every_piece_of_content_has_its_element_on_its_own_page(self, joined: PdfReader) -> None:
        numbers = joined.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        owners = {int(place): list(parts.get_object()) for place, parts in pairs}
        places = [int(page["/StructParents"]) for page in joined.pages]

        assert sorted(places) == sorted(set(places)) == sorted(owners)
        for page, place in zip(joined.pages, places, strict=True):
            pieces = marked(page, joined)
            assert pieces
            for piece in pieces:
                assert (piece, page.indirect_reference) in pieces_of(owners[place][piece].get_object())

    def test_cells_of_tables_still_find_their_headers(self, joined: PdfReader) -> None:
        tree = joined.trailer["/Root"]["/StructTreeRoot"]
        names = tree["/IDTree"]["/Names"]
        known = [str(name) for name in names[::2]]
        asked: set[str] = set()
        for part in (part for document in kids(tree) for part in elements(document)):
            attributes = part.get("/A", ArrayObject())
            for group in attributes if isinstance(attributes, ArrayObject) else [attributes]:
                asked |= {str(name) for name in group.get_object().get("/Headers", ())}

        assert asked
        assert known == sorted(set(known))
        assert asked <= set(known)
        assert {re.match(r"\d+", name).group() for name in known} == {"1", "2", "3"}  # type: ignore[union-attr]

    def test_a_document_without_tags_joins_as_it_is(self, single: list[bytes], tmp_path: Path) -> None:
        from pypdf import PdfWriter

        plain = io.BytesIO()
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        writer.write(plain)
        assembly = bundle_file._OnePdf(tmp_path / "satu.pdf", "Campuran")
        assembly.add(name="a", label="Tanpa tag", content=plain.getvalue())
        assembly.add(name="b", label="Dengan tag", content=single[0])
        assembly.close()

        found = PdfReader(tmp_path / "satu.pdf")
        assert told(found) == told(PdfReader(io.BytesIO(single[0])))
        assert "/StructParents" not in found.pages[0]
        assert [item["/Title"] for item in found.outline] == ["Tanpa tag", "Dengan tag"]
