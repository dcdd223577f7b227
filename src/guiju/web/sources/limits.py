"""How much may be sent at once, judged before a byte of it is kept."""

from django.core.exceptions import SuspiciousOperation, TooManyFilesSent
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

MEGABYTE = 1 << 20
MOST_BYTES = 512 * MEGABYTE  # of all files together
MOST_FILES = 60  # below Django's own limit of 100
MOST_NAME = 200  # bytes of a file's name; folders take no more than 255
MOST_OPEN = 10  # imports of one person that wait or go on
SLACK = MEGABYTE  # what the form itself may weigh


def said() -> str:
    """The limits in a sentence."""
    return _("一次最多 %(files)s 个文件、共 %(size)s MB；更大的用命令行 guiju import 导入。") % {
        "files": MOST_FILES,
        "size": MOST_BYTES // MEGABYTE,
    }


def too_much(request: HttpRequest) -> str:
    """Why an upload cannot be taken, empty when it can; reads it only when its stated length is bearable."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES + SLACK:
        return _("这些文件太大了，没有上传。%(limits)s") % {"limits": said()}
    try:
        count = sum(len(files) for _name, files in request.FILES.lists())
    except TooManyFilesSent:
        count = MOST_FILES + 1
    except (MultiPartParserError, UnreadablePostError, SuspiciousOperation):
        return _("文件没有传完整，请再试一次。")
    if count > MOST_FILES:
        return _("文件太多了，没有上传。%(limits)s") % {"limits": said()}
    return ""
