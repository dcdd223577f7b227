"""Files: looked at before they are taken, stored under what they are, reached by nobody else, swept when nobody's."""

import io
import os
import time
import zipfile

import pytest

from apps.records import office
from guiju.apps import clock
from guiju.apps.records import actions, files, models, queries, sniffing
from guiju.apps.records.errors import Code
from guiju.apps.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def packed(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument."
SHEET = packed("[Content_Types].xml", "xl/workbook.xml")
TAKEN = [
    ("图.png", PNG, "image/png"),
    ("图.JPG", b"\xff\xd8\xff\xe0" + b"\0" * 9, "image/jpeg"),
    ("图.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
    ("合同.pdf", b"%PDF-1.7\n", "application/pdf"),
    ("表.xlsx", SHEET, f"{OFFICE}spreadsheetml.sheet"),
    ("文.docx", packed("[Content_Types].xml", "word/document.xml"), f"{OFFICE}wordprocessingml.document"),
    ("包.zip", packed("a.txt"), "application/zip"),
    ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9, "application/x-ole-storage"),
    ("短片.mp4", b"\0\0\0\x18ftypmp42", "video/mp4"),
    ("录音.mp3", b"ID3\x04", "audio/mpeg"),
    ("录音.mp3", b"\xff\xfb\x90\0", "audio/mpeg"),
    ("话.txt", "你好".encode(), "text/plain"),
    ("订单.csv", "订单编号\n1".encode("gb18030"), "text/plain"),
    ("长.txt", ("好" * 4000).encode(), "text/plain"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "media_type"), TAKEN)
def test_files_that_people_work_with_are_taken(name, content, media_type):
    row = models.Attachment.objects.get(pk=office.brought(name=name, content=content))

    assert (row.name, row.media_type, row.size) == (name, media_type, len(content))
    assert files.opened(row.sha256).read() == content


REFUSED = [
    ("空.txt", b"", Code.FILE_EMPTY),
    ("程序.exe", b"MZ\x90\0\x03\0", Code.FILE_KIND),
    ("程序.png", b"MZ\x90\0\x03\0", Code.FILE_KIND),
    ("脚本.svg", b"<svg onload='alert(1)'/>", Code.FILE_OTHER_THAN_NAMED),
    ("页.html", b"<script>alert(1)</script>", Code.FILE_OTHER_THAN_NAMED),
    ("页.txt.html", b"<script>", Code.FILE_OTHER_THAN_NAMED),
    ("图.png", b"%PDF-1.7\n", Code.FILE_OTHER_THAN_NAMED),
    ("宏.xlsx", packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), Code.FILE_KIND),
    ("坏.zip", b"PK\x03\x04 and no more", Code.FILE_KIND),
    ("无名", b"text", Code.FILE_OTHER_THAN_NAMED),
    ("断.txt", b"\xff\xfe", Code.FILE_KIND),
]


@pytest.mark.parametrize(("name", "content", "code"), REFUSED)
def test_what_is_hostile_or_nothing_is_refused_and_leaves_no_byte(home, name, content, code):
    with pytest.raises(Refused) as refused:
        office.brought(name=name, content=content)

    assert refused.value.code == code
    assert [path for path in (home / "files").rglob("*") if path.is_file()] == []
    assert models.Attachment.objects.count() == 0


def test_more_than_a_file_may_be_is_refused_as_soon_as_it_is_seen(home):
    def endless():
        while True:
            yield b"x" * files.MEGABYTE

    with pytest.raises(Refused) as refused:
        actions.attach(actor=office.actor("1"), name="大.txt", stream=endless())

    assert str(refused.value) == "“大.txt”太大了，一个文件不超过 20 MB。"
    assert [path for path in (home / "files").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\家\\话.txt", "话.txt"),
        ("发票\u202efdp.txt", "发票fdp.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("..txt", ".txt"),
        ("长" * 300 + ".txt", "长" * 112 + ".txt"),
        ("没有后缀" * 50, ("没有后缀" * 50)[:120]),
        ("a.很长很长很长很长的后缀", "a.很长很长很长很长的后缀"),
    ],
)
def test_a_name_is_only_for_people_to_read(name, shown):
    assert sniffing.plain_name(name) == shown


def test_the_same_bytes_lie_there_once(home):
    first, second = office.brought(name="一.txt"), office.brought(office.PEER, name="二.txt")

    assert len([path for path in (home / "files").rglob("*") if path.is_file()]) == 1
    assert {models.Attachment.objects.get(pk=one).sha256 for one in (first, second)} == {
        models.Attachment.objects.get(pk=first).sha256
    }


