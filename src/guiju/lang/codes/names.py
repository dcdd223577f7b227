"""Problems of names: taken twice, unknown, or meaning something else already."""

from guiju.lang.codes.entry import Code, error, warning

ALL: dict[str, Code] = {
    "N101": error(
        "「{quote}」已经在第 {line} 行声明过（{where}）",
        "“{quote}” is already declared in line {line} ({where})",
        "一样东西只在一处声明；别处直接用它的名称",
        "declare a thing in one place; elsewhere just use its name",
        "岗位:\n  组员: {单位: 一组, 上级: 组长}\n",
        "岗位:\n  实习生: {单位: 一组, 上级: 组长}\n",
    ),
    "N102": error(
        "「{quote}」已经是第 {line} 行的{kind}（{where}），公式里分不清",
        "“{quote}” is already the {kind} of line {line} ({where}), so formulas could not tell them apart",
        "换一个名称；参数、指标和输入共用一套名称",
        "choose another name; parameters, metrics and inputs share their names",
        "输入:\n  销售额: {单位: 元, 填报: 组长, 确认: 组员}\n奖金:\n  一组: {算法: 销售额 * 1%}\n",
        "输入:\n  线下销售额: {单位: 元, 填报: 组长, 确认: 组员}\n奖金:\n  一组: {算法: 线下销售额 * 1%}\n",
    ),
    "N103": error(
        "没有叫「{quote}」的{kind}",
        "there is no {kind} named “{quote}”",
        "改成已声明的名称，或在某一条里声明它",
        "use a declared name, or declare it in a clause",
        "岗位:\n  实习生: {单位: 一组, 上级: 主管}\n",
        "岗位:\n  实习生: {单位: 一组, 上级: 组长}\n",
    ),
    "N104": error(
        "「{quote}」不是已声明的单位或岗位，不知道说的是谁",
        "“{quote}” is neither a declared unit nor a position, so nobody is meant",
        "把名称改成单位或岗位，或补上「对象: …」",
        "name a unit or position, or add “subject: …”",
        "奖金:\n  二组: {算法: 销售额 * 1%}\n",
        "奖金:\n  销售提成: {对象: 一组, 算法: 销售额 * 1%}\n",
    ),
    "N106": error(
        "没有叫「{quote}」的规则或条款可以例外",
        "there is no rule or clause “{quote}” to be an exception to",
        "写同一种规则的名称，或条款编号",
        "name a rule of the same kind, or a clause id",
        "奖金:\n  大卖: {对象: 一组, 例外于: 二组, 当: 销售额 > 5万元, 算法: 销售额 * 2%}\n",
        "奖金:\n  一组: {算法: 销售额 * 1%}\n  大卖: {例外于: 一组, 当: 销售额 > 5万元, 算法: 销售额 * 2%}\n",
    ),
    "N107": error(
        "例子里的「{quote}」不是任何规则用到的名称",
        "“{quote}” in the example is no name that a rule knows",
        "用公式里的名称；结果写 奖金 或规则名",
        "use names of formulas; call the result bonus or by the rule's name",
        "奖金:\n  一组: {算法: 销售额 * 1%}\n例子:\n  - 已知: {销量: 5万元}\n    则: {奖金: 500元}\n",
        "奖金:\n  一组: {算法: 销售额 * 1%}\n例子:\n  - 已知: {销售额: 5万元}\n    则: {奖金: 500元}\n",
    ),
    "N108": error(
        "「{quote}」是系统自带的名称，不能再声明",
        "“{quote}” is a built-in name and cannot be declared",
        "直接在公式里用它；它的值来自名册或计分卡",
        "just use it in formulas; its value comes from the roster or the scorecard",
        "参数:\n  基础绩效工资: 3000元\n",
        "奖金:\n  一组: {算法: 基础绩效工资}\n",
    ),
    "N109": error(
        "「{quote}」已经表示「{metric}」的目标或达成率",
        "“{quote}” already means the target or attainment of “{metric}”",
        "换一个名称；目标写在「目标」里",
        "choose another name; write targets under target",
        "参数:\n  销售额目标: 5万元\n奖金:\n  一组: {算法: (销售额 - 销售额目标) * 1%}\n",
        "参数:\n  提成起点: 5万元\n奖金:\n  一组: {算法: (销售额 - 提成起点) * 1%}\n",
    ),
    "N110": warning(
        "没有编号为「{quote}」的需求",
        "there is no need with the id “{quote}”",
        "检查依据的编号",
        "check the id",
        "",
        "",
    ),
}
