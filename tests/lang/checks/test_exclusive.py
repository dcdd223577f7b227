"""Two stages may fill in one field when no record passes both, as far as their conditions tell."""

import pytest

from guiju.lang.checks.exclusive import exclude_each_other
from guiju.lang.formula.parse import parse
from guiju.lang.text import Located
from lang.sample import codes_of

EITHER = [
    ('类型 = "退货"', '类型 = "换货"'),
    ('类型 = "退货"', '类型 != "退货"'),
    ("金额 > 100元", "金额 <= 100元"),
    ("金额 >= 5万元", "金额 < 1万元"),
    ("100元 < 金额", "金额 < 50元"),
    ("金额 = 5元", "金额 > 10元"),
    ("紧急", "非 紧急"),
    ("非 (金额 > 100元)", "金额 > 200元"),
    ('类型 = "退货" 且 金额 > 1元', '类型 = "换货" 且 金额 > 1元'),
    ('类型 = "退货" 或 类型 = "换货"', '类型 = "补发"'),
]
BOTH = [
    ('类型 = "退货"', "金额 > 1元"),
    ('类型 = "退货"', '类型 = "退货"'),
    ('类型 != "退货"', '类型 != "换货"'),
    ("金额 >= 100元", "金额 <= 100元"),
    ("金额 > 1元", "金额 > 100元"),
    ("紧急", "紧急"),
    ('类型 = "退货" 或 金额 > 1元', '类型 = "换货"'),
    ("金额 > 单价", "金额 < 单价"),
]


def tree(text):
    found, problems = parse(Located.whole(text))
    assert not problems
    return found


@pytest.mark.parametrize(("one", "other"), EITHER)
def test_conditions_that_never_both_hold(one, other):
    assert exclude_each_other(tree(one), tree(other))
    assert exclude_each_other(tree(other), tree(one))


@pytest.mark.parametrize(("one", "other"), BOTH)
def test_conditions_of_which_that_cannot_be_told(one, other):
    assert not exclude_each_other(tree(one), tree(other))
    assert not exclude_each_other(tree(other), tree(one))


def test_a_stage_without_condition_is_passed_by_every_record():
    assert not exclude_each_other(None, tree("紧急"))
    assert not exclude_each_other(tree("紧急"), None)


FORM = """表单:
  售后:
    字段: {主题: 文字, 类型: [退货, 换货], 承办: 人员, 结果: 文字}
    流转:
"""


@pytest.mark.parametrize(
    ("stages", "codes"),
    [
        (
            [
                '{步骤: 退, 谁: 组员, 填写: [结果], 当: 类型 = "退货"}',
                '{步骤: 换, 谁: 组员, 填写: [结果], 当: 类型 = "换货"}',
            ],
            [],
        ),
        (['{步骤: 退, 谁: 组员, 填写: [结果], 当: 类型 = "退货"}', "{步骤: 换, 谁: 组员, 填写: [结果]}"], ["C823"]),
        (["{步骤: 分, 谁: 组长, 填写: [承办]}", "{步骤: 办, 谁: 字段 承办, 填写: [结果]}"], []),
        (["{步骤: 办, 谁: field 承办, 填写: [结果]}"], []),
        (["{步骤: 办, 谁: 字段 承办}", "{步骤: 分, 谁: 组长, 填写: [承办]}"], ["C827"]),
        (["{步骤: 办, 谁: 字段 主题}"], ["C828"]),
        (["{步骤: 办, 谁: 字段 没有}"], ["N112"]),
    ],
)
def test_stages_of_one_field_and_stages_that_go_to_whom_a_field_names(stages, codes):
    assert codes_of(FORM + "".join(f"      - {stage}\n" for stage in stages)) == codes
