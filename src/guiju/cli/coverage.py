"""guiju coverage: how many needs the library's rules meet, and by which kinds."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from guiju.cli import documents
from guiju.cli.language import language
from guiju.lang.gaps import gaps, without_job_sheet
from guiju.lang.kinds import Position
from guiju.lang.needs import Need, kinds_by_need, met_by_text_alone, read_needs
from guiju.lang.readback.words import Language
from guiju.lang.regulation import Regulation
from guiju.lang.words import KIND_WORDS


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--library", default="regulations", metavar="DIR", help="制度库 (the library)")
    parser.add_argument("--list", metavar="A3", help="列出这一部还没有满足的需求 (needs of one list not met yet)")
    parser.add_argument("--kinds", action="store_true", help="按规则种类统计 (by kind of rule)")
    parser.add_argument("--unknown", action="store_true", help="列出不存在的编号 (cited ids that no list has)")
    parser.add_argument(
        "--gaps", action="store_true", help="列出待执行的句子和没有职责的岗位 (what nothing carries out)"
    )
    parser.add_argument("--lang", choices=("zh", "en"), default=None)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the counts; 1 when a document has errors or cites what no list has, 2 without a library or such a list."""
    spoken = language(args.lang)
    library = Path(args.library)
    needs = read_needs(library / "needs")
    if not needs:
        print(f"{library}/needs 里没有需求清单。" if spoken == "zh" else f"no needs in {library}/needs")
        return 2
    loaded = [documents.load(path, spoken) for path in documents.found([args.library])]
    regulations = [each for each in loaded if each is not None]
    kinds = kinds_by_need(regulations)
    unknown = sorted(set(kinds) - set(needs))
    if args.unknown:
        print("\n".join(unknown) or ("没有未知编号" if spoken == "zh" else "no unknown ids"))
    elif args.list:
        lists = dict.fromkeys(need.list for need in needs.values())
        if args.list not in lists:
            known = ", ".join(lists)
            both = f"没有清单「{args.list}」；有 {known}", f"no list “{args.list}”; there are {known}"
            print(both[spoken == "en"], file=sys.stderr)
            return 2
        print(missing(args.list, needs, kinds, spoken))
    elif args.kinds:
        print(by_kind(needs, kinds, spoken))
    elif args.gaps:
        print(open_points(regulations, spoken))
    else:
        print(by_list(needs, kinds, len(regulations), spoken))
        print(still_open(regulations, spoken))
    return int(bool(unknown) or len(regulations) < len(loaded))


def missing(name: str, needs: dict[str, Need], kinds: dict[str, set[str]], spoken: Language) -> str:
    """The needs of one list that no rule cites, a line each."""
    lines = [f"{need.id}  {need.text}" for need in needs.values() if need.list == name and need.id not in kinds]
    return "\n".join(lines) or (f"{name}：全部满足" if spoken == "zh" else f"{name}: every need is cited")


def by_kind(needs: dict[str, Need], kinds: dict[str, set[str]], spoken: Language) -> str:
    """How many needs each kind of rule meets, and what rests on text alone."""
    counts = Counter(kind for need in needs if need in kinds for kind in kinds[need])
    lines = [f"{count:5} {KIND_WORDS[kind][spoken == 'en']}" for kind, count in counts.most_common()]
    alone = met_by_text_alone(needs, kinds)
    words = "只有文字支持" if spoken == "zh" else "met by text alone"
    return "\n".join([*lines, f"{len(alone):5} {words}" + (f"：{'、'.join(alone)}" if alone else "")])


def by_list(needs: dict[str, Need], kinds: dict[str, set[str]], documents_read: int, spoken: Language) -> str:
    """How many needs of each list are met."""
    asked = Counter(need.list for need in needs.values())
    met = Counter(need.list for need in needs.values() if need.id in kinds)
    lines = [f"{name:4} {met[name]:4}/{count:<4} {met[name] / count:4.0%}" for name, count in asked.items()]
    total = sum(met.values())
    if spoken == "zh":
        lines.append(f"合计 {total}/{len(needs)} 项需求有规则满足，来自 {documents_read} 份制度")
    else:
        lines.append(f"all {total}/{len(needs)} needs met by a rule of {documents_read} documents")
    return "\n".join(lines)


def open_points(regulations: list[Regulation], spoken: Language) -> str:
    """Each sentence that nothing carries out and each position without a job sheet, a line each with its place."""
    lines = [f"{one.span}  {one.said}" for each in regulations for one in gaps(each)]
    word = "没有写职责" if spoken == "zh" else "says nothing of its responsibilities"
    lines += [f"{one.span}  {one.name}：{word}" for each in regulations for one in without_job_sheet(each)]
    return "\n".join(lines) or ("没有空缺" if spoken == "zh" else "no gaps")


def still_open(regulations: list[Regulation], spoken: Language) -> str:
    """How many sentences wait for a rule, and how many positions have their job sheet."""
    waiting = sum(len(gaps(each)) for each in regulations)
    positions = sum(len(each.of(Position)) for each in regulations)
    described = positions - sum(len(without_job_sheet(each)) for each in regulations)
    if spoken == "zh":
        return f"待执行 {waiting} 句；{positions} 个岗位里 {described} 个写明职责"
    return f"{waiting} sentences wait for a rule; {described} of {positions} positions say what they answer for"
