"""The reference page of all problems, made from the catalogue: ``python -m guiju.lang.codes.page`` writes it."""

from pathlib import Path

from guiju.lang.codes import CATALOGUE, Code
from guiju.lang.diagnostics import Level

HOME = Path(__file__).parents[4] / "docs/reference/problems.md"
GROUPS = {
    "D": "Documents and files",
    "Y": "Rule blocks",
    "R": "Rules and fields",
    "N": "Names",
    "F": "Formulas",
    "C": "What the checker proves",
}
HEAD = """# Problems

Every problem that `guiju check` can report, with a bad and a mended example. This page is made from the catalogue in
`src/guiju/lang/codes`; `python -m guiju.lang.codes.page` writes it anew. An error keeps a document from being adopted,
a warning does not, but for C701: an example that its rule contradicts is a warning while one writes, and must be
mended before the document comes into force.
"""


def problems() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for letter, title in GROUPS.items():
        parts.append(f"## {title}\n")
        parts += [_entry(code, entry) for code, entry in CATALOGUE.items() if code.startswith(letter)]
    return "\n".join(parts)


def _entry(code: str, entry: Code) -> str:
    level = "error" if entry.level is Level.ERROR else "warning"
    lines = [
        f"### {code} · {level}\n",
        f"{_plain(entry.chinese)}。{_plain(entry.mend_chinese)}。\n",
        f"{_sentence(entry.english)} {_sentence(entry.mend_english)}\n",
    ]
    if entry.bad:
        lines += [_example("Bad", entry.bad), _example("Mended", entry.mended)]
    return "\n".join(lines)


def _plain(template: str) -> str:
    kept = template.replace("{{", "\0").replace("}}", "\1").replace("{quote}", "…")
    return kept.replace("\0", "{").replace("\1", "}")


def _sentence(template: str) -> str:
    text = _plain(template)
    return text[:1].upper() + text[1:] + "."


def _example(title: str, text: str) -> str:
    shown = "\n".join(f"    {line}".rstrip() for line in text.rstrip("\n").replace("\x07", "␇").split("\n"))
    return f"{title}:\n\n{shown}\n"


if __name__ == "__main__":  # pragma: no cover - the page itself is compared with the catalogue
    HOME.parent.mkdir(parents=True, exist_ok=True)
    HOME.write_text(problems(), "utf-8")
