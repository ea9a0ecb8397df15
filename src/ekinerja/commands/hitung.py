"""`ekinerja hitung`: one JSON object or JSON lines in, JSON out; no database, no Django."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from ekinerja.regulation.lawbook.answers import KINDS, compute, output
from ekinerja.regulation.lawbook.answers.fields import parse
from ekinerja.rules.explained import RuleError

__all__ = ["KINDS", "answer", "arguments", "compute", "documents", "main", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the kind of computation; the input comes on stdin."""
    parser.add_argument("jenis", choices=sorted(KINDS), help="apa yang dihitung; masukan JSON dari stdin")


def run(options: argparse.Namespace) -> int:
    """Compute what stands on stdin and print the answers; 0, or 2 if any input was bad."""
    return answer(options.jenis, sys.stdin, sys.stdout)


def answer(kind: str, source: TextIO, target: TextIO) -> int:
    """Read one object or JSON lines, write one JSON line per answer, and return the exit code."""
    code = 0
    for text in documents(source):
        try:
            result = compute(kind, parse(text))
        except RuleError as problem:
            result, code = output.error(problem), 2
        target.write(json.dumps(result, ensure_ascii=False) + "\n")
    target.flush()
    return code


def documents(source: Iterable[str]) -> Iterator[str]:
    """Yield the whole input as one text, or line by line once the first line is JSON by itself."""
    lines = iter(source)
    held: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        held.append(line)
        if len(held) == 1 and _stands_alone(line):
            yield line
            yield from (later for later in lines if later.strip())
            return
    yield from _held(held)


def _held(held: list[str]) -> Iterator[str]:
    if not held:
        yield ""
    elif not _stands_alone("".join(held)) and any(_stands_alone(line) for line in held):
        yield from held
    else:
        yield "".join(held)


def _stands_alone(text: str) -> bool:
    try:
        json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return False
    return True


def main(words: list[str] | None = None) -> int:
    """Run as a program of its own, for callers without the registry."""
    parser = argparse.ArgumentParser(prog="ekinerja hitung")
    arguments(parser)
    return run(parser.parse_args(words))
