"""What a file is, by its first bytes and not by what it calls itself; what is none of these is not taken."""

import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from guiju.facts.reading import directory

HEAD = 4096
MOST_NAME, MOST_ENDING = 120, 8
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type and the endings that its name may have."""

    media_type: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_BY_HEAD: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind("application/pdf", ("pdf",))),
    (b"\x89PNG\r\n\x1a\n", Kind("image/png", ("png",))),
    (b"\xff\xd8\xff", Kind("image/jpeg", ("jpg", "jpeg"))),
    (b"GIF8", Kind("image/gif", ("gif",))),
    (b"Rar!\x1a\x07", Kind("application/vnd.rar", ("rar",))),
    (b"7z\xbc\xaf\x27\x1c", Kind("application/x-7z-compressed", ("7z",))),
    (b"8BPS", Kind("image/vnd.adobe.photoshop", ("psd",))),
    (b"ID3", Kind("audio/mpeg", ("mp3",))),
    (_OLE, Kind("application/x-ole-storage", ("xls", "doc", "ppt", "et", "wps", "dps"))),
)
_PACKED: tuple[tuple[str, Kind], ...] = (
    ("xl/", Kind(f"{_OFFICE}spreadsheetml.sheet", ("xlsx",))),
    ("word/", Kind(f"{_OFFICE}wordprocessingml.document", ("docx",))),
    ("ppt/", Kind(f"{_OFFICE}presentationml.presentation", ("pptx",))),
)
_ARCHIVE = Kind("application/zip", ("zip",))
_WEBP = Kind("image/webp", ("webp",))
_WAVE = Kind("audio/wav", ("wav",))
_VIDEO = Kind("video/mp4", ("mp4", "m4v", "mov", "m4a", "heic"))
_SOUND = Kind("audio/mpeg", ("mp3",))
_TEXT = Kind("text/plain", ("txt", "csv", "tsv", "md", "log", "json", "srt"))
_FRAMES = {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"}
_CONTROL = set(range(0x20)) - set(b"\t\n\r\f")
_ENCODINGS = ("utf-8", "gb18030")


def kind(file: BinaryIO) -> Kind | None:
    """What an opened file is; ``None`` when it is nothing that is taken."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(_ZIP):
        return _packed(file)
    known = next((found for start, found in _BY_HEAD if head.startswith(start)), None)
    return known or _framed(head) or (_TEXT if _is_text(head) else None)


def fits(name: str, found: Kind) -> bool:
    """Whether a name ends as files of this kind do."""
    return PurePosixPath(name).suffix.lower().lstrip(".") in found.endings


def plain_name(name: str) -> str:
    """A name without folders and without what hides its end, such as marks that turn the direction of reading."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(one for one in unicodedata.normalize("NFC", last) if unicodedata.category(one)[0] != "C").strip()
    stem, dot, ending = shown.rpartition(".")
    if not dot or len(ending) > MOST_ENDING:
        return shown[:MOST_NAME]
    return f"{stem.strip('. ')[: MOST_NAME - MOST_ENDING]}.{ending}"


def _packed(file: BinaryIO) -> Kind | None:
    if directory.endless(file):  # what lies in it is nobody's business here, and listing it would cost too much
        return _ARCHIVE
    try:
        with zipfile.ZipFile(file) as opened:
            names = opened.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return None
    if "[Content_Types].xml" not in names:
        return _ARCHIVE
    if any(name.endswith("vbaProject.bin") for name in names):  # macros
        return None
    return next((found for folder, found in _PACKED if any(name.startswith(folder) for name in names)), _ARCHIVE)


def _framed(head: bytes) -> Kind | None:
    """Formats whose mark does not stand at the very start."""
    if head[:4] == b"RIFF":
        return {b"WEBP": _WEBP, b"WAVE": _WAVE}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _VIDEO
    return _SOUND if head[:2] in _FRAMES else None


def _is_text(head: bytes) -> bool:
    """Text in UTF-8 or GB 18030 without control characters; a character cut at the end does not matter."""
    if _CONTROL & set(head):
        return False
    cuts = range(4 if len(head) == HEAD else 1)
    return any(_decodes(head[: len(head) - cut], encoding) for encoding in _ENCODINGS for cut in cuts)


def _decodes(head: bytes, encoding: str) -> bool:
    try:
        head.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
