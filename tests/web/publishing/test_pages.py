"""The pages of a publication: how far it is, what the reader may do now, the text and the name under it."""

from datetime import datetime
from hashlib import sha256

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.publishing import office
from apps.publishing.office import DIRECTOR, LEADER, WORKER, WRITER, begun, do, get
from guiju.apps import clock
from guiju.apps.impact import actions as impact
from guiju.apps.people.models import Person
from guiju.apps.publishing import actions, models, queries, ticking
from guiju.apps.publishing.values import Stage
from guiju.apps.work import models as work

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%signed\n"


@pytest.fixture
def visit():
    def opened(number: str) -> Client:
        client = Client()
        client.force_login(Person.objects.get(number=number).user)
        return client

    return opened


@pytest.fixture
def number():
    return begun(office.opened())


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def post(client, number, deed, **data):
    version = get(number).version
    return client.post(f"/rulebook/versions/{number}/", {"deed": deed, "version": version, **data}, follow=True)


def test_a_draft_is_sent_on_its_way_from_its_page(visit):
    draft = office.drafted(office.opened())
    client = visit(WRITER)
    assert "送去发布" in page(client, f"/rulebook/drafts/{draft}/")
    response = client.post(f"/rulebook/versions/begin/{draft}/", {"reason": "看得更全"}, follow=True)

    assert "已送去发布" in response.content.decode()
    assert [life.reason for life in queries.lives()] == ["看得更全"]
    assert "采用这份草稿" not in page(visit(DIRECTOR), f"/rulebook/drafts/{draft}/")


def test_a_version_is_taken_through_its_stages_without_script(visit, number):
    writer, director = visit(WRITER), visit(DIRECTOR)
    post(writer, number, "look", said="没有人多拿")
    post(writer, number, "ask", until="2026-10-12")
    early = page(writer, f"/rulebook/versions/{number}/")
    assert ("结束征求意见" in early, "还有人没有答复，届时才能结束" in early) == (False, True)
    for who in (DIRECTOR, LEADER):
        post(visit(who), number, "no_comment")
    assert "您的意见" in page(visit(WORKER), f"/rulebook/versions/{number}/")
    again = post(visit(WORKER), number, "comment", text="退款怎么算？", clause="what").content.decode()
    assert "提交意见" in again  # as often as one likes
    assert "没有意见" not in again
    comment = models.Comment.objects.get()
    writer.post(f"/rulebook/versions/{number}/answer/{comment.pk}/", {"taken": "yes", "text": "写清楚"})
    assert "结束征求意见" in page(writer, f"/rulebook/versions/{number}/")
    post(writer, number, "close_comments")
    post(writer, number, "consult", held="2026-10-09", whom="工会", minutes="过了", result="同意")
    post(writer, number, "hand_in")
    post(director, number, "approve", said="好")
    shown = post(writer, number, "announce", in_force_from="2026-10-12").content.decode()

    assert get(number).state == "announced"
    assert "公示中" in shown
    assert "采纳" in shown
    assert "写清楚" in shown


def test_what_is_refused_is_said_and_nothing_happens(visit, number):
    post(visit(WRITER), number, "look", said="看过")
    shown = post(visit(WRITER), number, "ask", until="2026-10-10").content.decode()

    assert "征求意见至少 3 天" in shown
    assert get(number).leg(office_stage("comments")).state == ""


def office_stage(word):
    from guiju.apps.publishing.values import Stage

    return Stage(word)


def test_the_inbox_leads_to_where_it_is_signed(visit, number):
    office.announced(number)
    client = visit(WORKER)

    assert f"/rulebook/versions/{number}/sign/" in page(client, "/")
    shown = page(client, f"/rulebook/versions/{number}/sign/")
    assert "不是电子合同" in shown
    assert shown.index("这一版改了什么") < shown.index("全文")
    life = get(number)
    wrong = client.post(f"/rulebook/versions/{number}/sign/", {"text": life.base, "name": "张三"})
    assert (wrong.status_code, "文字已经变了" in wrong.content.decode()) == (422, True)
    right = client.post(f"/rulebook/versions/{number}/sign/", {"text": life.edition, "name": "张三"}, follow=True)
    assert "您已于" in right.content.decode()
    assert not work.Work.objects.filter(accountable__number=WORKER, source="publication", closed__isnull=True).exists()