def test_a_file_is_fetched_by_who_may_read_its_record():
    file = office.brought()
    record = office.filed(answers={**office.WISH, "附件": [str(file)]})

    assert office.seen(record).answers["附件"] == [file]
    assert queries.attachment(office.actor(office.HR), file).name == "说明.txt"
    for number in (office.OUTSIDER, office.PEER):
        with pytest.raises(Refused) as refused:
            queries.attachment(office.actor(number), file)
        assert refused.value.code == Code.UNKNOWN_FILE


def test_before_a_record_holds_it_only_who_brought_it_fetches_it():
    file = office.brought()

    assert queries.attachment(office.actor(office.AUTHOR), file).by.name == "张三"
    for number, one in ((office.DIRECTOR, file), (office.AUTHOR, 99)):
        with pytest.raises(Refused):
            queries.attachment(office.actor(number), one)


def test_nobody_reaches_the_file_of_another_by_naming_it():
    secret = office.brought(office.HR)
    held = office.brought()
    office.filed(answers={**office.WISH, "附件": [held]})

    for stolen in (secret, held, 99):
        with pytest.raises(Refused) as refused:
            office.draft(answers={"附件": [stolen]})
        assert refused.value.code == Code.UNKNOWN_FILE


def test_another_app_may_hold_what_was_just_brought():
    file, stolen = office.brought(), office.brought(office.HR)

    actions.hold(actor=office.actor(office.AUTHOR), ids=[file], holder="work:12")

    with pytest.raises(Refused):
        actions.hold(actor=office.actor(office.AUTHOR), ids=[stolen], holder="work:12")
    with pytest.raises(Refused):
        office.draft(answers={"附件": [file]})
    assert models.Attachment.objects.get(pk=file).held == "work:12"


def test_what_a_draft_names_no_more_is_let_go_and_swept_after_a_day(home):
    kept, dropped = office.brought(name="一.txt", content=b"1"), office.brought(name="二.txt", content=b"2")
    record = office.draft(answers={"附件": [kept, dropped]})
    office.draft(record_id=record, answers={"附件": [kept]})
    old = time.time() - 2 * 86400
    for path in (home / "files").rglob("*"):
        os.utime(path, (old, old))

    early = files.sweep()
    with clock.at(clock.now().replace(day=11)):
        late = files.sweep()

    assert (early, late) == (0, 1)
    assert list(models.Attachment.objects.values_list("pk", flat=True)) == [kept]


def test_the_files_of_a_draft_that_is_thrown_away_are_let_go():
    file = office.brought()
    record = office.draft(answers={"附件": [file]})

    actions.discard(actor=office.actor(office.AUTHOR), record_id=record)

    assert models.Attachment.objects.get(pk=file).record is None


def test_what_was_filed_keeps_every_file_that_it_ever_had():
    file = office.brought()
    record = office.filed(answers={**office.WISH, "附件": [file]})

    actions.amend(actor=office.actor(office.AUTHOR), record_id=record, answers={"附件": []}, version=None)

    assert office.seen(record).history[-1].changes[0].before == [file]
    assert list(office.seen(record).files) == [file]


def test_young_bytes_of_nothing_are_left_for_their_row_to_come(home):
    folder = home / "files" / "ab"
    folder.mkdir(parents=True)
    young, old = folder / "ab1", folder / "ab2"
    for path in (young, old):
        path.write_bytes(b"x")
    os.utime(old, (time.time() - 2 * 86400,) * 2)

    assert files.sweep() == 1
    assert (young.exists(), old.exists()) == (True, False)


def test_bytes_that_are_gone_are_said_to_be():
    file = office.brought()
    row = models.Attachment.objects.get(pk=file)
    files.path(row.sha256).unlink()

    assert files.opened(row.sha256) is None


def test_who_holds_a_file_says_who_may_fetch_it():
    file = office.brought()
    before = queries.held_by(file)
    actions.hold(actor=office.actor(office.AUTHOR), ids=[file], holder="work:12")

    assert (before, queries.held_by(file), queries.held_by(99)) == ("", "work:12", "")
    assert queries.held(file, "work:12").name == "说明.txt"
    for holder in ("work:13", ""):
        with pytest.raises(Refused):
            queries.held(file, holder)
