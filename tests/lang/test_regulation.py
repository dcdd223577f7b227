"""What a compiled regulation answers."""

from guiju import lang
from guiju.lang.catalogue import Catalogue
from guiju.lang.kinds import Position, Unit

BOOK = """# 谁 {#who}

```yaml 规矩
单位:
  电商部: {负责人: 总监, 别名: [Shop Office]}
岗位:
  总监: {单位: 电商部, 别名: [电商部]}
```
"""


def test_a_rule_is_found_by_name_or_alias_however_it_is_cased_or_spaced():
    regulation = lang.compile(lang.Sources("book.md", {"book.md": BOOK.encode()}), Catalogue({})).regulation

    found = [regulation.named(Unit, name) for name in ("电商部", "SHOP  office", "ｓhop office", "总监", "")]

    assert [unit.name if unit else None for unit in found] == ["电商部", "电商部", "电商部", None, None]
    assert regulation.named(Position, "电商部") == regulation.of(Position)["总监"]
