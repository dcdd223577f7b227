"""What a regulation says and nothing carries out yet is counted."""

from pathlib import Path

from guiju.cli import main
from guiju.lang.gaps import gaps, without_job_sheet
from lang import sample

LIBRARY = Path(__file__).resolve().parents[2] / "regulations"
TEXT = """# 规矩 {#rules}

早上打卡。晚上由系统锁门。〔待执行〕锁好了发消息〔待执行〕

```yaml 规矩
岗位:
  店长: {单位: 一组, 上级: 组长, 职责: [看店]}
```
"""


def test_marked_sentences_are_gaps_and_others_are_not():
    regulation = sample.compiled(sample.document(TEXT)).regulation

    assert [(one.clause, one.said) for one in gaps(regulation)] == [
        ("rules", "晚上由系统锁门。"),
        ("rules", "锁好了发消息"),
    ]


def test_positions_that_say_what_they_answer_for_have_a_job_sheet():
    regulation = sample.compiled(sample.document(TEXT)).regulation

    assert [one.name for one in without_job_sheet(regulation)] == ["组长", "组员"]


def test_every_position_of_the_library_has_a_job_sheet_and_its_gaps_are_counted(capsys, monkeypatch):
    monkeypatch.chdir(LIBRARY.parent)

    assert main(["coverage", "--lang", "en"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]

    waiting, _, positions = last.partition(" sentences wait for a rule; ")
    described, _, rest = positions.partition(" of ")
    assert described == rest.split()[0]
    assert main(["coverage", "--gaps"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == int(waiting)


def test_a_list_that_nobody_keeps_is_not_met(capsys, monkeypatch):
    monkeypatch.chdir(LIBRARY.parent)

    assert main(["coverage", "--list", "ZZ"]) == 2
    assert capsys.readouterr().err.startswith("没有清单「ZZ」；有 A1, A2, A3, ")
