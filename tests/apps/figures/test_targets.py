"""What a metric should reach: stated one by one or by the workbook, within one's range, whole or not at all."""

from datetime import date
from fractions import Fraction

import pytest

import make
from guiju.apps import spreadsheet
from guiju.apps.audit import queries as ledger
from guiju.apps.figures import models
from guiju.apps.figures.actions import targets
from guiju.apps.figures.queries import stated
from guiju.apps.figures.stated import sheets
from guiju.apps.refusal import Refused
from guiju.engines.periods import Grain, parse
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import SubjectKind

pytestmark = pytest.mark.django_db

TRAFFIC = Subject(SubjectKind.UNIT, "流量获取组")
DEPARTMENT = Subject(SubjectKind.DEPARTMENT)
JAN, OCT, DEC, FOURTH = parse("2026-01"), parse("2026-10"), parse("2026-12"), parse("2026Q4")
ROW = {"name": "投产比", "kind": "unit", "subject": "流量获取组", "start": OCT, "value": Fraction(9, 2)}


@pytest.fixture(autouse=True)
def book():
    return make.book()


def set_target(actor=None, metric="投产比", subject=TRAFFIC, start=OCT, value=Fraction(4), end=None):
    return targets.set_target(
        actor=actor or make.operator(), metric=metric, subject=subject, start=start, value=value, end=end
    )


def imported(*rows, actor=None, dry_run=False):
    content = spreadsheet.write([(sheets.TARGETS, rows)])
    return targets.import_targets(actor=actor or make.operator(), content=content, name="目标.xlsx", dry_run=dry_run)


def codes(report):
    return [(finding.code, finding.place.row) for finding in report.findings]


def value_at(period, subject=TRAFFIC):
    found = stated.target_at("投产比", subject, period)
    return found.value if found else None


def test_a_target_holds_until_a_later_one_begins_or_it_ends():
    set_target(start=JAN, value=Fraction(3))
    set_target(start=OCT, value=Fraction(4), end=parse("2026-11"))

    assert [value_at(parse(month)) for month in ("2025-12", "2026-01", "2026-09", "2026-10", "2026-11", "2026-12")] == [
        None,
        3,
        3,
        4,
        4,
        None,
    ]
    assert stated.target_at("投产比", TRAFFIC, parse("2026Q4")) is None
    assert stated.target_at("投产比", DEPARTMENT, OCT) is None


def test_a_target_of_the_same_period_takes_the_place_of_the_other():
    first = set_target(value=Fraction(3))

    assert (set_target(value=Fraction(7, 2)), set_target(value=Fraction(7, 2))) == (first, first)
    assert [target.value for target in stated.targets(metric="投产比", subject=TRAFFIC)] == [Fraction(7, 2)]
    assert [line.action for line in ledger.lines(kind="target")] == ["figures.set_target", "figures.set_target"]


def test_a_target_is_taken_back():
    number = set_target()

    targets.remove_target(actor=make.operator(), target_id=number)

    assert stated.targets() == []
    assert ledger.lines(kind="target")[0].before == {"value": "4", "end": None}
    with pytest.raises(Refused, match="没有这一条"):
        targets.remove_target(actor=make.operator(), target_id=number)


def test_what_the_regulation_does_not_know_is_refused():
    refusals = []
    for said in (
        {"metric": "投产"},
        {"subject": Subject(SubjectKind.UNIT, "无名组")},
        {"start": parse("2025-12")},
        {"end": JAN},
    ):
        with pytest.raises(Refused) as refused:
            set_target(**said)
        refusals.append(refused.value.code)

    assert refusals == ["unknown_metric", "unknown_subject", "no_regulation", "periods_reversed"]


def test_a_leader_states_targets_of_the_own_group_only():
    make.post(make.person("2", "李四"), "流量获取组", "推广组长")
    leader = make.actor(("edit", "targets", "group"), number="2")

    set_target(leader)
    set_target(leader, subject=Subject(SubjectKind.POSITION, "推广专员"))
    set_target(leader, subject=Subject(SubjectKind.PERSON, "2"))

    for subject in (DEPARTMENT, Subject(SubjectKind.UNIT, "客服组"), Subject(SubjectKind.POSITION, "客服专员")):
        with pytest.raises(Refused, match="没有这个权限"):
            set_target(leader, subject=subject)
    with pytest.raises(Refused, match="没有这个权限"):
        targets.remove_target(actor=make.actor(), target_id=stated.targets()[0].id)


