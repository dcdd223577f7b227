"""guiju test: runs the worked examples of regulation documents."""

import argparse
import sys

from guiju.cli import documents
from guiju.cli.language import language
from guiju.lang.readback.words import Language
from guiju.lang.values import Missing, Value


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", default=["regulations"], metavar="PATH", help="文件或文件夹 (documents)")
    parser.add_argument("--lang", choices=("zh", "en"), default=None)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print each example that does not hold and a summary; 1 when one fails, 2 when a document has errors."""
    from guiju.engines.measure.catalogue import catalogue
    from guiju.facts import load_schemas
    from guiju.lang.examples import run_examples

    spoken = language(args.lang)
    facts = catalogue(load_schemas())
    held = failed = broken = 0
    paths = documents.found(args.paths)
    if not paths:
        print("这里没有制度文件" if spoken == "zh" else "there are no regulations here", file=sys.stderr)
        return 2
    for path in paths:
        regulation = documents.load(path, spoken)
        if regulation is None:
            broken += 1
            continue
        for result in run_examples(regulation, facts):
            if result.holds:
                held += 1
                continue
            failed += 1
            both = shown(result.expected, spoken), shown(result.actual, spoken)
            words = "{0}：{1} 应为 {2}，算得 {3}" if spoken == "zh" else "{0}: {1} should be {2}, is {3}"
            print(words.format(result.span, result.rule, *both), file=sys.stderr)
    summary = "例子 {0} 个成立，{1} 个不成立" if spoken == "zh" else "{0} examples hold, {1} do not"
    print(summary.format(held, failed))
    return 2 if broken else int(bool(failed))


def shown(value: Value, spoken: Language) -> str:
    """A value for a line of text."""
    from fractions import Fraction

    from guiju.lang.readback.quantities import decimal
    from guiju.lang.reasons import lines

    if isinstance(value, Missing):
        return ("；" if spoken == "zh" else "; ").join(lines(value, spoken))
    return decimal(value) if isinstance(value, Fraction) else str(value)
