"""guiju check: what is wrong with regulation documents, each problem with its place and how to mend it."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import guiju
from guiju.cli import documents
from guiju.cli.language import counted, language
from guiju.lang.diagnostics import Diagnostic, Level

if TYPE_CHECKING:
    from guiju.lang import Compiled
    from guiju.lang.catalogue import Catalogue
    from guiju.lang.readback.words import Language
    from guiju.lang.regulation import Regulation

CHAPTERS = Path(guiju.__file__).resolve().parents[2] / "regulations" / "chapters"


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="文件或文件夹 (documents or folders)")
    parser.add_argument("--law", action="store_true", help="对照法律底线 (hold against the floors of law)")
    parser.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the documents; 1 when there are errors, 2 when a path leads nowhere."""
    from guiju.engines.measure.catalogue import catalogue
    from guiju.facts import load_schemas
    from guiju.lang import codes
    from guiju.lang import compile as compile_document

    spoken = language(args.lang)
    lost = [path for path in args.paths if not Path(path).exists()]
    for path in lost:
        print(f"没有这个文件：{path}" if spoken == "zh" else f"no such file: {path}", file=sys.stderr)
    if lost:
        return 2
    facts = catalogue(load_schemas())
    counts: Counter[Level] = Counter()
    found = []
    calendars: dict[str, bool] = {}
    paths = documents.found(args.paths)
    if not paths:
        print("这里没有制度文件" if spoken == "zh" else "there are no regulations here", file=sys.stderr)
        return 2
    for path in paths:
        compiled = compile_document(path, facts)
        problems = (*compiled.diagnostics, *(below_the_law(compiled, facts) if args.law else ()))
        calendars[compiled.regulation.calendar] = args.law
        counts.update(one.level for one in problems)
        if args.json:
            found += [codes.as_json(one, spoken) for one in problems]
        else:
            lines = {source.path: source for source in compiled.sources}
            for one in problems:
                source = lines.get(one.span.path)
                print(codes.render(one, spoken, source.line(one.span.line) if source else ""))
    errors, warnings = counts[Level.ERROR], counts[Level.WARNING]
    unverified = to_confirm((one for one, asked in calendars.items() if asked), facts, spoken)
    if args.json:
        summary = {"documents": len(paths), "errors": errors, "warnings": warnings, "diagnostics": found}
        print(json.dumps(summary | ({"unverified": [*unverified]} if args.law else {}), ensure_ascii=False, indent=2))
    else:
        conclude(len(paths), errors, warnings, unverified.values(), spoken)
    return 1 if errors else 0


def conclude(documents: int, errors: int, warnings: int, unverified: Iterable[str], spoken: "Language") -> None:
    """The counts, and beside them what an administrator has to confirm."""
    if spoken == "zh":
        print(f"{documents} 份文件，{errors} 个错误，{warnings} 个提醒")
    else:
        print(", ".join((counted(documents, "document"), counted(errors, "error"), counted(warnings, "warning"))))
    for said in unverified:
        print(said, file=sys.stderr)


def chapter_for(calendar: str, facts: "Catalogue") -> "Regulation | None":
    """The library's chapter of law for a calendar; ``None`` when it has none."""
    from guiju.lang import compile as compile_chapter

    path = CHAPTERS / f"law-{calendar.lower()}.md"
    return compile_chapter(path, facts).regulation if path.is_file() else None


def below_the_law(compiled: "Compiled", facts: "Catalogue") -> tuple[Diagnostic, ...]:
    """What lies below the floors in force today that the library's chapter for the document's calendar states."""
    from guiju.lang.checks.law import problems
    from guiju.lang.law import judge, law_of

    chapter = chapter_for(compiled.regulation.calendar, facts)
    if chapter is None:
        return ()
    found = judge(compiled.regulation, law_of(chapter), date.today())  # noqa: DTZ011 - a day where the command runs
    sources = {source.path: source for source in compiled.sources}
    known = {(one.code, one.span, one.data.get("floor")) for one in compiled.diagnostics}
    told = problems(found, compiled.regulation, sources)
    return tuple(one for one in told if (one.code, one.span, one.data["floor"]) not in known)


def to_confirm(calendars: Iterable[str], facts: "Catalogue", spoken: "Language") -> dict[str, str]:
    """What the figures of the law that nobody has verified say, by their names; no fault of a document."""
    from guiju.lang.law import law_of
    from guiju.lang.readback import sentence

    chapters = [chapter for one in calendars if (chapter := chapter_for(one, facts))]
    return {rule.name: sentence(rule, one, spoken, facts) for one in chapters for rule in law_of(one).unverified}
