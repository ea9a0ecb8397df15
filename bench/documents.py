"""
Measure the official documents: one by one, many in one file, and beside WeasyPrint in the same run.

Run by hand: ``python -m bench.documents`` from the root of the repository with ``src`` on PYTHONPATH. WeasyPrint
is not a dependency of the program; install it into an environment of its own (``pip install weasyprint``,
Debian's pango libraries) and add this program's site-packages to PYTHONPATH. Without it the comparison is
left out and the output says so. Every document measured has texts of its own, so no cached layout helps.
"""

from __future__ import annotations

import importlib.util
import io
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import jinja2
from pypdf import PdfReader

from ekinerja.documents import data
from ekinerja.documents.rendering import render, values
from tests.factories import documents as samples

AT = datetime(2026, 1, 20, tzinfo=UTC)
COUNT = 60
BULK = 200
PAIRS = 20
URL = "https://kinerja.wayrajabasa.go.id/verifikasi/1-K7QM-94TX-{:04d}/"

# The same content, tables, fonts, repeated headers and page numbers as the typst template, as HTML.
PAGE = jinja2.Environment(autoescape=True, trim_blocks=True).from_string("""<!doctype html>
<html lang="id"><head><title>{{ title }}</title><style>
{% for weight, style in [(400, 'Regular'), (600, 'Semibold'), (700, 'Bold')] %}
@font-face { font-family: S; font-weight: {{ weight }}; src: url("file://{{ fonts }}/SourceSansPro-{{ style }}.ttf") }
{% endfor %}
@page { size: A4 landscape; margin: 15mm 14mm;
  @bottom-left { content: "Sasaran Kinerja Pegawai · {{ d.employee.name }}"; font: 8pt S }
  @bottom-right { content: "Halaman " counter(page) " dari " counter(pages); font: 8pt S } }
body { font: 9.2pt/1.2 S } p { margin: 1mm 0 } table { width: 100%; border-collapse: collapse; margin-top: 4mm }
td, th { border: 0.5pt solid #555; padding: 3.4pt 4pt; text-align: left; vertical-align: top }
th { background: #e8e8e8 } h1 { font-size: 11pt; text-align: center } .g { break-inside: avoid }
.annex { break-before: page } svg { width: 22mm; height: 22mm }
.s { display: flex } .s > div { flex: 1; text-align: center } .s br.b { line-height: 16mm }
</style></head><body>
{% macro head(name) %}
<h1>{{ name }}<br>{{ d.group_title }}<br>{{ d.approach_title }}</h1><p><b>NAMA INSTANSI: {{ d.agency }}
PERIODE PENILAIAN: {{ d.period }}</b></p>
<table><thead><tr><th>NO<th colspan=2>PEGAWAI YANG DINILAI<th>NO<th colspan=2>PEJABAT PENILAI KINERJA</tr></thead>
{% for k in ['name', 'nip', 'rank', 'position', 'unit'] %}
<tr><td>{{ loop.index }}<td>{{ k }}<td>{{ d.employee[k] }}<td>{{ loop.index }}<td>{{ k }}<td>{{ d.rater[k] }}</tr>
{% endfor %}</table>{% endmacro %}
{% macro sign(mark) %}<div class="g s"><div>{% if mark %}{{ qr|safe }}<br>Diterbitkan melalui e-Kinerja dengan nomor
<b>{{ d.number }}</b>. Periksa keasliannya dengan memindai kode QR atau membuka {{ d.verify_url }}<br>
Kode verifikasi: <b>{{ d.code }}</b>{% endif %}</div>
{% for p, role, top in [(d.employee, 'Pegawai yang Dinilai', ''), (d.rater, 'Pejabat Penilai Kinerja', d.place_date)] %}
<div>{{ top }}<br><b>{{ role }}</b><br class=b><b>{{ p.name }}</b><br>{{ p.rank }}<br>NIP {{ p.nip }}</div>{% endfor %}
</div>{% endmacro %}
{{ head('SASARAN KINERJA PEGAWAI') }}
<table><thead><tr><th colspan=6>HASIL KERJA</tr><tr><th>NO<th>RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI*
<th>RENCANA HASIL KERJA<th>ASPEK<th>INDIKATOR KINERJA INDIVIDU<th>TARGET</tr>
<tr>{% for n in range(1, 7) %}<th>({{ n }}){% endfor %}</tr></thead>
{% for name, rows in [('A. UTAMA', d.main), ('B. TAMBAHAN', d.additional)] %}
<tbody><tr><th colspan=6>{{ name }}</tr></tbody>
{% for o in rows %}<tbody class=g>{% for i in o.indicators %}<tr>{% if loop.first %}
<td rowspan="{{ o.indicators|length }}">{{ o.number }}<td rowspan="{{ o.indicators|length }}">{{ o.intervened }}
<td rowspan="{{ o.indicators|length }}">{{ o.text }}{% endif %}
<td>{{ i.aspect }}<td>{{ i.text }}<td>{{ i.target }}</tr>{% endfor %}</tbody>{% endfor %}{% endfor %}</table>
<table><thead><tr><th colspan=3>PERILAKU KERJA**</tr></thead>
{% for b in d.behaviours %}<tbody class=g><tr><td rowspan=2>{{ loop.index }}<td colspan=2><b>{{ b.value }}</b></tr>
<tr><td>{% for g in b.guides %}{{ 'abc'[loop.index0] }}. {{ g }}<br>{% endfor %}
<td>Ekspektasi Khusus Pimpinan:<br>{{ b.expectation }}</tr>
</tbody>{% endfor %}</table>
<p><i>* Dalam hal rencana hasil kerja Pimpinan yang diintervensi adalah hasil kerja pejabat pimpinan tinggi dan Pimpinan
unit kerja mandiri/organisasi maka dituliskan rencana hasil kerja beserta indikator kinerja individu pejabat pimpinan
tinggi dan Pimpinan unit kerja mandiri atau sasaran dan indikator kinerja organisasi yang diintervensi.</i></p>
<p><i>** Pimpinan dapat memberikan Ekspektasi khusus terhadap satu atau lebih aspek perilaku kerja Pegawai.</i></p>
{{ sign(true) }}
<div class=annex>{{ head('LAMPIRAN SASARAN KINERJA PEGAWAI') }}
{% for name, rows in [('DUKUNGAN SUMBER DAYA', d.resources), ('SKEMA PERTANGGUNGJAWABAN', d.accountability),
  ('KONSEKUENSI', d.consequences)] %}<table><thead><tr><th colspan=2>{{ name }}</tr></thead>
{% for r in rows %}<tr><td>{{ loop.index }}<td>{{ r }}</tr>{% endfor %}</table>{% endfor %}{{ sign(false) }}</div>
</body></html>""")


