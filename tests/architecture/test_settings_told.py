"""Whoever runs the program can read of every setting that is theirs."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TOLD_IN = ("ops/ekinerja.env.example", "docs/runbooks/production.md", "README.md")
# Of the tests, of the parts among themselves, or of who changes the program.
OURS = {
    "EKINERJA_CHROMIUM", "EKINERJA_DEBUG", "EKINERJA_LAW", "EKINERJA_SUPERVISED", "EKINERJA_TENANCY",
    "EKINERJA_TEST_DATABASE",
}  # fmt: skip


def test_every_setting_is_told():
    source = "\n".join(file.read_text() for file in (PROJECT / "src/ekinerja").rglob("*.py"))
    told = "\n".join((PROJECT / name).read_text() for name in TOLD_IN)

    asked = set(re.findall(r"\bEKINERJA_[A-Z_]*[A-Z]\b", source)) - OURS

    assert len(asked) > 15
    assert not [name for name in sorted(asked) if name not in told]
