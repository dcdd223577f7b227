"""Builds the demo in this process's home: files, roster, regulation, imports, statements, figures, outcomes."""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from subprocess import DEVNULL, Popen

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from guiju.apps import clock, spreadsheet
from guiju.apps.corrections import tasks as correcting
from guiju.apps.costs import exchange, telling
from guiju.apps.costs import sheets as cost_sheets
from guiju.apps.costs import tasks as cost_tasks
from guiju.apps.costs.values import Kind as CostKind
from guiju.apps.figures import tasks
from guiju.apps.figures.actions import inputs, refreshing, targets
from guiju.apps.figures.stated import sheets as statements
from guiju.apps.people import accounts
from guiju.apps.people import actions as people
from guiju.apps.people import queries as roster
from guiju.apps.people.roster import sheets
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import queries as editions
from guiju.apps.spreadsheet import Finding
from guiju.facts import importing
from guiju.facts.report import Status
from guiju.project import migration
from guiju.project.demo import (
    amendment,
    cared,
    closed,
    costs,
    department,
    exports,
    happened,
    published,
    stated,
    working,
)
from guiju.project.demo.acting import builder
from guiju.project.demo.exports import Export, Plan

DOCUMENT = Path(__file__).resolve().parents[4] / "regulations" / "agile.md"

# What measures is large, and without byte code beside it, as on the first day, takes six seconds to import. Another
# process writes that meanwhile.
HEAVY = (sys.executable, "-c", "import ibis, statsmodels.tsa.seasonal")

Part = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Step:
    """Where the building is: the step's number of so many, its words, and how much of it is done (0 to 1)."""

    number: int
    total: int
    chinese: str
    english: str
    part: float


class NotADemoError(Exception):
    """The home holds other data, with which invented figures must not be mixed."""


class RefusedError(Exception):
    """Something invented was refused on its way in; the text says where and why."""


@dataclass(slots=True)
class Work:
    """The demo being built: its folder, its plan, the moment it shows, and the export files to import."""

    folder: Path
    plan: Plan
    moment: datetime
    due: list[Export] = field(default_factory=list)


def build(tell: Callable[[Step], None]) -> None:
    """Build the demo or bring it up to the present; again on the same day it changes nothing.

    Raises ``NotADemoError`` for a home with other data and ``RefusedError`` when something is not let in.
    """
    home, moment = Path(settings.GUIJU_HOME), clock.now()
    folder = home / "demo"
    if (home / "lake").exists() and not (folder / "plan.json").exists():
        raise NotADemoError
    fresh, ready = bool(migration.waiting()), migration.meanwhile()
    work = Work(folder, exports.plan(folder, moment.date()), moment)
    with _seldom_collecting(), ExitStack() as beside:
        for number in range(1, len(STEPS) + 1):
            take(number, work, tell)
            if number == 1:
                ready()  # files need no database
                if fresh:
                    beside.enter_context(Popen(HEAVY, stdout=DEVNULL, stderr=DEVNULL))


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Let Python look for garbage seldom: the building makes hundreds of thousands of small objects without circles."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def take(number: int, work: Work, tell: Callable[[Step], None]) -> None:
    """Do one step, telling before, while and after."""
    chinese, english, do = STEPS[number - 1]
    now = Step(number, len(STEPS), chinese, english, 0.0)
    tell(now)
    do(work, lambda share: tell(replace(now, part=min(share, 0.99))))
    tell(replace(now, part=1.0))


def write_files(work: Work, part: Part) -> None:
    """Let the simulator write what the platforms would export."""
    work.due = exports.write(work.folder, work.moment, lambda share, _shop: part(share))


def import_roster(work: Work, _part: Part) -> None:
    """Hand in the roster's workbook, as HR would."""
    rows = department.roster(work.plan.start)
    content = spreadsheet.write((sheet, rows.get(sheet.english, [])) for sheet in sheets.SHEETS)
    (work.folder / "名册.xlsx").write_bytes(content)
    accept(people.import_roster(actor=builder(), content=content, name="名册.xlsx").findings)


def adopt(work: Work, _part: Part) -> None:
    """Put the regulation into force from the demo's first day, so that a year can be set beside the one before."""
    if not editions.adoptions():
        rulebook.adopt(actor=builder(), document=DOCUMENT, in_force_from=work.plan.start)