def test_who_has_not_signed_is_for_those_who_may_see_it(visit, number):
    office.announced(number)

    assert "林晓" in page(visit(WRITER), f"/rulebook/versions/{number}/signers/")
    assert visit(WORKER).get(f"/rulebook/versions/{number}/signers/").status_code == 403


def test_every_version_stays_readable_by_its_hash(visit, number):
    life = office.announced(number)
    with clock.at(datetime(2026, 10, 12, 8)):
        for edition in (life.base, life.edition):
            assert "各组由组长带领" in page(visit(WORKER), f"/rulebook/edition/{edition}/")
    assert "看销售、投产和退款。" in page(visit(WORKER), f"/rulebook/edition/{life.edition}/")


def test_the_whole_text_is_read_with_the_numbers_of_its_clauses(visit):
    number = begun(office.opened(), new="看销售、投产和退款。\n\n## 3.1 细则 {#fine}\n\n细看。")

    assert "<h3>3.1 细则</h3>" in page(visit(WRITER), f"/rulebook/edition/{get(number).edition}/")


def test_a_paper_of_somebody_else_is_not_taken(visit, number):
    life = office.announced(number)
    made = models.Paper.objects.create(kind="text", edition=life.edition, by="x", asked=clock.now(), user=None)

    assert visit(WORKER).get(f"/rulebook/papers/{made.pk}/").status_code == 403
    assert (
        visit(WORKER).post(f"/rulebook/edition/{life.edition}/paper/", {"number": DIRECTOR, "month": ""}).status_code
        == 403
    )


def test_the_pages_say_who_wrote_it_and_who_therefore_does_not_approve_it(visit):
    draft = office.drafted(office.opened())
    alone = page(visit(DIRECTOR), f"/rulebook/drafts/{draft}/")
    assert "请让起草人苏婉来提交" in alone
    assert "disabled>送去发布" in alone
    assert "<dt>可以审批</dt><dd>沈行</dd>" in page(visit(WRITER), f"/rulebook/drafts/{draft}/")

    said = visit(DIRECTOR).post(f"/rulebook/versions/begin/{draft}/", {"reason": "看得更全"}, follow=True)
    assert "由本人提交就没有人能审批了" in said.content.decode()
    assert queries.lives() == []
    visit(WRITER).post(f"/rulebook/versions/begin/{draft}/", {"reason": "看得更全"})
    shown = page(visit(WORKER), f"/rulebook/versions/{queries.lives()[0].id}/")
    assert "<dt>写的人</dt><dd>苏婉</dd>" in shown
    assert "<dt>可以审批</dt><dd>沈行</dd>" in shown
    assert "不参加审批" not in shown


def test_whoever_has_a_hand_in_it_finds_no_button_to_approve(visit):
    text = office.TEXT.replace("谁: [人事专员], 可: [查看, 编辑]", "谁: [人事专员], 可: [查看, 编辑, 确认]")
    number = begun(office.opened(text))
    office.heard(number)
    do("consult", number, held=office.OCT, whom="工会", minutes="过了", result="同意")
    do("hand_in", number)

    assert 'value="approve"' in page(visit(DIRECTOR), f"/rulebook/versions/{number}/")
    mine = page(visit(WRITER), f"/rulebook/versions/{number}/")
    assert 'value="approve"' not in mine
    assert "<dt>不参加审批</dt><dd>苏婉" in mine
    said = post(visit(WRITER), number, "approve", said="")
    assert "要由别人审批" in said.content.decode()


def test_the_pages_ask_the_same_number_of_queries_for_one_version_and_for_three(
    visit, number, django_assert_max_num_queries
):
    client = visit(WRITER)
    page(client, "/rulebook/versions/")
    with django_assert_max_num_queries(15):
        page(client, "/rulebook/versions/")
    page(client, f"/rulebook/versions/{number}/")
    with django_assert_max_num_queries(15):  # the text was read before
        page(client, f"/rulebook/versions/{number}/")
    for word in ("看销售、投产与毛利。", "看销售、投产与成本。"):
        begun(get(number).base, new=word)
    with django_assert_max_num_queries(15):
        page(client, "/rulebook/versions/")
    assert do("look", number, said="看过").version > 1
    assert actions.sign


