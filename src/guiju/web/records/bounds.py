"""How much a form may weigh with its files, judged before a byte of it is kept."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

MEGABYTE = 1 << 20
MOST = 64 * MEGABYTE  # of a form with all the files that come with it


def too_much(request: HttpRequest) -> str:
    """Why what was posted cannot be taken, empty when it can; reads it only when its stated length is bearable."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST:
        return _("这些文件加起来太大了，没有上传；一次最多 %(most)s MB。") % {"most": MOST // MEGABYTE}
    try:
        len(request.POST)
    except (MultiPartParserError, UnreadablePostError, SuspiciousOperation):  # too many fields and files among these
        return _("没有传完整，请再试一次。")
    return ""
