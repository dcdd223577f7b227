"""guiju demo from end to end: what is measured is what the simulator knows, and a later day only adds."""

import getpass
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from guiju.project.demo import cared, exports
from guiju.project.demo.goods import GIFT, shops

ROOT = Path(__file__).resolve().parents[3]
START, NOON = date(2026, 4, 1), datetime(2026, 5, 6, 12)


def guiju(home: Path, *words: str, now: datetime = NOON) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"GUIJU_HOME": str(home), "GUIJU_NOW": now.isoformat(), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", "import sys; from guiju.cli import main; sys.exit(main())", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def stored(home: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(home / "guiju.sqlite3")) as database:
        return database.execute(query).fetchall()


def figures(home: Path) -> dict[tuple[str, str, str], Fraction]:
    """Each metric's months by shop."""
    rows = stored(
        home,
        "SELECT metric, key, start, exact FROM figures_figure WHERE grain = 'month' AND dim = 'shop' AND exact != ''",
    )
    return {(metric, shop, start): Fraction(exact) for metric, shop, start, exact in rows}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    (folder / "demo").mkdir()
    (folder / "demo" / "plan.json").write_text(json.dumps({"start": START.isoformat()}))
    done = guiju(folder, "demo", "--lang", "en")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("shop", shops(), ids=lambda shop: str(shop.index))
def test_what_is_measured_of_the_export_files_is_what_happened(home, shop):
    books = exports.open_books(shop, exports.Plan(START), NOON)
    orders, refunds = books.view.trade.orders, books.view.trade.refunds
    kinds = np.array([product.kind for product in shop.products])[books.view.trade.lines.product[orders.first]]
    paid = exports.within(books.view.paid, START, date(2026, 4, 30)) & (kinds == "goods")
    back = exports.within(refunds.closed, START, date(2026, 4, 30)) & refunds.granted
    name = shop.name_on(START, exports.Plan(START).renamed)
    measured = figures(home)

    truth = {
        "总销售额": Fraction(int((orders.goods + orders.freight)[paid].sum()), 100),
        "支付订单数": Fraction(int(paid.sum())),
        "总退款额": Fraction(int(refunds.cents[back].sum()), 100),
        "总访客数": Fraction(int(books.counted.visitors[:30].sum())),
    }
    current = shop.name if shop.former_name == name else name
    assert {metric: measured[metric, current, "2026-04-01"] for metric in truth} == truth


def test_gifts_and_price_differences_were_among_the_orders():
    books = exports.open_books(shops()[0], exports.Plan(START), NOON)

    lines = books.view.trade.lines
    kinds = {books.shop.products[n].kind for n in np.unique(lines.product).tolist()}
    assert kinds >= {GIFT, "goods"}


def test_building_again_on_the_same_day_changes_no_figure(home):
    before, manifest = figures(home), (home / "lake" / "CURRENT").read_text()

    done = guiju(home, "demo", "--lang", "en")

    assert done.returncode == 0
    assert figures(home) == before
    assert (home / "lake" / "CURRENT").read_text() == manifest


def test_somebody_cared_for_the_data(home):
    corrections = stored(home, "SELECT stage, reason FROM corrections_correction ORDER BY id")
    late = guiju(home, "sources", "--json", now=datetime(2026, 5, 6, 18))

    assert corrections == [("in_force", cared.TRADE), ("proposed", cared.SAMPLES)]
    assert {one["name"]: one["state"] for one in json.loads(late.stdout)}["评价日报"] == "late"
    assert f"{cared.TAUGHT} " in guiju(home, "connector", "list").stdout


def test_people_of_the_demo_can_be_signed_in(home):
    names = stored(home, "SELECT username FROM auth_user ORDER BY username")

    assert [name for (name,) in names] == ["1001", "1101", "1102", "1601"]


def test_a_home_with_other_data_is_left_alone(tmp_path):
    (tmp_path / "lake").mkdir()

    done = guiju(tmp_path, "demo", "--lang", "en")

    assert (done.returncode, done.stderr.partition("\n")[0]) == (
        2,
        "This home holds other data, which the demo leaves alone. Choose another: guiju demo --home FOLDER",
    )
    assert not (tmp_path / "demo").exists()


def test_no_page_of_the_demo_can_name_the_account_of_the_machine(home):
    queries = (
        "SELECT DISTINCT by FROM rulebook_adoption",
        "SELECT DISTINCT entered_by FROM figures_entry",
        "SELECT DISTINCT set_by FROM figures_target",
    )
    assert getpass.getuser() not in {name for query in queries for (name,) in stored(home, query)}
