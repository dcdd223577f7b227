"""What the columns of address books are called, and by which of them one tells where a file comes from."""

import re

COLUMNS: dict[str, tuple[str, ...]] = {
    "number": (
        "工号",
        "员工工号",
        "员工编号",
        "职工号",
        "人员编号",
        "员工号",
        "job number",
        "employee no",
        "employee id",
    ),
    "account": ("账号", "帐号", "成员账号", "成员userid", "员工userid", "userid", "user id", "用户id", "account"),
    "name": ("姓名", "员工姓名", "成员姓名", "名字", "中文名", "name"),
    "department": ("部门", "所在部门", "所属部门", "部门名称", "部门路径", "主部门", "department"),
    "title": ("职务", "职位", "岗位", "职称", "岗位名称", "job title", "title", "position"),
    "joined": ("入职日期", "入职时间", "入职", "hire date", "join date", "joined"),
    "leads": ("部门负责人", "是否部门负责人", "是否部门主管", "部门主管", "是否主管", "是否负责人", "身份"),
    "state": ("人员状态", "员工状态", "账号状态", "成员状态", "激活状态", "禁用状态", "状态", "status"),
    "email": ("工作邮箱", "企业邮箱", "邮箱", "电子邮箱", "email"),
}
SIGNS: tuple[tuple[str, frozenset[str]], ...] = (
    ("feishu", frozenset({"工作邮箱", "人员类型", "直属上级", "员工类型", "手机号码", "企业邮箱别名", "工作城市"})),
    (
        "dingtalk",
        frozenset({"员工userid", "直属主管", "主管", "职位", "分机号", "办公地点", "是否部门主管", "主管理员"}),
    ),
    ("wecom", frozenset({"账号", "帐号", "别名", "职务", "座机", "激活状态", "禁用状态", "身份", "对外职务"})),
)
FEWEST_SIGNS = 2  # one alone stands in anybody's table
LEAVING = ("离职", "已离职", "禁用", "已禁用", "已停用", "冻结", "resigned", "disabled")
LEADING = ("是", "1", "y", "yes", "true", "负责人", "部门负责人", "主管", "部门主管", "上级")
_EXTRA = re.compile(r"[*＊\s]|[（(](?:必填|选填|非必填|必须|required|optional)[^）)]*[）)]", re.IGNORECASE)
SPACED = re.compile(r"\s+")


def heading(cell: object) -> str:
    """A column's name without stars and remarks, folded."""
    said = _EXTRA.sub(" ", str(cell if cell is not None else "")).strip()
    return SPACED.sub(" ", said).casefold()


def columns(cells: list[str]) -> dict[str, int]:
    """Which column stands where in a row of headings; the first name of a list that occurs wins."""
    at = {name: place for place, name in reversed(list(enumerate(cells))) if name}
    found = {}
    for field, names in COLUMNS.items():
        place = next((at[name] for name in names if name in at), None)
        if place is not None:
            found[field] = place
    return found


def origin(cells: list[str]) -> str:
    """Which messenger writes such headings: the one with most signs, ``other`` where there are fewer than two."""
    present = set(cells)
    counted = [(len(signs & present), name) for name, signs in SIGNS]
    most = max(counted, key=lambda pair: pair[0])
    return most[1] if most[0] >= FEWEST_SIGNS else "other"
