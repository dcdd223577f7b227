from datetime import datetime

import pytest

from facts.mapping import odd
from guiju.facts.connector import load_connectors, reader
from guiju.facts.mapping import bounded, store
from guiju.facts.mapping.faults import StaleError, UnsoundError

NOW = datetime(2026, 6, 4, 9, 0)
LATER = datetime(2026, 6, 5, 9, 0)


def saved(home, name="own_mall", raw=None, *, base=0, by="王芳", now=NOW):
    return store.save(home, name, raw or odd.raw(), by=by, now=now, base=base)


def test_what_is_saved_is_a_connector_of_this_home_alone(tmp_path):
    before = reader(tmp_path)
    saved(tmp_path)

    assert load_connectors(tmp_path)["own_mall"].title.zh == "商城订单"
    assert "own_mall" not in load_connectors()
    assert before == reader() != reader(tmp_path)


def test_every_version_is_kept_with_who_and_when(tmp_path):
    saved(tmp_path)
    other = {**odd.raw(), "title": {"zh": "商城单", "en": "Mall"}}
    saved(tmp_path, raw=other, base=1, by="李强", now=LATER)

    told = [(one.version, one.by, one.at, one.raw["title"]["zh"]) for one in store.history(tmp_path, "own_mall")]

    assert told == [(1, "王芳", "2026-06-04 09:00:00", "商城订单"), (2, "李强", "2026-06-05 09:00:00", "商城单")]
    assert load_connectors(tmp_path)["own_mall"].title.zh == "商城单"


def test_of_two_people_who_edit_the_same_the_later_is_told_and_loses_nothing(tmp_path):
    saved(tmp_path)
    saved(tmp_path, base=1, by="李强", now=LATER)

    with pytest.raises(StaleError) as refused:
        saved(tmp_path, base=1, by="王芳")

    assert (refused.value.version, refused.value.by, refused.value.at) == (2, "李强", "2026-06-05 09:00:00")
    assert [one.by for one in store.history(tmp_path, "own_mall")] == ["王芳", "李强"]


def test_a_removed_one_meets_no_file_but_can_be_told(tmp_path):
    saved(tmp_path)
    store.remove(tmp_path, "own_mall", by="李强", now=LATER, base=1)

    gone = load_connectors(tmp_path)["own_mall"]

    assert (gone.title.zh, gone.needs) == ("商城订单", ())
    assert [(one.version, one.removed) for one in store.history(tmp_path, "own_mall")] == [(1, False), (2, True)]
    assert reader(tmp_path) == reader()


def test_one_that_was_removed_may_come_back_as_a_further_version(tmp_path):
    saved(tmp_path)
    store.remove(tmp_path, "own_mall", by="李强", now=LATER, base=1)
    saved(tmp_path, by="王芳")

    assert [one.version for one in store.history(tmp_path, "own_mall")] == [1, 2, 3]
    assert load_connectors(tmp_path)["own_mall"].needs != ()


def test_a_history_that_a_crash_left_ahead_never_was(tmp_path):
    saved(tmp_path)
    (tmp_path / "connectors/history/own_mall.0002.yaml").write_text(
        store.dump(odd.raw(), saved={"version": 2, "by": "没存完", "at": "2026-06-05"})
    )
    done = saved(tmp_path, base=1, by="李强", now=LATER)

    assert (done.version, store.find(tmp_path, "own_mall").by) == (2, "李强")
    assert [one.by for one in store.history(tmp_path, "own_mall")] == ["王芳", "李强"]


def test_a_broken_file_put_there_by_hand_stops_nothing_and_is_told(tmp_path):
    saved(tmp_path)
    (tmp_path / "connectors/own_torn.yaml").write_text("fact: [order")

    assert set(load_connectors(tmp_path)) - set(load_connectors()) == {"own_mall"}
    assert [fault.code for fault in store.broken(tmp_path)["own_torn"].faults] == ["not_yaml"]


def test_one_of_an_older_version_whose_columns_are_gone_is_left_out_and_not_obeyed(tmp_path):
    old = odd.raw()
    saved(tmp_path, "own_old", {**old, "columns": {**old["columns"], "was_there_in_2024": "运费"}})

    assert "own_old" not in load_connectors(tmp_path)


def test_an_export_reads_back_as_it_was_and_names_nobody(tmp_path):
    one = saved(tmp_path)
    text = store.dump(one.raw)

    assert bounded.read(text.encode()) == odd.raw()
    assert "王芳" not in text
    assert text.splitlines()[:2] == ["title: {zh: 商城订单, en: Mall orders}", "fact: order"]


@pytest.mark.parametrize("name", ["../etc", "Own", "1st", "a.b", ""])
def test_an_id_is_a_plain_word(tmp_path, name):
    with pytest.raises(UnsoundError) as refused:
        saved(tmp_path, name)

    assert [fault.code for fault in refused.value.faults] == ["name"]


LAUGHS = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LAUGHS, "bomb"),
        ("[" * 5000, "bomb"),
        ("{a: " * 5000, "bomb"),
        ("fact: !!python/object/apply:os.system [x]", "bomb"),
        ("a: " + "x" * (300 << 10), "too_large"),
        ("x: [1,2", "not_yaml"),
        ("- a\n- b", "shape"),
        ("\x00", "not_yaml"),
        ("\n".join(f"k{at}: v" for at in range(15_000)), "bomb"),
    ],
)
def test_a_bomb_is_refused_before_it_bursts(text, code):
    with pytest.raises(UnsoundError) as refused:
        bounded.read(text.encode())

    assert [fault.code for fault in refused.value.faults] == [code]
