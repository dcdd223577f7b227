from datetime import date, datetime
from fractions import Fraction as F
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from guiju.lang.values import Missing, Reason, Why
from guiju.web.kit import gallery, lacking
from guiju.web.kit.figures import spark
from guiju.web.kit.paging import Paging

SHANGHAI = ZoneInfo("Asia/Shanghai")


def made(source: str, **context: object) -> str:
    return Template(source).render(Context(context)).strip()


def test_a_misspelt_property_fails_when_the_template_is_compiled():
    with pytest.raises(TemplateSyntaxError, match="titel"):
        Template('{% card titel="x" %}{% endcard %}')


def test_a_shortened_sum_shows_all_of_itself_on_hover():
    assert made("{% amount value '元' compact=True %}", value=F(123456789, 100)) == (
        '<data class="amount" value="¥1,234,567.89" title="¥1,234,567.89">¥123.5\u00a0万</data>'
    )
    assert made("{% amount value '元' %}", value=F(5)) == '<data class="amount" value="¥5.00">¥5.00</data>'
    assert made("{% amount value '元' %}", value=None) == '<span class="faint">缺数</span>'


def test_people_have_initials_drawn_here():
    assert ">明</span>" in made("{% person '李小明' %}")
    assert ">AB</span>" in made("{% person 'Ada Byron King' %}")


def test_a_bar_stays_within_its_frame():
    assert 'width="100.0"' in made("{% bar 1.4 %}")


def test_what_people_type_is_escaped_everywhere():
    assert "<b>" not in made("{% card title=x %}{{ x }}{% endcard %}{% person x %}{% empty x %}{% flag x %}", x="<b>")


def test_an_icon_that_speaks_has_a_name():
    assert 'aria-label="查"' in made("{% icon 'search' label='查' %}")
    assert 'aria-hidden="true"' in made("{% icon 'search' %}")


def test_days_and_periods_in_templates():
    day, moment = date(2026, 10, 9), datetime(2026, 10, 9, 8, tzinfo=SHANGHAI)

    assert made("{{ day|day }} {{ moment|day }} {{ day|period:'month' }}", day=day, moment=moment) == (
        "10月9日 周五 10月9日 周五 08:00 2026年10月"
    )


def test_the_gallery_shows_every_component(rf: RequestFactory):
    request = rf.get("/kit/")

    page = gallery.gallery(request).content.decode()

    assert page.count('class="fig"') == 4
    assert render_to_string("kit/spark.html", {"line": spark([F(1), F(2)])})[:4] == "<svg"


def test_the_control_for_files_speaks_the_language_of_the_page():
    class Bring(forms.Form):
        file = forms.FileField(label="名册")

    field = made("{% field form.file %}", form=Bring())
    with translation.override("en"):
        english = made("{% field form.file %}", form=Bring())

    assert '<label class="btn" for="id_file">选文件</label>' in field
    assert '<label class="btn" for="id_file">Choose a file</label>' in english
    assert field.count("data-names") == 1


def test_reasons_name_costs_and_periods_in_the_language_of_the_page():
    lacks = Missing((Reason(Why.NO_COST, "K-1", "货品成本"), Reason(Why.NO_INPUT, "NPS", "客户体验组 2026-10")))

    chinese = lacking.lines(lacks)
    with translation.override("en"):
        english = lacking.lines(lacks)

    assert chinese[0].startswith("「K-1」那天没有成本（货品成本）")
    assert chinese[1].startswith("「NPS」没有填报（客户体验组 2026年10月）")
    assert english[0].startswith("“K-1” has no cost on the day (goods cost)")
    assert english[1].startswith("“NPS” was not entered (客户体验组 Oct 2026)")
    assert lacking.lines(F(1)) == ()


def test_a_long_list_counts_its_rows_with_thousands_apart():
    at = Paging(2, 57, 2807, "", 50)

    assert "共 2,807 行，第 2 页，共 57 页" in made("{% pager at %}", at=at)