def person(number: int) -> data.SkpDocument:
    """A plan whose texts are this person's own."""
    document = samples.plan(
        employee=replace(samples.NURSE, name=f"Pegawai Nomor {number}, A.Md.Kep.", nip=f"1990031220150{number:05d}"),
        number=f"{number:06d}/SKP/2026",
        code=f"1-K7QM-94TX-{number:04d}",
        verify_url=URL.format(number),
    )
    outcomes = tuple(replace(row, text=f"{row.text} ({number}/{row.number})") for row in document.outcomes)
    return replace(document, outcomes=outcomes)


def typst_one(number: int) -> bytes:
    return render.render_document(document=person(number), at=AT)


def weasyprint_one(number: int) -> bytes:
    from weasyprint import HTML

    content = values.of_document(person(number))
    fonts = files("font_source_sans_pro") / "files"
    html = PAGE.render(d=content, title="SKP", fonts=fonts, qr=content["qr"])
    pdf: bytes = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def measure(make: Callable[[int], bytes], count: int, start: int) -> dict[str, Any]:
    make(start)
    taken, pages, size = [], 0, 0
    for number in range(start + 1, start + 1 + count):
        began = time.perf_counter()
        pdf = make(number)
        taken.append(time.perf_counter() - began)
        pages, size = len(PdfReader(io.BytesIO(pdf)).pages), len(pdf)
    return {
        "documents/s": round(count / sum(taken), 1),
        "p50 ms": round(statistics.median(taken) * 1e3, 1),
        "p95 ms": round(sorted(taken)[int(count * 0.95)] * 1e3, 1),
        "pages": pages,
        "KB": round(size / 1024),
    }


def main() -> None:
    if importlib.util.find_spec("weasyprint") is None:
        print("WeasyPrint is not installed: no comparison in this run (see the docstring).")
    else:
        compare()
    ours = measure(typst_one, COUNT, 0)
    print("typst, one SKP with annex:", ours)
    for name, make in (("evaluation", samples.evaluation), ("evaluation record", samples.record)):
        figures = measure(
            lambda n, make=make: render.render_document(
                document=make(employee=replace(samples.NURSE, name=f"Pegawai {n}"), verify_url=URL.format(n)), at=AT
            ),
            COUNT // 3,
            0,
        )
        print(f"typst, one {name}:", figures)
    began = time.perf_counter()
    sizes = [len(pdf) for pdf in render.render_each(documents=map(person, range(4000, 4000 + BULK)), at=AT)]
    taken = time.perf_counter() - began
    print(f"typst, {BULK} files on all processors: {taken:.2f} s, {len(sizes) / taken:.1f} documents/s")
    people = [person(1000 + number) for number in range(BULK)]
    began = time.perf_counter()
    content = render.render_documents(documents=people, title="SKP satu unit", at=AT)
    taken = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"typst, {BULK} people in one file: {taken:.2f} s, {BULK / taken:.1f} documents/s, "
        f"{len(PdfReader(io.BytesIO(content)).pages)} pages, {len(content) / 1e6:.1f} MB, peak {memory} MB"
    )


def compare() -> None:
    """Render the same plans in turn with both programs, so that what else the machine does falls on both."""
    makers = {"typst": typst_one, "WeasyPrint": weasyprint_one}
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in makers}
    for number in range(3000, 3001 + PAIRS):
        for name, make in makers.items():
            wall, cpu = time.perf_counter(), time.process_time()
            make(number)
            spent[name].append((time.perf_counter() - wall, time.process_time() - cpu))
    rates = {}
    for name, rows in spent.items():
        walls, cpus = (sum(column) for column in zip(*rows[1:], strict=True))
        rates[name] = PAIRS / walls
        pages = len(PdfReader(io.BytesIO(makers[name](2999))).pages)
        print(
            f"in turn, {name}: {PAIRS / walls:.1f} documents/s, {walls / PAIRS * 1e3:.0f} ms each "
            f"({cpus / PAIRS * 1e3:.0f} ms processor time), {pages} pages"
        )
    print(f"ratio of documents/s: {rates['typst'] / rates['WeasyPrint']:.1f} (budget: 10)")


if __name__ == "__main__":
    sys.exit(main())
