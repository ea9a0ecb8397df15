"""Joins the structure trees of tagged documents, so that one file made of many can still be read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

ROOT, KIDS, PARENT, PAGE = (NameObject(name) for name in ("/StructTreeRoot", "/K", "/P", "/Pg"))
PLACE, TREE, NUMBERS, NAMES = (NameObject(name) for name in ("/StructParents", "/ParentTree", "/Nums", "/Names"))
IDENTITY, IDENTITIES, ROLES, HEADERS = (NameObject(name) for name in ("/ID", "/IDTree", "/RoleMap", "/Headers"))
COPIED = ("/S", "/T", "/Alt", "/ActualText", "/E", "/Lang", "/A")


class JoinedTags:
    """
    The structure tree of a file that documents are appended to.

    Every document keeps its own tree under the one root; the places of pages in the tree and the names of table
    cells are those of the document with its number before them. Our documents have no annotations, so references
    to such are left out.
    """

    def __init__(self, writer: PdfWriter) -> None:
        self.writer = writer
        self.root = DictionaryObject({NameObject("/Type"): ROOT})
        self.reference = writer._add_object(self.root)
        self.kids, self.numbers, self.roles = ArrayObject(), ArrayObject(), DictionaryObject()
        self.names: dict[str, IndirectObject] = {}
        self.next_place = 0
        self.documents = 0

    def take_in(self, reader: PdfReader, first_page: int) -> None:
        """Take the tree of a document in whose pages were appended to the writer from ``first_page`` on."""
        catalogue: Any = reader.trailer["/Root"]
        tree: Any = catalogue.get(ROOT)
        if tree is None:
            return
        self.documents += 1
        copy = _Copy(self, reader, first_page)
        for kid in _several(tree.get(KIDS)):
            self.kids.append(copy.element(kid, self.reference))
        self.roles.update({NameObject(key): NameObject(value) for key, value in tree.get(ROLES, {}).items()})
        self._take_places(copy, tree)
        self._move_pages(reader, first_page)
        for reference in copy.copied.values():
            _write_down(self.writer, reference)
        reader.resolved_objects.clear()

    def close(self) -> None:
        """Put the tree into the catalogue of the file."""
        if not self.documents:
            return
        self.root[KIDS] = self.kids
        self.root[ROLES] = self.roles
        self.root[TREE] = DictionaryObject({NUMBERS: self.numbers})
        self.root[NameObject("/ParentTreeNextKey")] = NumberObject(self.next_place)
        if self.names:
            listed = ArrayObject(
                part for name in sorted(self.names) for part in (TextStringObject(name), self.names[name])
            )
            self.root[IDENTITIES] = DictionaryObject({NAMES: listed})
        catalogue = self.writer.root_object
        catalogue[ROOT] = self.reference
        catalogue[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})

    def _take_places(self, copy: _Copy, tree: Any) -> None:
        for place, owners in _pairs(tree[TREE]):
            self.numbers.append(NumberObject(self.next_place + int(place)))
            owned = owners.get_object()
            if isinstance(owned, ArrayObject):
                self.numbers.append(ArrayObject(copy.known(owner) for owner in owned))
            else:
                self.numbers.append(copy.known(owners))

    def _move_pages(self, reader: PdfReader, first_page: int) -> None:
        highest = -1
        for number, page in enumerate(reader.pages):
            if PLACE in page:
                place = int(str(page[PLACE]))
                highest = max(highest, place)
                self.writer.pages[first_page + number][PLACE] = NumberObject(self.next_place + place)
        self.next_place += highest + 1


class _Copy:
    """One document's tree on its way into the file."""

    def __init__(self, tags: JoinedTags, reader: PdfReader, first_page: int) -> None:
        self.tags = tags
        self.before = f"{tags.documents}-"
        self.copied: dict[int, IndirectObject] = {}
        self.pages: dict[int, IndirectObject] = {}
        for number, page in enumerate(reader.pages):
            there = tags.writer.pages[first_page + number].indirect_reference
            if page.indirect_reference is not None and there is not None:
                self.pages[page.indirect_reference.idnum] = there

    def element(self, reference: Any, parent: IndirectObject) -> IndirectObject:
        """Copy an element with everything below it."""
        source = reference.get_object()
        made = DictionaryObject({PARENT: parent})
        here = self.tags.writer._add_object(made)
        self.copied[reference.idnum] = here
        for key in COPIED:
            if key in source:
                made[NameObject(key)] = self._plain(source[key])
        if IDENTITY in source:
            name = self.before + str(source[IDENTITY])
            made[IDENTITY] = TextStringObject(name)
            self.tags.names[name] = here
        if PAGE in source:
            made[PAGE] = self.pages[source.raw_get(PAGE).idnum]
        kids = [kid for kid in (self._kid(kid, here) for kid in _several(source.get(KIDS))) if kid is not None]
        if kids:
            made[KIDS] = kids[0] if len(kids) == 1 else ArrayObject(kids)
        return here

    def known(self, owner: Any) -> Any:
        """Return the copy of an element that owns a piece of content; null for content that nobody owns."""
        return self.copied.get(owner.idnum, NullObject()) if isinstance(owner, IndirectObject) else NullObject()

    def _kid(self, kid: Any, here: IndirectObject) -> Any:
        found = kid.get_object()
        if not isinstance(found, DictionaryObject):
            return NumberObject(int(found))
        if found.get("/Type") == "/MCR" and PAGE in found:
            piece = DictionaryObject({key: found[key] for key in (NameObject("/Type"), NameObject("/MCID"))})
            piece[PAGE] = self.pages[found.raw_get(PAGE).idnum]
            return piece
        return None if found.get("/Type") in ("/OBJR", "/MCR") else self.element(kid, here)

    def _plain(self, value: Any) -> Any:
        """Copy attributes; the cells that a cell of a table names as its headers bear their new names."""
        found = value.get_object()
        if isinstance(found, ArrayObject):
            return ArrayObject(self._plain(part) for part in found)
        if isinstance(found, DictionaryObject):
            return DictionaryObject(
                {
                    key: ArrayObject(TextStringObject(self.before + str(name)) for name in part.get_object())
                    if key == HEADERS
                    else self._plain(part)
                    for key, part in found.items()
                }
            )
        return found


class _Written(PdfObject):
    """An object as it stands in the file: takes a tenth of the room that its parts take in memory."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def write_to_stream(self, stream: Any, encryption_key: Any = None) -> None:
        """Write the object."""
        stream.write(self.content)


def _write_down(writer: PdfWriter, reference: IndirectObject) -> None:
    stream = BytesIO()
    found: Any = reference.get_object()
    found.write_to_stream(stream)
    writer._replace_object(reference, _Written(stream.getvalue()))


def _several(kids: Any) -> list[Any]:
    """Return the kids of an element, of which a single one stands there without a list."""
    if kids is None:
        return []
    return list(kids) if isinstance(kids, ArrayObject) else [kids]


def _pairs(node: Any) -> Iterator[tuple[Any, Any]]:
    """Return the entries of a number tree."""
    found = node.get_object()
    for kid in found.get("/Kids", ()):
        yield from _pairs(kid)
    listed = found.get(NUMBERS, ArrayObject())
    yield from zip(listed[::2], listed[1::2], strict=True)
