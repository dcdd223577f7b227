"""Small regulations and floors for the tests of the law."""

from datetime import date

from guiju.lang.law import Finding, Law, judge, law_of
from guiju.lang.regulation import Regulation
from lang import sample

DAY = date(2026, 11, 23)
PEOPLE = "单位:\n  一组: {负责人: 组长}\n岗位:\n  组长: {单位: 一组}\n  组员: {单位: 一组, 上级: 组长}\n"


def regulation(block: str, text: str = "") -> Regulation:
    """A regulation of one clause with a text and a block."""
    return sample.compiled(
        f"{sample.FRONT}# 人 {{#people}}\n\n```yaml 规矩\n{PEOPLE}```\n\n# 例 {{#example}}\n\n{text}\n\n"
        + (f"```yaml 规矩\n{block}```\n" if block else "")
    ).regulation


def law(floors: str, parameters: str = "") -> Law:
    """Floors, each a line of a block."""
    lines = "".join(f"  {line.strip()}\n" for line in floors.strip().splitlines())
    return law_of(regulation(f"底线:\n{lines}" + (f"参数:\n  {parameters}\n" if parameters else "")))


def judged(block: str, floors: Law, text: str = "", day: date = DAY) -> list[Finding]:
    """What of a block or a text lies below floors."""
    return list(judge(regulation(block, text), floors, day))
