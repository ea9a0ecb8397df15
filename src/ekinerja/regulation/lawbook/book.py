"""All of ``law/`` behind one object; files are read when first asked for."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ekinerja.regulation.lawbook.files import LawError, law_folder, read
from ekinerja.regulation.lawbook.parameters import load_parameter
from ekinerja.regulation.lawbook.register import Regulation, load_register
from ekinerja.rules.career import CareerParameters
from ekinerja.rules.credit import CreditParameters
from ekinerja.rules.cycle import CycleParameters
from ekinerja.rules.dated import Dated
from ekinerja.rules.distribution import DistributionRules
from ekinerja.rules.explained import RuleError
from ekinerja.rules.talent import TalentParameters


class Lawbook:
    """The register, the dated parameters and the allowance schemes of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parameters: dict[str, Dated[Any]] = {}

    @cached_property
    def register(self) -> dict[str, Regulation]:
        """Every regulation by key."""
        return load_register(self.folder)

    def parameter(self, key: str) -> Dated[Any]:
        """
        Return a parameter by its path under ``parameters/``, for example ``credit/years_cap``.

        :raises LawError: if the file is missing or cannot be trusted
        """
        if key not in self._parameters:
            path = self.folder / "parameters" / f"{key}.yaml"
            if not path.is_file():
                raise LawError(path=path, place="", message="parameter tidak ada")
            self._parameters[key] = load_parameter(path, key=key, register=self.register)
        return self._parameters[key]

    def parameter_keys(self) -> tuple[str, ...]:
        """Return the keys of every parameter file, sorted."""
        root = self.folder / "parameters"
        return tuple(sorted(str(path.relative_to(root).with_suffix("")) for path in root.rglob("*.yaml")))

    def scheme_keys(self) -> tuple[str, ...]:
        """Return the keys of the allowance schemes that come with the program, sorted."""
        return tuple(sorted(path.stem for path in (self.folder / "schemes").glob("*.yaml")))

    def scheme_document(self, key: str) -> dict[str, Any]:
        """
        Return the document of an allowance scheme by its key, matched exactly.

        :raises RuleError: if there is no such scheme
        """
        if key not in self.scheme_keys():
            known = ", ".join(self.scheme_keys())
            message = f"Skema '{key}' tidak dikenal. Pilihan: {known}."
            raise RuleError(code="SKEMA_TIDAK_DIKENAL", message=message, field="skema")
        document: dict[str, Any] = read(self.folder / "schemes" / f"{key}.yaml")
        return document

    def layout(self, key: str) -> dict[str, Any]:
        """
        Return a pay sheet layout by its key.

        :raises RuleError: if there is no such layout
        """
        path = self.folder / "layouts" / f"{key}.yaml"
        known = sorted(item.stem for item in (self.folder / "layouts").glob("*.yaml"))
        if key not in known:
            message = f"Tata letak '{key}' tidak dikenal. Pilihan: {', '.join(known)}."
            raise RuleError(code="TATA_LETAK_TIDAK_DIKENAL", message=message, field="tata_letak")
        document: dict[str, Any] = read(path)
        return document

    def distribution(self) -> DistributionRules:
        """Return the distribution limits and the curve (SE MenPANRB 3/2023)."""
        limits = self.parameter("rating/distribution").latest()
        curve = self.parameter("rating/curve").latest()
        small = self.parameter("rating/small_unit").latest()
        points = {level: tuple(int(p) for p in curve.value[level.value]) for level in limits.value}
        return DistributionRules(limits.value, points, int(small.value), limits.citation)

    def credit(self) -> CreditParameters:
        """Return the parameters of credit points."""
        return CreditParameters(**self._all("credit", CreditParameters))

    def cycle(self) -> CycleParameters:
        """Return the parameters of the yearly cycle."""
        return CycleParameters(**self._all("cycle", CycleParameters))

    def career(self) -> CareerParameters:
        """Return the parameters of careers."""
        return CareerParameters(**self._all("career", CareerParameters))

    def talent(self) -> TalentParameters:
        """Return the parameters of talent."""
        return TalentParameters(**self._all("talent", TalentParameters))

    def _all(self, folder: str, kind: Any) -> dict[str, Dated[Any]]:
        return {name: self.parameter(f"{folder}/{name}") for name in kind.__dataclass_fields__}


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Lawbook:
    """Return the law of a folder, by default the one that comes with the program."""
    return Lawbook(folder or law_folder())
