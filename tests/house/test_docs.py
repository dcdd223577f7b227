"""Every link of the documentation leads to a file of the project."""

import re

from house import files

LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"```.*?```|``.*?``|`[^`\n]*`", re.DOTALL)


def test_no_link_leads_nowhere():
    astray = [
        (name, target)
        for name, text in files.texts(".md")
        if not name.startswith(("tests/", "regulations/needs/"))
        for target in LINK.findall(CODE.sub("", text))
        if not re.match(r"[a-z]+:|#", target)
        and not ((files.ROOT / name).parent / target.partition("#")[0]).resolve().exists()
    ]

    assert astray == []


def test_the_index_names_every_page():
    index = files.ROOT / "docs" / "index.md"
    named = {target.partition("#")[0] for target in LINK.findall(index.read_text("utf-8"))}
    pages = {path.relative_to(index.parent).as_posix() for path in index.parent.rglob("*.md")} - {"index.md"}

    assert sorted(page for page in pages - named if not page.startswith(("adr/", "tutorial/files/"))) == []


def test_each_decision_has_a_number_of_its_own_and_stands_in_the_index():
    folder = files.ROOT / "docs" / "adr"
    kept = sorted(path for path in folder.glob("*.md") if path.name != "index.md")
    numbers = [path.name[:4] for path in kept]
    titles = [f"- {path.name[:4]} [{path.read_text('utf-8').partition('\n')[0][2:]}]({path.name})" for path in kept]
    listed = [line for line in (folder / "index.md").read_text("utf-8").splitlines() if line.startswith("- ")]

    assert [number for number in set(numbers) if not number.isdecimal() or numbers.count(number) > 1] == []
    assert listed == titles