def minuted(client, number, name, content, **more):
    said = {"held": "2026-10-09", "whom": "工会", "minutes": "逐条过了一遍", "result": "同意", **more}
    return post(client, number, "consult", attached=SimpleUploadedFile(name, content), **said)


def test_signed_minutes_are_kept_by_hash_and_open_to_those_who_may_read_the_version(visit, number):
    office.heard(number)
    shown = minuted(visit(WRITER), number, "纪要.pdf", PDF).content.decode()
    kept = get(number).leg(Stage.CONSULTATION).data["files"][0]
    address = f"/rulebook/versions/{number}/minutes/{kept['id']}/"

    assert (kept["name"], kept["sha256"], kept["size"]) == ("纪要.pdf", sha256(PDF).hexdigest(), len(PDF))
    assert f'href="{address}"' in shown
    taken = visit(WORKER).get(address)
    assert (taken.status_code, b"".join(taken.streaming_content)) == (200, PDF)
    assert "sandbox" in taken.headers["Content-Security-Policy"]
    assert Client().get(address).status_code == 302
    other = begun(get(number).base, new="看销售、投产与毛利。")
    assert visit(WORKER).get(f"/rulebook/versions/{other}/minutes/{kept['id']}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("纪要.pdf", b"MZ\x90\0\x03\0", "纪要.pdf"), ("纪要.docx", b"%PDF-1.7\n", "纪要.docx"), ("空.pdf", b"", "空")],
)
def test_minutes_that_are_no_minutes_are_refused_and_what_was_typed_stays(visit, number, name, content, told):
    office.heard(number)
    response = minuted(visit(WRITER), number, name, content, minutes="很长的一段纪要")

    assert response.status_code == 422
    assert told in response.content.decode()
    assert "很长的一段纪要" in response.content.decode()
    assert get(number).leg(Stage.CONSULTATION).state == ""


def test_the_stage_of_impact_leads_to_the_simulation_of_its_very_draft(visit, number):
    client = visit(WRITER)
    shown = page(client, f"/rulebook/versions/{number}/")
    draft = get(number).draft
    assert f'href="/rulebook/impact/?draft={draft}"' in shown
    asked = client.post("/rulebook/impact/", {"draft": draft, "first": "2026-09", "last": "2026-09"}, follow=True)
    simulation = asked.redirect_chain[-1][0]
    assert "正在测算" in page(client, f"/rulebook/versions/{number}/")
    impact.perform(simulation_id=int(simulation.split("/")[-2]))
    shown = page(client, f"/rulebook/versions/{number}/")

    assert f'href="{simulation}"' in shown
    assert "没有守住的目标和预警（次）" in shown
    assert "影响测算" not in page(visit(WORKER), f"/rulebook/versions/{number}/")


def test_what_is_in_force_is_repealed_on_its_pages(visit, number):
    User.objects.create_superuser("root")
    client = visit(WRITER)
    assert "废止现行制度" in page(client, "/rulebook/versions/")
    assert "废止现行制度" not in page(visit(WORKER), "/rulebook/versions/")
    assert visit(WORKER).post("/rulebook/versions/repeal/", {"reason": "x"}).status_code == 403
    shown = client.post("/rulebook/versions/repeal/", {"reason": "部门撤销"}, follow=True).content.decode()
    assert "废止以后会怎样" in shown
    assert "除管理员外，谁都只能读原文" in shown
    two = queries.lives()[0].id
    office.agreed(two)
    post(client, two, "announce", in_force_from="2026-10-12")
    base = get(two).edition

    assert "这部制度自 2026年10月12日 起废止" in page(visit(WORKER), "/rulebook/")
    with clock.at(datetime(2026, 10, 12, 8)):
        ticking.tick()
        assert "已经废止" in page(visit(WORKER), "/rulebook/")
        over = page(visit(WORKER), f"/rulebook/edition/{base}/")
        assert "这一版自 2026年10月12日 起废止：部门撤销" in over
        assert "各组由组长带领" in over
        assert "已废止" in page(visit(WORKER), "/rulebook/versions/")
