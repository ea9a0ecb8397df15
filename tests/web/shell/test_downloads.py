"""Downloads: one file name whatever it holds, and cells that no spreadsheet takes for a formula."""

import pytest

from ekinerja.web.attachment import attachment
from ekinerja.web.audit.views import _line
from ekinerja.web.spreadsheet import harmless


class TestAttachment:
    @pytest.mark.parametrize(
        ("name", "header"),
        [
            ("skp-2026.pdf", 'attachment; filename="skp-2026.pdf"'),
            ('a"b\r\nSet-Cookie: x=1.xlsx', 'attachment; filename="a\\"b-Set-Cookie- x=1.xlsx"'),
            ("../../etc/passwd", 'attachment; filename="..-..-etc-passwd"'),
            ("galat-pegawai–é.xlsx", "attachment; filename*=utf-8''galat-pegawai%E2%80%93%C3%A9.xlsx"),
        ],
    )
    def test_stays_one_header(self, name, header):
        assert attachment(name) == header


class TestHarmless:
    @pytest.mark.parametrize("text", ["=1+1", "+62812", "-5", "@SUM(A1)", "\t=1", "\r=1"])
    def test_marks_what_a_spreadsheet_would_work_out(self, text):
        assert harmless(text) == f"'{text}"

    def test_leaves_the_rest_and_empty_cells_alone(self):
        assert _line(["Budi", None, "", 7]) == "Budi,,,7\r\n"