def test_a_workbook_comes_in_once():
    make.shop()
    make.person("7", "李四")
    rows = [
        ROW,
        {
            "name": "销售额",
            "start": parse("2026Q4"),
            "grain": "quarter",
            "value": Fraction(10**6),
            "end": parse("2026Q4"),
        },
        {"name": "销售额", "kind": "shop", "subject": "旗舰店", "start": OCT, "value": Fraction(1, 3)},
        {"name": "个人评分", "kind": "person", "subject": "李四", "start": OCT, "value": Fraction(1)},
        {"name": "投产比", "kind": "position", "subject": "投手", "start": OCT, "value": Fraction(5)},
    ]

    first, second = imported(*rows), imported(*rows)

    assert (codes(first), first.added, first.changed, first.removed) == ([], 5, 0, 0)
    assert not second.any
    assert [(t.metric, str(t.subject.kind), t.subject.name, str(t.start), t.value) for t in stated.targets()] == [
        ("个人评分", "person", "7", "2026-10", 1),
        ("投产比", "position", "推广专员", "2026-10", 5),
        ("投产比", "unit", "流量获取组", "2026-10", Fraction(9, 2)),
        ("销售额", "department", "", "2026Q4", 10**6),
        ("销售额", "shop", "旗舰店", "2026-10", Fraction(1, 3)),
    ]


def test_what_is_exported_imports_without_a_change():
    make.person("7", "李四")
    set_target(end=DEC)
    set_target(subject=DEPARTMENT, value=Fraction(1, 3))
    set_target(subject=Subject(SubjectKind.PERSON, "7"), start=parse("2026-W41"))

    content = targets.export_targets(actor=make.operator())

    report = targets.import_targets(actor=make.operator(), content=content, name="x")
    assert (report.findings, report.any) == ((), False)


def test_an_export_holds_what_one_may_see():
    make.post(make.person("2", "李四"), "流量获取组", "推广组长")
    set_target()
    set_target(subject=DEPARTMENT)

    content = targets.export_targets(
        actor=make.actor(("export", "targets", "own"), ("view", "targets", "group"), number="2")
    )

    book = spreadsheet.read(content, [sheets.TARGETS])
    assert [row.values["subject"] for row in book.rows["目标"]] == ["流量获取组"]
    with pytest.raises(Refused, match="没有这个权限"):
        targets.export_targets(actor=make.actor())


def test_rows_change_and_leave():
    set_target(start=JAN)
    set_target(start=OCT)

    report = imported(ROW, ROW | {"start": JAN, "void": True})

    assert (report.added, report.changed, report.removed) == (0, 1, 1)
    assert [(str(t.start), t.value) for t in stated.targets()] == [("2026-10", Fraction(9, 2))]


def test_a_dry_run_changes_nothing():
    assert imported(ROW, dry_run=True).added == 1
    assert stated.targets() == []


def test_all_problems_are_listed_at_once_and_nothing_is_taken_over():
    report = imported(
        ROW,
        ROW | {"value": Fraction(5)},
        ROW | {"name": "投产", "start": JAN},
        ROW | {"subject": "无名组"},
        ROW | {"start": parse("2025-01")},
        ROW | {"start": DEC, "end": JAN},
        ROW | {"start": JAN, "void": True},
    )

    assert codes(report) == [
        ("row_twice", 3),
        ("unknown_metric", 4),
        ("unknown_subject", 5),
        ("no_regulation", 6),
        ("periods_reversed", 7),
        ("unknown_row", 8),
    ]
    assert report.findings[1].problem_text == "制度里没有叫“投产”的指标。"
    assert report.findings[1].mend_text == "照制度里的写法改正指标名。"
    assert stated.targets() == []


def test_rows_out_of_ones_range_are_findings():
    make.post(make.person("2", "李四"), "流量获取组", "推广组长")
    leader = make.actor(("edit", "targets", "group"), number="2")

    report = imported(ROW, ROW | {"subject": "客服组"}, actor=leader)

    assert codes(report) == [("not_allowed", 3)]
    with pytest.raises(Refused, match="没有这个权限"):
        imported(ROW, actor=make.actor())


def test_what_follows_is_told_which_months_changed(settings, django_capture_on_commit_callbacks):
    settings.GUIJU_AFTER_REFRESH = ["make.follow"]
    make.FOLLOWED.clear()

    with django_capture_on_commit_callbacks(execute=True):
        set_target(start=parse("2026-08"))
        set_target(start=parse("2026Q1"), subject=DEPARTMENT, end=parse("2026Q1"))

    assert [
        (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)),
    ] == make.FOLLOWED


def test_one_target_reads_alone_and_shows_what_it_is():
    number = set_target(end=DEC)

    target = stated.target(number)

    assert (target.start.grain, target.end, target.by, stated.target(0)) == (Grain.MONTH, DEC, "operator", None)
    assert str(models.Target.objects.get()) == "投产比 流量获取组 2026-10-01"


def test_a_figure_in_another_unit_than_the_clause_is_a_finding():
    sales = {"name": "销售额", "start": OCT, "value": Fraction(100)}

    report = imported(sales | {"unit": "万元"}, sales | {"start": DEC, "unit": "元"}, ROW | {"unit": "x"})

    assert codes(report) == [("other_unit", 2), ("other_unit", 4)]
    assert (report.findings[0].problem_text, report.findings[0].mend_text) == (
        "“销售额”按元计，这里的单位是万元。",
        "把数值换算过来，单位照制度的写法，或空着。",
    )
    assert stated.targets() == []
