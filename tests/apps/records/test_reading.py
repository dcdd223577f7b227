"""What people type becomes an answer, or a problem at its field; what is kept reads back the same."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import make
from apps.records import office
from guiju.apps.records import forms, reading, surroundings, typed
from guiju.apps.records.known import Known

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
FRIDAY = date(2026, 10, 9)


def kept_of(answers):
    regulation, form = forms.on("全部字段", FRIDAY)
    around = surroundings.of(regulation, form, office.AUTHOR, FRIDAY)
    return reading.read(form.fields, answers, Known(around), form.clause)


def read(answers):
    kept, problems = kept_of(answers)
    kept.pop("投产比", None)
    return kept, [(one.field, one.row, one.column, one.says) for one in problems]


TYPED = [
    ("文", "  主图\r\n 改版 ", "主图 改版"),
    ("长", "一\r\n二\x00", "一\n二"),
    ("数", "90", "5400"),
    ("数", "１.5 小时", "5400"),
    ("数", "100秒", "100"),
    ("率", "35", "0.35"),
    ("率", "35%", "0.35"),
    ("率", "-0.5", "-0.005"),
    ("钱", "￥1,200.50", "1200.5"),
    ("钱", "1.2万", "12000"),
    ("日", "2026年10月9日", "2026-10-09"),
    ("日", "20261009", "2026-10-09"),
    ("时", "2026-10-09 09:30:41", "2026-10-09T09:30"),
    ("选", "乙", "乙"),
    ("多", ["寅", "子", "子"], ["子", "寅"]),
    ("多", "丑、子", ["子", "丑"]),
    ("否", "否", False),
    ("否", "yes", True),
    ("否", True, True),
    ("人", "张三", "1"),
    ("人", "张三 1", "1"),
    ("人", "9", "9"),
    ("位", "客服组", "客服组"),
    ("店", "天猫旗舰", "旗舰店"),
    ("品", "6500001", "6500001"),
    ("件", ["3", "3", 4, "x"], [3, 4]),
    ("表", [{"物": "纸", "数": "2"}, {"物": "  "}, {"好": "是"}], [{"物": "纸", "数": "7200"}, {"好": True}]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "said", "kept"), TYPED)
def test_what_people_type_is_understood(field, said, kept):
    assert read({field: said}) == ({field: kept}, [])


WRONG = [
    ("文", "长" * 501, "最多 500 个字，现在有 501 个。"),
    ("文", ["甲", "乙"], "这一项只能填一个。"),
    ("数", "许多", "“许多”不是以分钟计的数。"),
    ("数", "3元", "“3元”不是以分钟计的数。"),
    ("数", "9" * 14, "“99999999999999”太大了。"),
    ("钱", "0.005", "“0.005”不到一分：金额最多两位小数。"),
    ("日", "2026-02-30", "“2026-02-30”不是日期，写成 2026-01-31。"),
    ("时", "昨天", "“昨天”不是日期和时间，写成 2026-01-31 09:30。"),
    ("选", "丙", "“丙”不在可选的里面：甲、乙。"),
    ("多", ["子", "卯"], "“卯”不在可选的里面：子、丑、寅。"),
    ("多", {"子": 1}, "“”不在可选的里面：子、丑、寅。"),
    ("否", "也许", "填“是”或“否”。"),
    ("人", "无名", "名册里找不到“无名”，写工号，或写没有重名的姓名。"),
    ("位", "火箭组", "制度里没有“火箭组”这个单位。"),
    ("店", "别家", "名册里没有“别家”这家店铺。"),
    ("件", list(range(1, 22)), "一处最多放 20 个文件。"),
]


@pytest.mark.parametrize(("field", "said", "why"), WRONG)
def test_what_cannot_be_read_says_why_at_its_field(field, said, why):
    assert read({field: said}) == ({}, [(field, 0, "", why)])


def test_a_cell_that_cannot_be_read_tells_its_row_and_column():
    rows = [{"物": "纸", "数": "2"}, {"物": "笔", "数": "几支"}]

    kept, problems = read({"表": rows})

    assert kept == {"表": [{"物": "纸", "数": "7200"}, {"物": "笔"}]}
    assert problems == [("表", 2, "数", "“几支”不是以小时计的数。")]


def test_a_table_takes_no_more_rows_than_a_page_can_send():
    kept, problems = read({"表": [{"物": "纸"}] * 117})

    assert (len(kept["表"]), problems) == (116, [("表", 0, "", "一张表最多 116 行。")])


@pytest.mark.parametrize(
    "answers", [{"表": "没有行"}, {"表": ["不是行"]}, {"文": None}, {"文": "   "}, {"多": []}, {"多": " "}]
)
def test_what_says_nothing_is_left_out(answers):
    assert read(answers) == ({}, [])


def test_two_of_one_name_are_told_apart_by_their_number():
    make.person("11", "张三")

    assert read({"人": "张三"})[1] == [("人", 0, "", "名册里找不到“张三”，写工号，或写没有重名的姓名。")]
    assert read({"人": "11"}) == ({"人": "11"}, [])


TEXT = st.text(min_size=1, max_size=60).filter(lambda text: text.strip())
FIGURE = st.decimals(min_value=-(10**9), max_value=10**9, places=6, allow_nan=False)
MONEY = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False)
DAY = st.dates(min_value=date(1990, 1, 1), max_value=date(2199, 12, 31))
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "文": TEXT,
        "长": TEXT,
        "数": FIGURE.map(str),
        "率": FIGURE.map(str),
        "钱": MONEY.map(str),
        "日": DAY.map(date.isoformat),
        "时": st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2199, 1, 1)).map(datetime.isoformat),
        "选": st.sampled_from(["甲", "乙"]),
        "多": st.lists(st.sampled_from(["子", "丑", "寅"]), max_size=4),
        "否": st.booleans(),
        "人": st.sampled_from(sorted(office.POSTS)),
        "位": st.sampled_from(["电商部", "客服组"]),
        "店": st.just("旗舰店"),
        "品": TEXT,
        "件": st.lists(st.integers(1, 10**6), max_size=5),
        "表": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "物": TEXT,
                    "数": FIGURE.map(str),
                    "价": MONEY.map(str),
                    "人": st.just("9"),
                    "好": st.booleans(),
                },
            ),
            max_size=4,
        ),
    },
)


@given(said=FIELDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
def test_what_is_filed_is_read_again_and_stands_in_its_fields_to_be_typed_on(said):
    fields = {field.name: field for field in forms.on("全部字段", FRIDAY)[1].fields}
    said["件"] = [office.brought() for _ in said.get("件", ())][:5]

    first = office.seen(office.filed(form="全部字段", answers=said)).answers
    typed_on = {name: reading.editable(fields[name], one) for name, one in first.items() if name != "件"}
    again = office.seen(office.filed(form="全部字段", answers=typed_on)).answers

    assert first.get("件", []) == said["件"]
    assert again == {name: one for name, one in first.items() if name != "件"}
    assert set(first) - {"投产比"} <= set(said)


@given(
    st.fractions(min_value=-(10**9), max_value=10**9), st.sampled_from(["", "%", "万元", "分钟", "小时", "季", "件"])
)
def test_a_figure_in_a_unit_is_typed_and_read_without_loss(value, unit):
    exact = Fraction(round(value * 10**6), 10**6)

    assert typed.number(typed.written(exact, unit), unit) == exact


def test_a_metric_is_looked_up_and_never_typed():
    forged = {"投产比": {"metric": "销售额", "period": "2026-10-05", "value": "99"}}

    kept = kept_of(forged)[0]["投产比"]
    unreadable = kept_of({"投产比": {"period": "某天"}})[0]["投产比"]

    assert kept == {"metric": "投产比", "period": "2026-10-05", "value": "", "dim": "person", "key": "1"}
    assert unreadable["period"] == "2026-10-08"
