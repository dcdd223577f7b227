from dataclasses import replace

import pytest

from facts.mapping import odd
from guiju.facts.mapping import check
from guiju.facts.mapping.personal import Kind, by_look, by_name, masked
from guiju.facts.mapping.spec import Fill


def codes(raw, looks=None):
    return [(fault.code, fault.column) for fault in check.faults(raw, looks)]


def filled(**fills):
    return odd.raw(replace(odd.SPEC, fills={**odd.SPEC.fills, **fills}))


def test_a_sound_mapping_has_no_faults_and_names_the_columns_it_leaves_out_for_people():
    assert codes(odd.raw()) == []
    assert odd.raw()["personal"] == ["顾客电话", "收件人"]


def test_a_mapping_that_would_eat_a_personal_column_is_refused_by_its_name():
    found = check.faults(filled(title=Fill("收件人")))

    assert [(one.code, one.column) for one in found] == [("personal_name", "title")]
    assert found[0].what.zh == "「收件人」像是姓名，放进「标题」就把个人信息存了下来"
    assert "只存加密标识" in found[0].how.zh


def test_a_personal_column_under_a_harmless_name_is_refused_by_the_look_of_its_cells():
    raw = filled(title=Fill("货名"))

    assert codes(raw, {"货名": Kind.PHONE}) == [("personal_look", "title")]


def test_people_hide_in_no_other_place_of_a_mapping():
    by_hand = {
        **odd.raw(),
        "natural": ["收件人", "下单日"],
        "columns": {**odd.raw()["columns"], "id": {"natural": True}},
    }
    tied = {**odd.raw(), "columns": {**odd.raw()["columns"], "status": {"join": ["货名", "顾客电话"]}}}
    either = {**odd.raw(), "columns": {**odd.raw()["columns"], "status": ["货名", "联系手机"]}}

    assert codes(by_hand) == [("personal_name", "id")]
    assert codes(tied) == [("personal_name", "status")]
    assert codes(either) == [("personal_name", "status")]


def test_a_personal_column_may_enter_as_a_keyed_hash():
    assert codes(filled(id=Fill("顾客电话", hashed=True))) == []
    assert codes(filled(buyer=Fill("顾客电话"))) == []
    assert codes(filled(paid_amount=Fill("成交额(元)", hashed=True))) == [("hash_text", "paid_amount")]


def test_an_account_of_service_is_staff_and_no_buyer():
    raw = {
        "title": {"zh": "客服", "en": "Service"},
        "fact": "service_day",
        "needs": [["姓名"]],
        "columns": {"day": "日期", "agent": "姓名", "asked": "询单人数"},
    }
    assert codes(raw) == []
    assert codes({**raw, "columns": {**raw["columns"], "agent": "手机号"}}) == [("personal_name", "agent")]


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        (("id",), [("no_key", "id")]),
        (("created_at", "paid_at"), [("no_event", "paid_at")]),
    ],
)
def test_without_a_key_or_a_day_there_are_no_rows(left_out, expected):
    raw = odd.raw(replace(odd.SPEC, fills={k: v for k, v in odd.SPEC.fills.items() if k not in left_out}))

    assert codes(raw) == expected


def test_columns_that_make_a_row_stand_in_for_a_key():
    fills = {name: fill for name, fill in odd.SPEC.fills.items() if name != "id"}
    raw = odd.raw(replace(odd.SPEC, fills=fills, natural=("下单日", "货名"), skip_column="", skip_words=()))

    assert codes(raw) == []
    assert raw["columns"]["id"] == {"natural": True}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"fact": "orders"}, "unknown_fact"),
        ({"fact": "work"}, "unknown_fact"),
        ({"columns": {"id": "单号", "paid_at": "支付日", "gone": "运费"}}, "unknown_column"),
        ({"columns": {}, "needs": []}, "nothing"),
        ({"columns": {"id": 7}}, "shape"),
        ({"columns": {"id": {"from": "单号", "eval": "x"}}}, "shape"),
        ({"needs": []}, "shape"),
        ({"title": "商城"}, "shape"),
        ({"format": 2}, "newer"),
        ({"joins": []}, "unknown_entry"),
        ({"covers": "title"}, "shape"),
        ({"columns": {"id": "单号", "paid_at": "支付日", "title": {"times": ["货名", "运费"]}}}, "two_numbers"),
    ],
)
def test_what_cannot_be_is_told_with_its_place(change, expected):
    assert [fault.code for fault in check.faults({**odd.raw(), **change})] == [expected]


def test_names_of_columns_that_hold_people():
    told = {
        name: by_name(name)
        for name in (
            *("联系手机", "收货人姓名", "收货地址", "身份证号", "买家会员名", "商家备注", "Customer Name", "E-mail"),
            *("商品名称", "店铺名称", "买家实际支付金额", "买家数", "付款买家数", "订单编号", "Item Name", "活动名称"),
        )
    }  # fmt: skip

    assert told == {
        "联系手机": Kind.PHONE, "收货人姓名": Kind.NAME, "收货地址": Kind.ADDRESS, "身份证号": Kind.ID_NUMBER,
        "买家会员名": Kind.ACCOUNT, "商家备注": Kind.MESSAGE, "Customer Name": Kind.NAME, "E-mail": Kind.EMAIL,
        "商品名称": None, "店铺名称": None, "买家实际支付金额": None, "买家数": None, "付款买家数": None,
        "订单编号": None, "Item Name": None, "活动名称": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["13800138000", "15912345678", "18800001111"], Kind.PHONE),
        (["138****8000", "159****5678", "188****1111"], Kind.PHONE),
        (["11010519491231002X", "440524188001010014", "11010519491231002X"], Kind.ID_NUMBER),
        (["330106202601011234", "330106202601011235", "330106202601011236"], None),  # order numbers
        (["a@b.cn", "c.d@e.com", "f@g.org"], Kind.EMAIL),
        (["浙江省杭州市西湖区文三路 1 号", "上海市浦东新区世纪大道 8 号", "北京市朝阳区建国路 9 号院"], Kind.ADDRESS),
        (["张伟", "王芳", "李娜", "刘洋", "陈静", "杨磊"], Kind.NAME),
        (["黄色", "白色", "黄色", "白色", "黄色", "金色"], None),
        (["交易成功", "交易关闭", "等待发货"], None),
        (["13800138000"], None),  # one cell says nothing
    ],
)
def test_cells_that_look_like_people(cells, kind):
    assert by_look(cells) == kind


def test_what_is_shown_of_people_is_their_first_character():
    assert masked(["张三丰", "", "李四"], kind=Kind.NAME) == ["张***", "", "李***"]
    assert masked(["货到付款", "13800138000"], kind=None) == ["货到付款", "1***"]
