"""Every address of the house, and what answers to people of each role; an address without a line here fails."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

import make
from conftest import TODAY
from web import seen
from web.department import BOOK, DIRECTOR, HR, LEADER, OUTSIDER, SPECIALIST

pytestmark = pytest.mark.django_db

# 1 is the specialist, 2 a peer, 3 the leader of both, 4 of another group, 9 the director. By the regulation the leader
# sees the group's points without its money, HR the roster without anybody's points. Strangers come to the door (302);
# who may not is told so (403); what is not there is not found only for those who might have seen it (404).
ROLES = (DIRECTOR, LEADER, SPECIALIST, HR, "")
GET = {
    # address: director, leader, specialist, HR, stranger
    "/": (200, 200, 200, 200, 302),
    "/numbers/": (200, 200, 200, 200, 302),
    "/numbers/of/投产比/": (200, 200, 200, 200, 302),
    "/numbers/of/投产比/?dim=person&key=2": (200, 200, 200, 200, 302),
    "/numbers/of/投产比/export/csv/": (200, 403, 403, 403, 302),
    "/numbers/of/投产比/export/xlsx/": (200, 403, 403, 403, 302),
    "/numbers/cards/": (200, 200, 200, 200, 302),
    "/numbers/cards/投产比/": (200, 200, 200, 200, 302),
    "/numbers/why/投产比/": (200, 200, 200, 200, 302),
    "/numbers/why/投产比/export/": (200, 403, 403, 403, 302),
    "/numbers/marks/": (200, 200, 200, 200, 302),
    "/numbers/marks/9/": (404, 404, 404, 404, 302),
    "/numbers/worth/": (200, 200, 200, 200, 302),
    "/numbers/explore/": (200, 200, 200, 200, 302),
    "/numbers/explore/view/9/": (404, 404, 404, 404, 302),
    "/numbers/explore/export/csv/": (200, 403, 403, 403, 302),
    "/score/": (302, 200, 200, 200, 302),  # nothing scores the director: what they come for is everybody's
    "/score/people/?month=2026-09": (200, 200, 403, 403, 302),
    "/score/closing/?month=2026-09": (200, 403, 403, 403, 302),
    "/score/people/export.xlsx": (200, 403, 403, 403, 302),
    "/score/1/?month=2026-09": (200, 200, 200, 403, 302),
    "/score/2/?month=2026-09": (200, 200, 403, 403, 302),
    "/score/3/": (200, 200, 403, 403, 302),
    "/score/4/": (200, 403, 403, 403, 302),
    "/score/9/": (200, 403, 403, 403, 302),
    "/score/1/rows/0-0/": (404, 403, 404, 403, 302),
    "/score/4/rows/0-0/": (404, 403, 403, 403, 302),
    "/find/": (200, 200, 200, 200, 302),
    "/rulebook/": (200, 200, 200, 200, 302),
    "/rulebook/source/": (200, 403, 403, 403, 302),
    "/rulebook/history/": (200, 200, 200, 200, 302),
    "/rulebook/law/": (200, 200, 200, 200, 302),
    "/rulebook/versions/": (200, 200, 200, 200, 302),
    "/rulebook/versions/begin/1/": (405, 405, 405, 405, 405),
    "/rulebook/versions/repeal/": (405, 405, 405, 405, 405),
    "/rulebook/versions/1/minutes/1/": (404, 404, 404, 404, 302),
    "/rulebook/versions/1/": (404, 404, 404, 404, 302),
    "/rulebook/versions/1/answer/1/": (405, 405, 405, 405, 405),
    "/rulebook/versions/1/sign/": (404, 404, 404, 404, 302),
    "/rulebook/versions/1/signers/": (404, 403, 403, 404, 302),
    "/rulebook/edition/nothing/": (404, 404, 404, 404, 302),
    "/rulebook/edition/nothing/paper/": (405, 405, 405, 405, 405),
    "/rulebook/papers/1/": (404, 404, 404, 404, 302),
    "/rulebook/papers/1/file.pdf": (404, 404, 404, 404, 302),
    "/rulebook/clause/pay/": (200, 200, 200, 200, 302),
    "/rulebook/writing/bring/": (200, 403, 403, 403, 302),
    "/rulebook/writing/start/": (405, 405, 405, 405, 405),
    "/rulebook/writing/clause/pay/": (302, 403, 403, 403, 302),
    "/rulebook/writing/0/clause/pay/": (200, 403, 403, 403, 302),
    "/rulebook/writing/0/clause/pay/act/": (405, 405, 405, 405, 405),
    "/rulebook/writing/0/clause/pay/removal/": (200, 403, 403, 403, 302),
    "/rulebook/writing/0/names/": (200, 403, 403, 403, 302),
    "/rulebook/writing/1/": (404, 403, 403, 403, 302),
    "/rulebook/writing/1/act/": (405, 405, 405, 405, 405),
    "/rulebook/writing/1/apart/1/": (404, 403, 403, 403, 302),
    "/rulebook/writing/1/overtaken/": (404, 403, 403, 403, 302),
    "/rulebook/drafts/": (200, 403, 403, 403, 302),
    "/rulebook/drafts/1/": (404, 403, 403, 403, 302),
    "/rulebook/drafts/1/finish/": (405, 405, 405, 405, 405),
    "/rulebook/mine/": (200, 200, 200, 200, 302),
    "/rulebook/may/": (200, 200, 200, 200, 302),
    "/rulebook/health/": (200, 200, 200, 200, 302),
    "/rulebook/needs/": (200, 200, 200, 200, 302),
    "/rulebook/needs/export.xlsx": (200, 200, 200, 200, 302),
    "/rulebook/impact/": (200, 403, 403, 403, 302),
    "/rulebook/impact/9/": (404, 403, 403, 403, 302),
    "/rulebook/impact/9/stop/": (405, 405, 405, 405, 405),
    "/rulebook/impact/9/again/": (405, 405, 405, 405, 405),
    "/rulebook/impact/9/export.xlsx": (404, 403, 403, 403, 302),
    "/rulebook/impact/9/people/1/": (404, 403, 403, 403, 302),
    "/sources/": (200, 403, 403, 403, 302),
    "/numbers/corrections/": (200, 200, 200, 200, 302),
    "/numbers/corrections/export.xlsx": (200, 403, 403, 403, 302),
    "/numbers/corrections/new/": (200, 403, 403, 403, 302),
    "/numbers/corrections/9/": (404, 404, 404, 404, 302),
    "/numbers/costs/": (200, 403, 403, 403, 302),
    "/numbers/costs/history/": (404, 403, 403, 403, 302),
    "/numbers/costs/workbook/": (405, 405, 405, 405, 405),
    "/numbers/costs/freight/": (200, 403, 403, 403, 302),
    "/people/targets/year/": (200, 200, 403, 403, 302),
    "/people/targets/past/": (404, 404, 403, 403, 302),
    "/sources/import/": (200, 403, 403, 403, 302),
    "/sources/runs/": (200, 403, 403, 403, 302),
    "/sources/runs/9/": (404, 403, 403, 403, 302),
    "/sources/runs/9/reasons/": (404, 403, 403, 403, 302),
    "/sources/runs/9/cancel/": (405, 405, 405, 405, 405),
    "/sources/runs/9/retry/": (405, 405, 405, 405, 405),
    "/sources/formats/": (200, 403, 403, 403, 302),
    "/sources/formats/own_a/": (404, 403, 403, 403, 302),
    "/sources/formats/own_a/export/": (404, 403, 403, 403, 302),
    "/sources/formats/own_a/edit/": (405, 405, 405, 405, 405),
    "/sources/formats/own_a/remove/": (405, 405, 405, 405, 405),
    "/sources/formats/own_a/restore/": (405, 405, 405, 405, 405),
    "/sources/formats/add/": (405, 405, 405, 405, 405),
    "/sources/formats/teach/9/": (405, 405, 405, 405, 405),
    "/sources/formats/lessons/9/": (404, 403, 403, 403, 302),
    "/sources/formats/lessons/9/read/": (405, 405, 405, 405, 405),
    "/sources/formats/lessons/9/fact/": (405, 405, 405, 405, 405),
    "/sources/formats/lessons/9/drop/": (405, 405, 405, 405, 405),
    "/sources/aside/": (200, 403, 403, 403, 302),
    "/sources/aside/x/": (404, 403, 403, 403, 302),
    "/sources/aside/x/rows/": (404, 403, 403, 403, 302),
    "/sources/aside/x/discard/": (405, 405, 405, 405, 405),
    "/people/": (200, 200, 403, 200, 302),
    "/people/1/": (200, 200, 200, 200, 302),
    "/people/2/": (200, 200, 403, 200, 302),
    "/people/4/": (200, 404, 403, 200, 302),
    "/people/9/": (200, 404, 403, 200, 302),
    "/people/1/account/": (405, 405, 405, 405, 405),
    "/people/add/": (200, 403, 403, 200, 302),
    "/people/findings/": (200, 403, 403, 200, 302),
    "/people/own/": (200, 403, 403, 200, 302),
    "/people/jobs/": (200, 200, 200, 200, 302),
    "/people/jobs/推广专员/": (200, 200, 200, 200, 302),
    "/people/export/": (405, 405, 405, 405, 405),
    "/people/1/change/post/": (200, 403, 403, 200, 302),
    "/people/targets/": (200, 200, 403, 403, 302),
    "/people/inputs/": (200, 200, 403, 200, 302),
    "/people/workbook/inputs/": (405, 405, 405, 405, 405),
    "/setup/": (200, 403, 403, 200, 302),
    "/setup/roster/": (200, 403, 403, 200, 302),
    "/setup/roster/export/": (405, 405, 405, 405, 405),
    "/setup/ledger/": (200, 403, 403, 200, 302),
    "/setup/running/": (200, 403, 403, 403, 302),
    "/health/": (503, 503, 503, 503, 503),  # nothing beats in a test
    "/exports/": (200, 200, 200, 200, 302),
    "/exports/ask/": (404, 404, 404, 404, 302),
    "/exports/9/": (404, 404, 404, 404, 302),
    "/exports/9/decide/": (405, 405, 405, 405, 405),
    "/setup/ledger/export/xlsx/": (405, 405, 405, 405, 405),
    "/setup/ledger/export/lines/": (405, 405, 405, 405, 405),
    "/setup/roster/addressbooks/": (200, 403, 403, 200, 302),
    "/setup/roster/addressbooks/9/": (404, 403, 403, 404, 302),
    "/setup/roster/addressbooks/9/take/": (405, 405, 405, 405, 405),
    "/start/": (200, 403, 403, 200, 302),
    "/start/skip/": (405, 405, 405, 405, 405),
    "/start/first/": (302, 302, 302, 302, 302),
    "/start/regulations/": (200, 403, 403, 403, 302),
    "/start/regulations/choose/": (405, 405, 405, 405, 405),
    "/start/shops/": (200, 403, 403, 200, 302),
    "/start/fill/9/": (404, 403, 403, 403, 302),
    "/start/fill/9/adopt/": (405, 405, 405, 405, 405),
    "/setup/privacy/": (200, 403, 403, 200, 302),
    "/setup/privacy/record/": (200, 403, 403, 200, 302),
    "/setup/privacy/record/pay/": (405, 405, 405, 405, 405),
    "/setup/privacy/keep/": (405, 405, 405, 405, 405),
    "/setup/privacy/people/1/": (200, 403, 403, 200, 302),
    "/setup/privacy/people/1/export/": (405, 405, 405, 405, 405),
    "/setup/privacy/people/1/erase/": (405, 405, 405, 405, 405),
    "/setup/privacy/buyers/": (405, 405, 405, 405, 405),
    "/setup/privacy/buyers/9/": (404, 403, 403, 403, 302),
    "/setup/privacy/buyers/9/file/": (404, 403, 403, 403, 302),
    "/setup/channels/": (200, 403, 403, 200, 302),
    "/setup/channels/add/robot/": (200, 403, 403, 200, 302),
    "/setup/channels/9/": (404, 403, 403, 404, 302),
    "/setup/channels/9/try/": (405, 405, 405, 405, 405),
    "/setup/channels/9/switch/": (405, 405, 405, 405, 405),
    "/setup/addresses/": (200, 403, 403, 200, 302),
    "/setup/addresses/export/": (405, 405, 405, 405, 405),
    "/setup/intake/": (200, 403, 403, 403, 302),
    "/setup/intake/add/": (200, 403, 403, 403, 302),
    "/setup/intake/9/": (404, 403, 403, 403, 302),
    "/setup/intake/9/remove/": (405, 405, 405, 405, 405),
    "/setup/intake/folders/": (200, 403, 403, 403, 302),
    "/setup/intake/folders/add/": (200, 403, 403, 403, 302),
    "/setup/intake/folders/9/": (404, 403, 403, 403, 302),
    "/setup/intake/folders/9/remove/": (405, 405, 405, 405, 405),
    "/setup/intake/mailboxes/": (200, 403, 403, 403, 302),
    "/setup/intake/mailboxes/add/": (200, 403, 403, 403, 302),
    "/setup/intake/mailboxes/9/": (404, 403, 403, 403, 302),
    "/setup/intake/mailboxes/9/remove/": (405, 405, 405, 405, 405),
    "/setup/intake/tokens/": (200, 200, 200, 200, 302),
    "/setup/intake/tokens/9/end/": (405, 405, 405, 405, 405),
    "/api/openapi.json": (200, 200, 200, 200, 200),
    "/api/": (404, 404, 404, 404, 404),
    "/api/v1/files": (405, 405, 405, 405, 405),
    "/api/v1/runs/9": (401, 401, 401, 401, 401),  # cookies open nothing there, and tokens nothing here
    "/api/v1/metrics/投产比": (401, 401, 401, 401, 401),
    "/setup/mine/": (200, 200, 200, 200, 302),
    "/setup/mine/calendar/": (405, 405, 405, 405, 405),
    "/setup/calendar/x.ics": (404, 404, 404, 404, 404),
    "/work/": (200, 200, 200, 200, 302),
    "/work/calendar/": (200, 200, 200, 200, 302),
    "/work/board/": (200, 200, 200, 200, 302),
    "/work/projects/": (200, 200, 200, 200, 302),
    "/work/projects/1/": (403, 403, 403, 403, 302),
    "/work/reports/": (200, 200, 200, 200, 302),
    "/work/reports/日报/": (404, 404, 404, 404, 302),
    "/work/kept/日报/": (404, 404, 404, 404, 302),
    "/work/meetings/": (200, 200, 200, 200, 302),
    "/work/absences/": (200, 200, 200, 200, 302),
    "/work/notices/": (200, 200, 200, 200, 302),
    "/work/notices/heard/": (405, 405, 405, 405, 405),
    "/work/cases/": (200, 200, 200, 200, 302),
    "/work/cases/report/": (200, 200, 200, 200, 302),
    "/work/cases/1/": (403, 403, 403, 403, 302),
    "/work/new/": (200, 200, 200, 200, 302),
    "/work/1/": (403, 403, 403, 403, 302),
    "/work/1/edit/": (403, 403, 403, 403, 302),
    "/work/1/do/complete/": (403, 403, 403, 403, 302),
    # this regulation declares no forms; what becomes of those of one that does, tests/web/records tells
    "/work/records/": (200, 200, 200, 200, 302),
    "/work/records/of/日报/": (404, 404, 404, 404, 302),
    "/work/records/of/日报/new/": (404, 404, 404, 404, 302),
    "/work/records/of/日报/export/": (405, 405, 405, 405, 405),
    "/work/records/of/日报/move/": (405, 405, 405, 405, 405),
    "/work/records/for/1/": (403, 403, 403, 403, 302),
    "/work/records/file/1/": (404, 404, 404, 404, 302),
    "/work/records/1/": (404, 404, 404, 404, 302),
    "/work/records/1/edit/": (404, 404, 404, 404, 302),
    "/work/records/1/print/": (404, 404, 404, 404, 302),
    "/work/records/1/stage/": (405, 405, 405, 405, 405),
    "/work/records/1/withdraw/": (405, 405, 405, 405, 405),
    "/work/records/1/discard/": (405, 405, 405, 405, 405),
    "/wind/": (405, 405, 405, 405, 405),
    "/sign-in/": (302, 302, 302, 302, 200),
    "/sign-in/as/director/": (405, 405, 405, 405, 405),
    "/sign-out/": (405, 405, 405, 405, 405),
    "/sign-in/code/": (302, 302, 302, 302, 302),
    "/sign-in/link/nothing/": (410, 410, 410, 410, 410),
    "/people/1/link/": (405, 405, 405, 405, 405),
    "/sign-in/with/9/": (302, 302, 302, 302, 404),
    "/sign-in/back/9/": (403, 403, 403, 403, 403),
    "/setup/sign-in/": (200, 403, 403, 200, 302),
    "/setup/sign-in/add/feishu/": (200, 403, 403, 200, 302),
    "/setup/sign-in/9/": (404, 403, 403, 404, 302),
    "/setup/sign-in/9/switch/": (405, 405, 405, 405, 405),
    "/me/prove/": (200, 200, 200, 200, 302),
    "/me/security/untie/": (405, 405, 405, 405, 405),
    "/sign-in/passkey/": (405, 405, 405, 405, 405),
    "/sign-in/passkey/options/": (405, 405, 405, 405, 405),
    "/me/security/passkeys/": (405, 405, 405, 405, 405),
    "/me/security/passkeys/options/": (405, 405, 405, 405, 405),
    "/me/security/passkeys/change/": (405, 405, 405, 405, 405),
    "/me/security/password/": (405, 405, 405, 405, 405),
    "/me/security/": (200, 200, 200, 200, 302),
    "/me/security/confirm/": (405, 405, 405, 405, 405),
    "/me/security/remove/": (405, 405, 405, 405, 405),
    "/me/security/end/": (405, 405, 405, 405, 405),
    "/language/": (405, 405, 405, 405, 405),
    "/theme/": (405, 405, 405, 405, 405),
}
# What is posted is empty, but for the workbooks, which are asked for. 302 after a deed leads on to a page that says why
# nothing was done; that nothing was done is what the actions' own tests hold.
POST = {
    "/score/closing/": (302, 403, 403, 403, 302),  # back to the page, which says why it is not closed
    "/start/shops/": (422, 403, 403, 422, 302),
    "/people/add/": (422, 403, 403, 422, 302),
    "/people/own/": (422, 403, 403, 422, 302),
    "/people/1/change/post/": (422, 403, 403, 422, 302),
    "/people/export/": (200, 403, 403, 200, 302),
    "/api/v1/files": (401, 401, 401, 401, 401),
    "/setup/intake/add/": (422, 403, 403, 403, 302),
    "/setup/intake/9/remove/": (403, 403, 403, 403, 302),
    "/setup/intake/folders/add/": (422, 403, 403, 403, 302),
    "/setup/intake/folders/9/remove/": (403, 403, 403, 403, 302),
    "/setup/intake/mailboxes/add/": (422, 403, 403, 403, 302),
    "/setup/intake/mailboxes/9/remove/": (403, 403, 403, 403, 302),
    "/setup/intake/tokens/": (422, 422, 422, 422, 302),
    "/setup/intake/tokens/9/end/": (403, 403, 403, 403, 302),
    "/score/1/": (200, 200, 200, 403, 302),
    "/rulebook/writing/bring/": (422, 403, 403, 403, 302),
    "/rulebook/writing/start/": (302, 403, 403, 403, 302),
    "/rulebook/writing/0/clause/pay/": (200, 403, 403, 403, 302),
    "/rulebook/writing/0/clause/pay/act/": (302, 403, 403, 403, 302),
    "/rulebook/writing/1/act/": (302, 403, 403, 403, 302),
    "/rulebook/writing/1/apart/1/": (404, 403, 403, 403, 302),
    "/rulebook/writing/1/overtaken/": (302, 403, 403, 403, 302),
    "/rulebook/drafts/1/finish/": (302, 302, 302, 302, 302),
    "/rulebook/versions/begin/1/": (302, 403, 403, 403, 302),
    "/rulebook/versions/repeal/": (302, 403, 403, 403, 302),
    "/rulebook/versions/1/answer/1/": (302, 403, 403, 403, 302),
    "/rulebook/edition/nothing/paper/": (404, 404, 404, 404, 302),
    "/rulebook/impact/9/stop/": (302, 403, 403, 403, 302),
    "/rulebook/impact/9/again/": (404, 403, 403, 403, 302),
    "/sources/import/": (422, 403, 403, 403, 302),
    "/sources/runs/9/cancel/": (404, 403, 403, 403, 302),
    "/sources/runs/9/retry/": (404, 403, 403, 403, 302),
    "/sources/aside/x/": (404, 403, 403, 403, 302),
    "/sources/aside/x/discard/": (404, 403, 403, 403, 302),
    "/people/1/account/": (302, 302, 302, 302, 302),
    "/people/2/account/": (302, 302, 403, 302, 302),
    "/people/4/account/": (302, 404, 403, 302, 302),
    "/people/targets/": (302, 302, 403, 403, 302),
    "/people/inputs/": (302, 302, 403, 302, 302),
    "/people/workbook/inputs/": (200, 403, 403, 200, 302),
    "/people/workbook/targets/": (200, 403, 403, 403, 302),
    "/numbers/costs/workbook/": (200, 403, 403, 403, 302),
    "/sources/formats/add/": (422, 403, 403, 403, 302),
    "/sources/formats/teach/9/": (403, 403, 403, 403, 302),
    "/sources/formats/own_a/edit/": (403, 403, 403, 403, 302),
    "/sources/formats/own_a/remove/": (404, 403, 403, 403, 302),
    "/sources/formats/own_a/restore/": (404, 403, 403, 403, 302),
    "/sources/formats/lessons/9/read/": (404, 403, 403, 403, 302),
    "/sources/formats/lessons/9/fact/": (404, 403, 403, 403, 302),
    "/sources/formats/lessons/9/drop/": (404, 403, 403, 403, 302),
    "/setup/privacy/record/pay/": (422, 403, 403, 422, 302),
    "/setup/privacy/keep/": (422, 403, 403, 422, 302),
    "/setup/privacy/people/1/export/": (200, 403, 403, 200, 302),
    "/setup/privacy/people/1/erase/": (422, 403, 403, 422, 302),
    "/setup/privacy/buyers/": (404, 403, 403, 403, 302),
    "/setup/roster/": (422, 403, 403, 422, 302),
    "/setup/roster/export/": (200, 403, 403, 200, 302),
    "/setup/roster/addressbooks/": (422, 403, 403, 422, 302),
    "/setup/roster/addressbooks/9/": (404, 403, 403, 404, 302),
    "/setup/roster/addressbooks/9/take/": (404, 403, 403, 404, 302),
    "/start/skip/": (302, 403, 403, 302, 302),
    "/start/first/": (302, 302, 302, 302, 302),
    "/start/regulations/choose/": (302, 403, 403, 403, 302),
    "/start/fill/9/": (404, 403, 403, 403, 302),
    "/start/fill/9/adopt/": (404, 403, 403, 403, 302),
    "/setup/ledger/export/xlsx/": (200, 403, 403, 200, 302),
    "/setup/ledger/export/lines/": (403, 403, 403, 403, 302),
    "/sign-in/link/nothing/": (410, 410, 410, 410, 410),
    "/people/4/link/": (200, 403, 403, 200, 302),
    "/setup/sign-in/add/feishu/": (422, 403, 403, 422, 302),
    "/setup/sign-in/9/switch/": (404, 403, 403, 404, 302),
    "/me/security/untie/": (302, 302, 302, 302, 302),
    "/sign-in/passkey/": (302, 302, 302, 302, 302),
    "/sign-in/passkey/options/": (200, 200, 200, 200, 200),
    "/me/security/passkeys/": (302, 302, 302, 302, 302),
    "/me/security/passkeys/options/": (200, 200, 200, 200, 302),
    "/me/security/passkeys/change/": (302, 302, 302, 302, 302),
    "/me/security/password/": (422, 422, 422, 422, 302),
    "/me/security/confirm/": (422, 422, 422, 422, 302),
    "/me/security/remove/": (302, 302, 302, 302, 302),
    "/me/security/end/": (302, 302, 302, 302, 302),
    "/exports/9/decide/": (404, 404, 404, 404, 302),
    "/setup/channels/add/robot/": (422, 403, 403, 422, 302),
    "/setup/channels/9/": (404, 403, 403, 404, 302),
    "/setup/channels/9/try/": (404, 403, 403, 404, 302),
    "/setup/channels/9/switch/": (404, 403, 403, 404, 302),
    "/setup/addresses/": (422, 403, 403, 422, 302),
    "/setup/addresses/export/": (200, 403, 403, 200, 302),
    "/setup/mine/": (302, 302, 302, 302, 302),
    "/setup/mine/calendar/": (302, 302, 302, 302, 302),
    "/work/board/": (302, 302, 302, 302, 302),
    "/work/projects/": (422, 422, 200, 200, 302),
    "/work/projects/1/": (403, 403, 403, 403, 302),
    "/work/absences/": (422, 422, 422, 422, 302),
    "/work/notices/heard/": (302, 302, 302, 302, 302),
    "/work/cases/report/": (422, 422, 422, 422, 302),
    "/work/cases/1/": (403, 403, 403, 403, 302),
    "/work/new/": (422, 422, 422, 422, 302),
    "/work/1/edit/": (403, 403, 403, 403, 302),
    "/work/1/do/complete/": (403, 403, 403, 403, 302),
    "/work/records/of/日报/new/": (404, 404, 404, 404, 302),
    "/work/records/of/日报/export/": (404, 404, 404, 404, 302),
    "/work/records/of/日报/move/": (404, 404, 404, 404, 302),
    "/work/records/1/edit/": (404, 404, 404, 404, 302),
    "/work/records/1/stage/": (404, 404, 404, 404, 302),
    "/work/records/1/withdraw/": (404, 404, 404, 404, 302),
    "/work/records/1/discard/": (404, 404, 404, 404, 302),
    "/wind/": (404, 404, 404, 404, 302),
    "/sign-in/": (302, 302, 302, 302, 422),
    "/sign-in/as/director/": (404, 404, 404, 404, 404),
    "/language/": (302, 302, 302, 302, 302),
    "/theme/": (302, 302, 302, 302, 302),
}


@pytest.mark.usefixtures("office", "library")
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_is_answered_as_the_regulation_says(visit, method):
    table = GET if method == "get" else POST
    sent = {"export": "1"} if method == "post" else {}
    found = {address: [] for address in table}
    for role in ROLES:
        for address in table:
            client = visit(role) if role else Client()
            found[address].append(getattr(client, method)(address, sent if "workbook" in address else {}).status_code)

    assert {address: tuple(statuses) for address, statuses in found.items()} == table


@pytest.mark.usefixtures("office")
def test_base_pay_is_seen_by_who_may_see_the_person_and_their_bonus(visit):
    accounts = "  账: {谁: [客服专员], 可: [查看], 什么: [奖金], 范围: 全部}\n"
    make.book(BOOK.replace("权限:\n", f"权限:\n{accounts}", 1), TODAY.date())
    found = {}
    for role in (DIRECTOR, LEADER, SPECIALIST, HR, OUTSIDER):
        answers = [visit(role).get(f"/people/{number}/") for number in (SPECIALIST, LEADER, OUTSIDER)]
        found[role] = ["基本工资 ¥5,000.00" in seen.text(one) if one.status_code == 200 else None for one in answers]

    assert found == {
        DIRECTOR: [True, True, True],
        LEADER: [False, True, None],  # 名册 本组 without 奖金: of the others only who they are
        SPECIALIST: [True, None, None],
        HR: [False, False, False],  # 名册 without 奖金
        OUTSIDER: [None, None, True],  # 奖金 without 名册: the amounts stand where bonuses do
    }


@pytest.mark.usefixtures("office", "library")
def test_nobody_keeps_a_copy_of_what_a_page_said(visit):
    client, keeping = visit(DIRECTOR), {}
    answers = {address: client.get(address) for address in GET if address != "/sign-in/"}
    answers |= {f"POST {address}": client.post(address, {"export": "1"}) for address in POST if "workbook" in address}
    answers["POST /setup/roster/export/"] = client.post("/setup/roster/export/")
    for address, answer in answers.items():
        if answer.status_code == 200:
            keeping[address] = answer.headers.get("Cache-Control", "")

    assert {address for address, said in keeping.items() if "no-store" not in said} == set()
    assert {"/score/1/?month=2026-09", "/score/people/export.xlsx", "POST /setup/roster/export/"} <= keeping.keys()


def test_every_address_has_a_line():
    said = {resolve(unquote(address).partition("?")[0]).view_name for address in GET}

    assert sorted(set(named(get_resolver().url_patterns)) - said) == []


def test_every_address_that_takes_a_form_has_a_line_for_what_is_posted():
    only_posted = {resolve(address.partition("?")[0]).view_name for address, seen in GET.items() if 405 in seen}
    posted = {resolve(address).view_name for address in POST}

    assert only_posted - posted == {"session:leave"}  # signing out asks for no right


def named(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The names of all addresses."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from named(one.url_patterns, one.namespace or space)
        else:
            yield f"{space}:{one.name}"
