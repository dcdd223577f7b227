"""Clauses are rewritten, added, moved, removed and merged as text."""

from guiju.lang import Sources
from guiju.lang.writing import clauses
from guiju.lang.writing.merge import merge

BOOK = """---
regulation: x
title: T
version: 1
---

# 一、甲 {#a}

甲的话。

```yaml 规矩
原则:
  诚: 一
```

尾。

## 1.1 乙 {#b}

乙的话。

# 丙 {#c}

丙的话。
"""


def sources(text=BOOK):
    return Sources("m.md", {"m.md": text.encode()})


def text(found):
    return found.files["m.md"].decode()


def clause(name, among=None):
    return next(one for one in clauses.passages(among or sources()) if one.id == name)


def test_a_clause_is_rewritten_without_touching_its_neighbours():
    new = clauses.rewritten(
        sources(),
        clause("a"),
        heading="一、新甲 {#z}",
        prose={0: "新话。", 1: "新尾。"},
        blocks={0: "原则:\n  诚: 二\n"},
    )

    wanted = (
        BOOK.replace("一、甲", "一、新甲")
        .replace("甲的话", "新话")
        .replace("尾。", "新尾。")
        .replace("诚: 一", "诚: 二")
    )
    assert text(new) == wanted
    assert text(clauses.rewritten(sources(), clause("a"), heading="一、甲", prose={0: "甲的话。"})) == BOOK


def test_words_are_put_where_there_were_none_and_a_last_rule_takes_its_block_along():
    bare = BOOK.replace("乙的话。\n\n", "")

    assert text(clauses.rewritten(sources(bare), clause("b", sources(bare)), prose={0: "乙的话。"})) == BOOK
    assert text(clauses.rewritten(sources(), clause("a"), blocks={0: ""})) == BOOK.replace(
        "\n```yaml 规矩\n原则:\n  诚: 一\n```\n", ""
    )
    assert text(clauses.rewritten(sources(), clause("c"), blocks={-1: "适用:\n  全: 人"})) == (
        BOOK + "\n```yaml 规矩\n适用:\n  全: 人\n```\n"
    )


def test_a_clause_moves_with_all_below_it_and_back():
    down = clauses.moved(sources(), clause("a"), 1)

    assert [one.id for one in clauses.passages(down)] == ["c", "a", "b"]
    assert text(clauses.moved(down, clause("a", down), -1)).strip() == BOOK.strip()
    assert clauses.moved(sources(), clause("b"), 1) == sources()


def test_a_clause_is_added_behind_another_and_taken_out_with_all_below_it():
    new, name = clauses.added(sources(), "1.2 丙", "新的话。", level=2, after=clause("b"), name="c")

    assert (name, [one.id for one in clauses.passages(new)]) == ("c-2", ["a", "b", "c-2", "c"])
    assert [one.id for one in clauses.passages(clauses.removed(new, clause("a", new)))] == ["c"]


def test_typed_words_may_not_change_what_stands_around_them():
    typed = ("一句。", "a\n## 甲", "```\n", "标题\n---", "- 一\n\n---", "C# 语言")

    assert [clauses.hindrance(one) for one in typed] == [
        "", "heading", "fence", "heading", "", ""
    ]  # fmt: skip


def test_files_keep_their_way_of_ending_lines():
    old = sources(BOOK.replace("\n", "\r\n"))

    new = clauses.rewritten(old, clause("b", old), prose={0: "一。\n二。"})

    assert text(new) == BOOK.replace("乙的话。", "一。\n二。").replace("\n", "\r\n")


def changed(name, words, base=None):
    return clauses.rewritten(base or sources(), clause(name, base), prose={0: words})


def test_what_only_one_changed_is_taken_and_what_both_changed_is_asked():
    apart = merge(sources(), changed("b", "我的乙。"), changed("a", "他的甲。"))
    same = merge(sources(), changed("b", "新乙。"), changed("b", "新乙。"))
    clash = merge(sources(), changed("b", "我的乙。"), changed("b", "他的乙。"))

    assert apart.conflicts == same.conflicts == ()
    assert text(apart.sources) == BOOK.replace("乙的话", "我的乙").replace("甲的话", "他的甲")
    assert [(one.id, one.mine.count("我的"), one.theirs.count("他的")) for one in clash.conflicts] == [("b", 1, 1)]


def test_the_reader_chooses_mine_theirs_or_both():
    sides = sources(), changed("b", "我的乙。"), changed("b", "他的乙。")

    texts = [text(merge(*sides, {"m.md#b": choice}).sources) for choice in ("mine", "theirs", "both")]

    assert texts == [
        BOOK.replace("乙的话。", "我的乙。"),
        BOOK.replace("乙的话。", "他的乙。"),
        BOOK.replace("乙的话。", "他的乙。\n我的乙。"),
    ]


def test_changes_of_different_lines_of_one_clause_come_together():
    base = sources(BOOK.replace("乙的话。", "一。\n\n二。\n\n三。"))

    both = merge(base, changed("b", "一。\n\n二。\n\n新三。", base), changed("b", "新一。\n\n二。\n\n三。", base))

    assert both.conflicts == ()
    assert text(both.sources) == BOOK.replace("乙的话。", "新一。\n\n二。\n\n新三。")


def test_added_removed_and_moved_clauses_meet():
    mine, _ = clauses.added(sources(), "丁", "丁的话。", level=1, after=clause("c"), name="d")
    theirs = clauses.removed(sources(), clause("b"))
    moved = clauses.moved(sources(), clause("a"), 1)

    assert [one.id for one in clauses.passages(merge(sources(), mine, theirs).sources)] == ["a", "c", "d"]
    assert [one.id for one in clauses.passages(merge(sources(), moved, mine).sources)] == ["c", "d", "a", "b"]
    (clash,) = merge(sources(), theirs, changed("b", "他的乙。")).conflicts
    assert (clash.id, clash.mine, "他的乙" in clash.theirs) == ("b", "", True)
