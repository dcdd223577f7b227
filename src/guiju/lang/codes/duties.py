"""Problems that the checks find in duties and hours."""

from guiju.lang.codes.entry import Code, error, warning

ALL: dict[str, Code] = {
    "C801": error(
        "「{quote}」总在休息日，又写了「跳过」，就永远不做",
        "“{quote}” always falls on days off and is skipped on them, so it is never done",
        "把「遇假」改成 顺延、提前 或 照常，或改日子",
        "let the shift be next, previous or keep, or change the day",
        "例行:\n  巡店: {谁: 组员, 何时: 每周日, 截止: '18:00', 遇假: 跳过, 证据: 确认}\n",
        "例行:\n  巡店: {谁: 组员, 何时: 每周日, 截止: '18:00', 遇假: 照常, 证据: 确认}\n",
    ),
    "C802": error(
        "「{quote}」超出了一天的工作时间（{name}：{hours}，第 {line} 行），没有人能按时做完",
        "“{quote}” goes beyond the hours of a day ({name}: {hours}, line {line}), so nobody can meet it",
        "改「截止」，或改「作息」；隔天的写成 次日9:00",
        "change the due time or the schedule; for the next day write “next day 9:00”",
        "作息:\n  一组: {时间: 9:00-18:00}\n"
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: 上班后10小时, 证据: 确认}\n",
        "作息:\n  一组: {时间: 9:00-18:00}\n"
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: 上班后1小时, 证据: 确认}\n",
    ),
    "C803": warning(
        "「{quote}」截止时还没有上班（{name}：{hours}，第 {line} 行）",
        "at “{quote}” nobody has started work ({name}: {hours}, line {line})",
        "把「截止」改到上班以后，或写「提前: 1工作日」让人前一天做",
        "let it be due after work starts, or add “ahead: 1 workday”",
        "作息:\n  一组: {时间: 9:00-18:00}\n例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '7:30', 证据: 确认}\n",
        "作息:\n  一组: {时间: 9:00-18:00}\n例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '9:30', 证据: 确认}\n",
    ),
    "C804": error(
        "「{quote}」的提醒比这件事出现得还早",
        "“{quote}” would remind before the work lies open",
        "缩短「提醒」，或把「提前」写得更长；不写「提前」就从第一次提醒起出现",
        "remind later, or let ahead be longer; without ahead the work shows from the first reminder on",
        "例行:\n  盘点: {谁: 组员, 何时: 每月25日, 截止: '18:00', 提前: 1天, 提醒: 3天, 证据: 确认}\n",
        "例行:\n  盘点: {谁: 组员, 何时: 每月25日, 截止: '18:00', 提前: 3天, 提醒: 1天, 证据: 确认}\n",
    ),
    "C805": error(
        "「{quote}」不比上一步晚，升级要一步比一步晚",
        "“{quote}” is no later than the step before; each step up the line comes later",
        "按从早到晚排，每一步的时间都比前一步长",
        "put the steps in order, each later than the one before",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '18:00', 证据: 确认, "
        "升级: [{过: 1天, 给: 上级}, {过: 2小时, 给: 组长}]}\n",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '18:00', 证据: 确认, "
        "升级: [{过: 2小时, 给: 上级}, {过: 1天, 给: 组长}]}\n",
    ),
    "C806": warning(
        "「{quote}」还在宽限之内，不算迟却已经升级",
        "“{quote}” lies within the grace: the work is not late yet, but somebody hears of it",
        "把升级改到宽限之后，或缩短宽限",
        "let the step come after the grace, or shorten the grace",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '18:00', 证据: 确认, 宽限: 2小时, "
        "升级: [{过: 1小时, 给: 上级}]}\n",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '18:00', 证据: 确认, 宽限: 1小时, "
        "升级: [{过: 2小时, 给: 上级}]}\n",
    ),
    "C807": error(
        "证据是「{quote}」，却没有写「{field}」",
        "the evidence is “{quote}”, but there is no “{field}”",
        "补上「{field}: …」，或换一种证据",
        "add “{field}: …”, or choose other evidence",
        "例行:\n  关店: {谁: 组员, 何时: 每个工作日, 截止: 下班前, 证据: 清单}\n",
        "例行:\n  关店: {谁: 组员, 何时: 每个工作日, 截止: 下班前, 证据: 清单, 清单: [关灯, 锁门]}\n",
    ),
    "C808": warning(
        "有议程，却没有写谁参加",
        "there is an agenda, but nobody attends",
        "补上「参加: [一组]」",
        "add “attend: [group]”",
        "例行:\n  周会: {谁: 组长, 何时: 每周一, 截止: '10:00', 议程: [上周数据], 证据: 确认}\n",
        "例行:\n  周会: {谁: 组长, 何时: 每周一, 截止: '10:00', 议程: [上周数据], 参加: [一组]}\n",
    ),
    "C809": error(
        "「{quote}」说的岗位没有人能担任",
        "nobody can hold the post that “{quote}” means",
        "给单位写「负责人」，或把岗位的「人数」改成至少 1",
        "give the unit a leader, or let the position's headcount be at least 1",
        "岗位:\n  督导: {单位: 一组, 上级: 组长, 人数: 0}\n"
        "例行:\n  巡店: {谁: 督导, 何时: 每周一, 截止: '18:00', 证据: 确认}\n",
        "岗位:\n  督导: {单位: 一组, 上级: 组长, 人数: 1}\n"
        "例行:\n  巡店: {谁: 督导, 何时: 每周一, 截止: '18:00', 证据: 确认}\n",
    ),
    "C810": warning(
        "单位「{quote}」里没有岗位，这件事没有人做",
        "the unit “{quote}” has no positions, so nobody does this",
        "给它声明岗位，或换一个单位",
        "declare positions in it, or name another unit",
        "单位:\n  二组: {上级: 一组, 负责人: 组长}\n"
        "例行:\n  日报: {谁: 二组, 何时: 每个工作日, 截止: '18:00', 证据: 确认}\n",
        "单位:\n  二组: {上级: 一组, 负责人: 组长}\n岗位:\n  助理: {单位: 二组, 上级: 组长}\n"
        "例行:\n  日报: {谁: 二组, 何时: 每个工作日, 截止: '18:00', 证据: 确认}\n",
    ),
    "C811": warning(
        "做的人和收的人都是「{quote}」",
        "“{quote}” both does this and receives it",
        "交给另一个岗位，或写「交给: 上级」",
        "hand it to another position, or write “reviewer: up”",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '18:00', 证据: 文件, 交给: 组员}\n",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '18:00', 证据: 文件, 交给: 上级}\n",
    ),
    "C812": error(
        "例行排在数据之前，例外的条件只能用参数",
        "duties are planned before there are figures, so an exception's condition may name parameters only",
        "条件改用参数；看数据才知道的事写成预警",
        "let the condition name parameters; make an alert of what depends on figures",
        "例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '18:00', 证据: 文件}\n"
        "  加报: {谁: 组员, 何时: 每个工作日, 截止: '12:00', 证据: 文件, 例外于: 日报, 当: 销售额 < 1万元}\n",
        "参数:\n  大促中: 真\n例行:\n  日报: {谁: 组员, 何时: 每个工作日, 截止: '18:00', 证据: 文件}\n"
        "  加报: {谁: 组员, 何时: 每个工作日, 截止: '12:00', 证据: 文件, 例外于: 日报, 当: 大促中}\n",
    ),
    "C831": error(
        "「{quote}」和第 {line} 行的「{other}」是同一对象的作息",
        "“{quote}” and “{other}” in line {line} are hours of the same subject",
        "合成一个，或给其中一个写另外的「对象」",
        "make them one, or give one of them another subject",
        "作息:\n  一组: {时间: 9:00-18:00}\n  夏季: {对象: 一组, 时间: 8:00-17:00}\n",
        "作息:\n  一组: {时间: 9:00-18:00}\n  夏季: {对象: 组长, 时间: 8:00-17:00}\n",
    ),
    "C832": error(
        "「{quote}」这样就没有一天上班，或和「全年」矛盾",
        "with “{quote}” off no day is worked, or it contradicts “always”",
        "只写休息的那几天；全年无休、按排班轮值的写「全年: 是」，不写「休息」",
        "name only the days off; for every day by roster write “always: yes” without rest",
        "作息:\n  一组: {时间: 9:00-18:00, 全年: 是, 休息: [周日]}\n",
        "作息:\n  一组: {时间: 9:00-18:00, 休息: [周日]}\n",
    ),
}
