"""The checks before production starts: `python -m ekinerja.commands.preflight`; exit code 1 when one refuses."""

from __future__ import annotations

import sys

from ekinerja.commands import console


def main() -> int:
    """Read the settings, then ask Django's checks and the state of the tables."""
    import django

    try:
        django.setup()
    except Exception as error:
        if type(error).__name__ != "SettingError":
            raise
        console.fail(str(error))
        return 1
    from django.core import checks

    from ekinerja.kernel import health

    found = checks.run_checks(databases=["default"], include_deployment_checks=True)
    problems = [one for one in found if one.level >= checks.ERROR and not one.is_silenced()]
    for problem in problems:
        console.fail(f"{problem.msg} {problem.hint or ''}".strip())
    if missing := health.unapplied_migrations():
        console.fail(
            f"Ada {len(missing)} perubahan tabel yang belum diterapkan ({missing[0]}, …). "
            "Buat cadangan, lalu jalankan ./ekinerja migrate atau ./ekinerja run --migrasi."
        )
    return 1 if problems or missing else 0


if __name__ == "__main__":
    sys.exit(main())
