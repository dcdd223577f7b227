"""Problems that the checks find in forms and prohibitions."""

from guiju.lang.codes.entry import Code, error, warning

_STEPS = "受理: 组员, 听取: 3工作日, 决定: 组长, 决定时限: 5工作日"

ALL: dict[str, Code] = {
    "C821": error(
        "展示不能按「{quote}」排，这里要{wanted}类型的字段",
        "the register cannot stand by “{quote}”; a field of type {wanted} is wanted",
        "「按」换一个字段；看板还可以按 状态",
        "choose another field; a board may also stand by state",
        "表单:\n  申请: {字段: {事由: 文字, 日子: 日期}, 展示: 看板, 按: 事由, 查看: [组长]}\n",
        "表单:\n  申请: {字段: {事由: 文字, 日子: 日期}, 展示: 日历, 按: 日子, 查看: [组长]}\n",
    ),
    "C822": error(
        "「{quote}」不能作标题：它不是一行字，或提交时还没有填",
        "“{quote}” cannot be the title: it is no short text, or is not there when the record is filed",
        "换一个提交时就填的、文字或选择类型的字段",
        "choose a field of type text or choice that is filled in when filing",
        "表单:\n  申请: {字段: {事由: 长文, 主题: 文字}, 标题: 事由, 查看: [组长]}\n",
        "表单:\n  申请: {字段: {事由: 长文, 主题: 文字}, 标题: 主题, 查看: [组长]}\n",
    ),
    "C823": error(
        "字段「{field}」在「{stage}」已经填过了",
        "the field “{field}” was already filled in at “{stage}”",
        "只留一处；退回重填用「可退回」；两步只会走其中一步的，用「当」写明",
        "keep one; to have it filled in again use may_return; where a record passes only one of both, say so with when",
        "表单:\n  需求:\n    字段: {主题: 文字, 成品: 文件}\n    流转:\n      - {步骤: 设计, 谁: 组员, 填写: [成品]}\n"
        "      - {步骤: 修改, 谁: 组员, 填写: [成品]}\n",
        "表单:\n  需求:\n    字段: {主题: 文字, 成品: 文件}\n    流转:\n      - {步骤: 设计, 谁: 组员, 填写: [成品]}\n"
        "      - {步骤: 修改, 谁: 组员}\n",
    ),
    "C824": error(
        "条件里的「{field}」这时还没有填",
        "“{field}” in the condition is not filled in yet at this step",
        "把这一步放到填它之后，或改条件",
        "put the step after the one that fills it in, or change the condition",
        "表单:\n  需求:\n    字段: {主题: 文字, 报价: 金额}\n    流转:\n"
        "      - {步骤: 审批, 谁: 组长, 当: 报价 > 1万元}\n"
        "      - {步骤: 报价, 谁: 组员, 填写: [报价]}\n",
        "表单:\n  需求:\n    字段: {主题: 文字, 报价: 金额}\n    流转:\n      - {步骤: 报价, 谁: 组员, 填写: [报价]}\n"
        "      - {步骤: 审批, 谁: 组长, 当: 报价 > 1万元}\n",
    ),
    "C825": warning(
        "表单「{quote}」填了没有人看",
        "nobody reads the form “{quote}”",
        "写「查看」或「流转」，或让用它的例行「交给」「知会」一个岗位",
        "add readers or stages, or let its duty be handed or told to a position",
        "表单:\n  日报: {字段: {今日: 长文}}\n",
        "表单:\n  日报: {字段: {今日: 长文}, 查看: [组长]}\n",
    ),
    "C826": error(
        "例行要「{who}」填「{quote}」，表单的「填写」（第 {line} 行）却不许",
        "the duty makes “{who}” fill in “{quote}”, but the form (line {line}) does not let them",
        "在表单的「填写」里加上他们",
        "add them to the form's files",
        "表单:\n  日报: {字段: {今日: 长文}, 填写: [组长], 查看: [组长]}\n"
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '18:00', 表单: 日报}\n",
        "表单:\n  日报: {字段: {今日: 长文}, 填写: [组员], 查看: [组长]}\n"
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '18:00', 表单: 日报}\n",
    ),
    "C827": error(
        "这一步交给「{field}」里填的人，可这时它还没有填",
        "this step goes to whom “{field}” names, but it is not filled in yet",
        "把这一步放到填它之后，或让提交的人填",
        "put the step after the one that fills it in, or let whoever files fill it in",
        "表单:\n  需求:\n    字段: {主题: 文字, 承办: 人员}\n    流转:\n      - {步骤: 办理, 谁: 字段 承办}\n"
        "      - {步骤: 分派, 谁: 组长, 填写: [承办]}\n",
        "表单:\n  需求:\n    字段: {主题: 文字, 承办: 人员}\n    流转:\n      - {步骤: 分派, 谁: 组长, 填写: [承办]}\n"
        "      - {步骤: 办理, 谁: 字段 承办}\n",
    ),
    "C828": error(
        "「{quote}」不是填人的字段，不能说由谁来办",
        "“{quote}” is no field for a person, so it cannot say who does it",
        "换一个类型是「人员」的字段",
        "choose a field of type person",
        "表单:\n  需求: {字段: {主题: 文字}, 流转: [{步骤: 办理, 谁: 字段 主题}]}\n",
        "表单:\n  需求: {字段: {主题: 文字, 承办: 人员}, 流转: [{步骤: 办理, 谁: 字段 承办}]}\n",
    ),
    "C841": error(
        "「{quote}」没有说由谁{field}",
        "“{quote}” does not say who it is that {field}",
        "补上「{field}: 岗位」",
        "add “{field}: position”",
        "禁止:\n  刷单: 不得虚构交易\n",
        f"禁止:\n  刷单: {{内容: 不得虚构交易, {_STEPS}}}\n",
    ),
    "C842": warning(
        "受理和决定都是「{quote}」，又不能申诉",
        "“{quote}” both hears and decides, and there is no appeal",
        "换一个岗位决定，或写「申诉」和「申诉给」",
        "let another position decide, or add appeal and appeals_to",
        "禁止:\n  刷单: {内容: 不得虚构交易, 受理: 组长, 听取: 3工作日, 决定: 组长, 决定时限: 5工作日}\n",
        f"禁止:\n  刷单: {{内容: 不得虚构交易, {_STEPS}}}\n",
    ),
    "C843": error(
        "可以申诉，却没有说向谁",
        "there is an appeal, but nobody to appeal to",
        "补上「申诉给: 岗位」",
        "add “appeals_to: position”",
        f"禁止:\n  刷单: {{内容: 不得虚构交易, {_STEPS}, 申诉: 5工作日}}\n",
        f"禁止:\n  刷单: {{内容: 不得虚构交易, {_STEPS}, 申诉: 5工作日, 申诉给: 组员}}\n",
    ),
    "C844": warning(
        "向作出决定的「{quote}」自己申诉",
        "the appeal goes to “{quote}”, who decided",
        "申诉给另一个岗位",
        "let another position hear the appeal",
        f"禁止:\n  刷单: {{内容: 不得虚构交易, {_STEPS}, 申诉: 5工作日, 申诉给: 组长}}\n",
        f"禁止:\n  刷单: {{内容: 不得虚构交易, {_STEPS}, 申诉: 5工作日, 申诉给: 组员}}\n",
    ),
    "C845": warning(
        "「{quote}」没有写「{field}」，事情可以一直拖着",
        "“{quote}” has no “{field}”, so it may drag on for ever",
        "补上「{field}: 3工作日」",
        "add “{field}: 3 workdays”",
        "禁止:\n  刷单: {内容: 不得虚构交易, 受理: 组员, 决定: 组长, 决定时限: 5工作日}\n",
        f"禁止:\n  刷单: {{内容: 不得虚构交易, {_STEPS}}}\n",
    ),
    "C846": warning(
        "没有说「{quote}」什么时候消除",
        "it is not said when “{quote}” is expunged",
        "写成 {{名: {quote}, 消除: 6个月}}，永久保留的写「消除: 不消除」",
        "write {{name: {quote}, expunged: 6 months}}, or “never” when it stays",
        f"禁止:\n  刷单: {{内容: 不得虚构交易, {_STEPS}, 处理: [警告]}}\n",
        f"禁止:\n  刷单: {{内容: 不得虚构交易, {_STEPS}, 处理: [{{名: 警告, 消除: 6个月}}]}}\n",
    ),
}
