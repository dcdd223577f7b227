"""What no committed file may say: this machine's paths, a registry's host, traditional characters in Chinese texts."""

import re

from house import files

# Written in pieces, so that this file does not find itself.
HOSTS = [
    "registry.npmjs" + ".org",
    "files.python" + "hosted.org",
    "pypi" + ".org",
    "npmmirror" + ".com",
    "tuna.tsing" + "hua",
]
HERE = [f"/wo{rest}" for rest in ("rk/main", "rk/brief", "rk/shared", "rk/.library")]  # the pages of work are no place
PLACES = [*HERE, "/ro" + "ot/", "/opt/py" + "pi", "/opt/wh" + "eels", "../../shar" + "ed/needs"]
# Proper names and quotations that GB2312 does not hold, and symbols typed as characters.
ALLOWED = set("〇")


def test_no_file_names_a_package_registry():
    named = [(name, host) for name, text in files.texts() for host in HOSTS if host in text]

    assert named == []


def test_no_file_names_a_path_of_one_machine():
    named = [(name, place) for name, text in files.texts() for place in PLACES if place in text]

    assert named == []


def test_chinese_texts_are_in_simplified_characters():
    """GB2312 holds the simplified set; what Big5 holds and GB2312 does not is a traditional form."""
    strange = {}
    for name, text in files.texts():
        if name.startswith(("tests/", "regulations/needs/")):
            continue
        found = {c for c in re.findall(r"[\u4e00-\u9fff]", text) if c not in ALLOWED and is_traditional(c)}
        if found:
            strange[name] = "".join(sorted(found))
    assert strange == {}


def is_traditional(character: str) -> bool:
    return not encodes(character, "gb2312") and encodes(character, "big5")


def encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
