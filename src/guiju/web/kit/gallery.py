"""Every component on one page, with figures made up for the purpose."""

from dataclasses import dataclass
from fractions import Fraction

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guiju.web.kit.charts import Chart, Series, chart
from guiju.web.kit.figures import FigureView, Measured, figure
from guiju.web.kit.icons import ICONS
from guiju.web.kit.show import show

MONTHS = tuple(range(1, 13))


class Sample(forms.Form):
    """A form with one good and one bad field."""

    weight = forms.DecimalField(label="权重", max_value=100, help_text="各项合计 100 %")
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea)


@dataclass(frozen=True, slots=True)
class Gallery:
    """What gallery.html shows."""

    figures: tuple[FigureView, ...]
    line: Chart
    bars: Chart
    form: Sample
    icons: tuple[str, ...]
    sums: tuple[tuple[Fraction, str], ...]


def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery."""
    form = Sample({"weight": "120"})
    form.is_valid()
    sums = ((Fraction(1234560, 100), "元"), (Fraction(3, 8), "%"), (Fraction(42, 10), "倍"), (Fraction(274, 10), "秒"))
    more = ((Fraction(8100), "秒"), (Fraction(1, 3), "元/人"), (Fraction(12345), "单"), (Fraction(8735, 100), "分"))
    return show(request, "kit/gallery.html", Gallery(_figures(), _line(), _bars(), form, tuple(ICONS), sums + more))


def _trend() -> tuple[Fraction | None, ...]:
    values: list[Fraction | None] = [Fraction(n, 10) for n in (36, 38, 35, 39, 41, 40, 43, 42, 44, 41, 45, 47)]
    values[4] = None
    return tuple(values)


def _figures() -> tuple[FigureView, ...]:
    value, sales = Fraction(47, 10), Fraction(123456789, 100)
    return (
        figure("总ROI", Measured(value, "倍", "higher", Fraction(4), Fraction(45, 10), trend=_trend())),
        figure("退款率", Measured(Fraction(82, 1000), "%", "lower", Fraction(6, 100), Fraction(7, 100))),
        figure("总销售额", Measured(sales, "元", "higher", Fraction(1200000), provisional=_("暂计"))),
        figure("平均响应时长", Measured(None, "秒", reasons=("10月7日至9日没有客服数据，请导入客服绩效表",))),
    )


def _line() -> Chart:
    labels = [f"{month}月" for month in MONTHS]
    series = [
        Series("总ROI", _trend()),
        Series(_("目标"), (Fraction(4),) * 12, role="target"),
        Series(_("去年同期"), tuple(Fraction(30 + month % 4, 10) for month in MONTHS), role="before"),
    ]
    return chart("line", "总ROI", labels, series, "倍")


def _bars() -> Chart:
    values = tuple(Fraction(n * 1000) for n in (321, 220, 184, 92, 41))
    shops = ["旗舰店", "专营店", "海外店", "奥莱店", "清仓店"]
    return chart("bars", "店铺销售额", shops, [Series("销售额", values, "bar")], "元", across=True)
