"""Sentences against floors of law."""

import pytest

from lang.law import make

FINES = make.law("罚款: {约束: 条文, 不得: [罚款, 扣…元], 除非: [平台, 奖金], 来源: 《劳动法》第五十条, 许可: 记警告}")
RANK = make.law(
    "名次: {约束: 条文, 凡涉及: [末位, 排名, 得分], "
    "不得: [末位淘汰, 辞退, 解除劳动], 除非: [培训, 调岗], 来源: 《劳动合同法》第四十条}"
)
LEAVE = make.law(
    "休假: {约束: 休假, 凡涉及: [年假, 婚假], 不得: [不批, 一律取消], 须写: [不得拒绝], 来源: 《劳动法》第四十五条}"
)
DECISIONS = make.law("复核: {约束: 自动化决策, 须写: [复核, 申诉], 来源: 《个人信息保护法》第二十四条}")
FORM = "表单:\n  请假: {字段: {类别: [年假, 事假]}, 填写: [组员], 流转: [{步骤: 核准, 谁: 组长, 可退回: 是}]}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("迟到一次罚款。", ["罚款"]),
        ("迟到一次扣五十元。", ["扣五十元"]),
        ("没有法律依据不罚款；处理不含罚款。", []),
        ("严禁以罚款代替管理。", []),
        ("不得迟到，违者罚款。", ["罚款"]),
        ("平台的罚款由公司承担。", []),
        ("投诉一次扣奖金 100 元。", []),
    ],
)
def test_a_fine_is_found_where_it_is_demanded_and_not_where_it_is_denied(text, found):
    judged = make.judged("", FINES, text)

    assert [one.sums.zh.rpartition("写了「")[2].rstrip("」") for one in judged] == found
    assert {one.severity.value for one in judged} <= {"words"}


def test_a_rule_that_says_so_lies_below_the_floor():
    block = "禁止:\n  刷单: {内容: 不得刷单, 受理: 组员, 决定: 组长, 处理: [{名: 罚款, 消除: 6个月}]}\n"

    (found,) = make.judged(block, FINES)

    assert (found.severity.value, found.rule, found.allowed.zh) == ("below", ("prohibition", "刷单"), "记警告")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("连续两个月排名最后的辞退。", 1),
        ("实行末位淘汰。", 1),
        ("连续两个月不达标、得分最低的辞退。", 1),
        ("不因排名辞退任何人。", 0),
        ("排名靠后不等于可以辞退。", 0),
        ("得分不合格的，先培训或调岗，仍不胜任的依法解除劳动合同。", 0),
        ("按销量排名下架商品。", 0),
        ("盗窃公司财物的辞退。", 0),
    ],
)
def test_dismissal_by_rank_alone_is_found(text, found):
    assert len(make.judged("", RANK, text)) == found


def test_leave_by_law_may_be_sent_back_only_where_the_clause_says_what_that_means():
    assert [one.severity.value for one in make.judged(FORM, LEAVE)] == ["lacks"]
    assert make.judged(FORM, LEAVE, "法定的假不得拒绝。") == []
    assert make.judged(FORM.replace(", 可退回: 是", ""), LEAVE) == []
    assert [one.severity.value for one in make.judged("", LEAVE, "大促期间年假一律取消。")] == ["words"]


def test_what_a_machine_computes_wants_somebody_to_turn_to():
    block = "等级:\n  月度: {档: {A: 90, B: 0}}\n"

    (found,) = make.judged(block, DECISIONS)

    assert (found.severity.value, found.rule) == ("lacks", ("grade", "月度"))
    assert make.judged(block, DECISIONS, "不同意的可以申诉。") == []
    assert make.judged("", DECISIONS) == []


def test_floors_do_not_find_themselves():
    block = "底线:\n  罚款: {约束: 条文, 不得: [罚款], 来源: 《劳动法》第五十条, 许可: 罚款以外的办法}\n"

    assert make.judged(block, FINES, "罚款一律无效。") == []