def import_files(work: Work, part: Part) -> None:
    """Import the files that are not in yet as they are, shop by shop; one report came late, so it comes last."""
    aliases = {alias: shop.name for shop in roster.shops() for alias in shop.aliases}
    ordered = sorted(work.due, key=lambda export: (export.late, export.shop))
    done = 0
    for (_late, shop), group in groupby(ordered, key=lambda export: (export.late, export.shop)):
        here = list(group)

        def progress(step: importing.Step, before: int = done) -> None:
            part((before + step.done) / len(ordered))

        report = importing.run(
            [export.path for export in here],
            settings.GUIJU_HOME,
            shop=shop,
            aliases=aliases,
            progress=progress,
            now=work.moment.replace(tzinfo=None),
        )
        if not report.ok:
            wrong = [file for file in report.files if file.problems or file.status is Status.UNKNOWN]
            raise RefusedError("\n".join(f"{file.file}: {file.status}" for file in wrong))
        exports.imported(work.folder, here)
        done += len(here)


def import_statements(work: Work, _part: Part) -> None:
    """Hand in the workbooks of targets and entered figures."""
    start, today = work.plan.start, work.moment.date()
    content = spreadsheet.write([(statements.TARGETS, stated.targets(start, today))])
    (work.folder / "目标.xlsx").write_bytes(content)
    accept(targets.import_targets(actor=builder(), content=content, name="目标.xlsx").findings)
    content = spreadsheet.write([(statements.INPUTS, stated.inputs(start, today))])
    (work.folder / "填报.xlsx").write_bytes(content)
    accept(inputs.import_inputs(actor=builder(), content=content, name="填报.xlsx").findings)


def import_costs(work: Work, _part: Part) -> None:
    """Hand in the workbook of costs, as finance would."""
    start = work.plan.start
    rows = {
        CostKind.GOODS: costs.goods(start, work.moment.date()),
        CostKind.FREIGHT: costs.freight(start),
        CostKind.COMMISSION: costs.commission(start),
    }
    content = spreadsheet.write([(cost_sheets.SHEETS[kind], some) for kind, some in rows.items()])
    (work.folder / "成本.xlsx").write_bytes(content)
    findings, _taken = exchange.import_costs(actor=builder(), content=content, name="成本.xlsx")
    accept(findings)
    telling.tell_lake()


def measure(work: Work, part: Part) -> None:
    """Compute the metrics of every month that is out of date, and what hangs on them."""

    def progress(share: float) -> bool:
        part(share * 0.8)
        return True

    happened.mark(work.plan.start, work.moment.date())
    months = refreshing.refresh(progress=progress)
    tasks.tell(months)
    closed.close(work.plan.start, work.moment)
    _done_already()


def _done_already() -> None:
    """Forget what was asked of the worker on the way and is done by now."""
    done = (tasks.follow, tasks.refresh_figures, cost_tasks.publish, correcting.measure, correcting.publish)
    asked = [task.module_path for task in done]
    DBTaskResult.objects.ready().filter(task_path__in=asked).delete()


def live(work: Work, part: Part) -> None:
    """Let people work through the last days: reports, meetings, checks, requests, a campaign, care of the data."""
    working.work_through(work.moment, lambda share: part(share * 0.8))
    if cared.care(work.moment):
        cared.measure_anew()
        _done_already()


def publish(work: Work, _part: Part) -> None:
    """Tell how the regulation came about and who signed it, and ask everybody about an amendment."""
    published.publish(work.plan.start, work.moment)


def open_accounts(work: Work, _part: Part) -> None:
    """Let the guests at the demo's door in, with passwords that nobody needs to know; an amendment waits for them."""
    known = roster.usernames()
    for number in department.GUESTS.values():
        if number not in known:
            accounts.open_account(actor=builder(), number=number)
    amendment.propose(work.moment.date())


def accept(findings: Iterable[Finding]) -> None:
    """Stop when a workbook was not taken over."""
    lines = [f"{found.place.sheet} {found.place.row}: {found.problem_text} {found.mend_text}" for found in findings]
    if lines:
        raise RefusedError("\n".join(lines))


STEPS: tuple[tuple[str, str, Callable[[Work, Part], None]], ...] = (
    ("写出三家店铺的平台导出文件", "write the three shops' export files", write_files),
    ("导入名册", "import the roster", import_roster),
    ("采用制度", "adopt the regulation", adopt),
    ("导入导出文件", "import the export files", import_files),
    ("导入目标与填报", "import targets and entered figures", import_statements),
    ("导入成本", "import costs", import_costs),
    ("计算指标、得分与奖金", "compute metrics, scores and bonuses", measure),
    ("过完最近几个工作日", "work through the last few days", live),
    ("发布与签收", "publish and sign", publish),
    ("开通演示账号", "open the demo's accounts", open_accounts),
)
