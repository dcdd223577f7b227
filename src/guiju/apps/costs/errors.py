"""Why actions on costs refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    NO_ARTICLE = "no_article"
    NO_VALUE = "no_value"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    TOO_FINE = "too_fine"
    NOT_A_SHARE = "not_a_share"
    NO_CATEGORY = "no_category"
    UNKNOWN_SHOP = "unknown_shop"
    DAYS_REVERSED = "days_reversed"
    OVERLAP = "overlap"
    ROW_TWICE = "row_twice"
    CHANGED_MEANWHILE = "changed_meanwhile"
    UNKNOWN_ROW = "unknown_row"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有这个权限。"),
    Code.NO_ARTICLE: _("没有写是哪个商品。"),
    Code.NO_VALUE: _("没有写数。"),
    Code.NEGATIVE: _("成本不能小于 0：%(value)s。"),
    Code.TOO_LARGE: _("%(value)s 太大了，不像一件的成本。"),
    Code.TOO_FINE: _("%(value)s 的小数位太多。"),
    Code.NOT_A_SHARE: _("佣金比例要在 0 和 100%% 之间，不是 %(value)s。"),
    Code.NO_CATEGORY: _("没有写类目。"),
    Code.UNKNOWN_SHOP: _("名册里没有叫“%(shop)s”的店铺。"),
    Code.DAYS_REVERSED: _("结束早于开始。"),
    Code.OVERLAP: _("日期重叠：一条写明到 %(end)s 为止，另一条却从 %(start)s 开始。"),
    Code.ROW_TWICE: _("同一个对象从同一天起写了两次，另一处在第 %(row)s 行。"),
    Code.CHANGED_MEANWHILE: _("%(by)s刚改过“%(subject)s”，您看到的已不是现在的数。请看过再改。"),
    Code.UNKNOWN_ROW: _("没有这一条。"),
}

# How to mend a row of a workbook that is refused.
MENDS = {
    Code.NOT_ALLOWED: _("请有权限的人导入。"),
    Code.NO_ARTICLE: _("填商家编码或商品。"),
    Code.NO_VALUE: _("填上数，或把“作废”填为“是”。"),
    Code.NEGATIVE: _("填 0 或更大的数；返利另记，不写成负成本。"),
    Code.TOO_LARGE: _("以元计，一件或一单多少。"),
    Code.TOO_FINE: _("元最多四位小数，比例最多到百万分之一。"),
    Code.NOT_A_SHARE: _("写成 5%% 或 0.05。"),
    Code.NO_CATEGORY: _("填上类目。"),
    Code.UNKNOWN_SHOP: _("照名册里的写法改正，或空着表示所有店铺。"),
    Code.DAYS_REVERSED: _("对调“自”和“至”。"),
    Code.OVERLAP: _("改早一条的“至”，或把它空着：后一条开始时它自然结束。"),
    Code.ROW_TWICE: _("两行留一行。"),
    Code.UNKNOWN_ROW: _("没有可作废的，删去这一行。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
