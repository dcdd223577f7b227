"""Coming in from another house: WeCom, DingTalk, Feishu and OpenID Connect, played by a server on this machine."""

import time
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from joserfc import jwt
from joserfc.jwk import ECKey

import make
from apps.notices import receivers
from guiju.apps import clock
from guiju.apps.audit import queries as audit
from guiju.apps.login.elsewhere import actions
from guiju.apps.login.models import Identity, Provider
from guiju.apps.notices.models import Contact
from guiju.apps.people import models as people
from web import seen

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"
SECRET = "s3cret-of-the-app"
CHINESE = {"accept-language": "zh"}
KEY = ECKey.generate_key("P-256", parameters={"kid": "k1", "alg": "ES256"})


@pytest.fixture(autouse=True)
def here(book, settings):
    settings.GUIJU_ALLOW_PRIVATE = ("127.0.0.0/8",)
    return make.user(people.Person.objects.get(number="1"), PASSWORD)


@pytest.fixture
def there():
    with receivers.web() as found:
        yield found


def house(there, kind: str, **told: str) -> int:
    """Another house, as HR sets it up."""
    plain = {
        "wecom": {"corp": "ww1", "agent": "1000002", "base": there.url, "door": there.url, "inside": there.url},
        "dingtalk": {"app": "ding1", "base": there.url, "old": there.url, "door": there.url},
        "feishu": {"app": "cli_1", "base": there.url, "door": there.url},
        "oidc": {"issuer": f"{there.url}/realms/a", "app": "guiju"},
    }[kind]
    fields = {"secret": SECRET} | plain | told
    return actions.save(actor=make.operator(), name=f"门 {kind}", told=fields, kind=kind)


def address(kind: str, number: str, said: str) -> None:
    Contact.objects.create(person=people.Person.objects.get(number=number), kind=kind, address=said)


def begin(client: Client, number: int, **asked: str) -> tuple[str, dict[str, str]]:
    """Where the browser is sent, and what it is sent with."""
    answer = client.get(f"/sign-in/with/{number}/", asked)
    assert answer.status_code == 302, seen.text(answer)
    to = urlsplit(answer["Location"])
    return to.path, dict(parse_qsl(to.query))


def back(client: Client, number: int, **given: str):
    return client.get(f"/sign-in/back/{number}/", given, headers=CHINESE)


def inside(client: Client) -> bool:
    return client.get("/").status_code == 200


def wecom(there, userid: str = "linxia") -> None:
    there.answer("/cgi-bin/gettoken", {"errcode": 0, "errmsg": "ok", "access_token": "corp token"})
    there.answer("/cgi-bin/auth/getuserinfo", {"errcode": 0, "errmsg": "ok", "userid": userid})


@pytest.fixture
def door(there):
    """WeCom, where 林夏 is linxia."""
    wecom(there)
    address("wecom", "1", "linxia")
    return house(there, "wecom")


def through(client: Client, door: int, **more: str):
    _path, sent = begin(client, door, **more)
    return back(client, door, code="CODE", state=sent["state"])


# ---- each house by its own rules


def test_wecom_shows_a_code_to_scan_and_says_who_scanned_it(there, door):
    client = Client()
    path, sent = begin(client, door, next="/score/")
    done = back(client, door, code="CODE", state=sent.pop("state"))

    assert path == "/wwlogin/sso/login"
    back_to = f"http://testserver/sign-in/back/{door}/"
    assert sent == {"login_type": "CorpApp", "appid": "ww1", "agentid": "1000002", "redirect_uri": back_to}
    assert (done.status_code, done["Location"], inside(client)) == (302, "/score/", True)
    assert [one.query for one in there.came] == [
        {"corpid": "ww1", "corpsecret": SECRET},
        {"access_token": "corp token", "code": "CODE"},
    ]


def test_within_wecom_nobody_scans(door):
    client = Client(headers={"user-agent": "Mozilla/5.0 wxwork/4.1 MicroMessenger/7"})
    path, sent = begin(client, door)

    assert (path, sent["scope"], sent["response_type"]) == ("/connect/oauth2/authorize", "snsapi_base", "code")
    assert sent["state"].isalnum()


def test_dingtalk_says_who_it_is_among_the_company_s_own(there):
    address("dingtalk", "1", "manager01")
    number = house(there, "dingtalk")
    there.answer("/v1.0/oauth2/userAccessToken", {"accessToken": "hers"})
    there.answer("/v1.0/contact/users/me", {"unionId": "union1", "nick": "夏"})
    there.answer("/v1.0/oauth2/accessToken", {"accessToken": "ours"})
    there.answer("/topapi/user/getbyunionid", {"errcode": 0, "result": {"contact_type": 0, "userid": "manager01"}})
    client = Client()
    path, sent = begin(client, number)
    back(client, number, authCode="CODE", state=sent["state"])

    assert (path, sent["client_id"], sent["scope"], inside(client)) == ("/oauth2/auth", "ding1", "openid", True)
    user, me, ours, member = there.came
    given = {"clientId": "ding1", "clientSecret": SECRET, "code": "CODE", "grantType": "authorization_code"}
    assert (user.body, me.headers["x-acs-dingtalk-access-token"]) == (given, "hers")
    assert (ours.body, member.query) == ({"appKey": "ding1", "appSecret": SECRET}, {"access_token": "ours"})
    assert (member.body, Identity.objects.get().subject) == ({"unionid": "union1"}, "union1")


def test_feishu_is_asked_with_a_proof_key(there):
    address("feishu", "1", "ou_linxia")
    number = house(there, "feishu")
    there.answer("/open-apis/authen/v2/oauth/token", {"code": 0, "access_token": "hers"})
    there.answer("/open-apis/authen/v1/user_info", {"code": 0, "data": {"open_id": "ou_linxia", "name": "夏"}})
    client = Client()
    path, sent = begin(client, number)
    back(client, number, code="CODE", state=sent["state"])
    exchanged, told = there.came

    assert (path, sent["code_challenge_method"], inside(client)) == ("/open-apis/authen/v1/authorize", "S256", True)
    digest = sha256(exchanged.body["code_verifier"].encode()).digest()
    assert urlsafe_b64encode(digest).decode().rstrip("=") == sent["code_challenge"]
    assert exchanged.body["redirect_uri"] == sent["redirect_uri"]
    assert (exchanged.body["client_secret"], told.headers["authorization"]) == (SECRET, "Bearer hers")


def realm(there, **claims: object):
    """An OpenID Connect house in which 林夏 is 1; gives what answers an attempt."""
    issuer = f"{there.url}/realms/a"
    there.answer(
        "/realms/a/.well-known/openid-configuration",
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/auth",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/certs",
        },
    )
    there.answer("/realms/a/certs", {"keys": [KEY.as_dict(private=False)]})

    def answer(nonce: str, key: ECKey = KEY, header: dict | None = None) -> None:
        now = int(time.time())
        said = {"iss": issuer, "aud": "guiju", "sub": "f:1:linxia", "iat": now, "exp": now + 300, "nonce": nonce}
        said |= {"employee_number": "1"}
        token = jwt.encode(header or {"alg": "ES256", "kid": "k1"}, {**said, **claims}, key)
        there.answer("/realms/a/token", {"access_token": "x", "token_type": "Bearer", "id_token": token})

    return answer


def test_openid_connect_is_found_by_its_issuer_and_believed_by_its_signature(there):
    answer = realm(there)
    number = house(there, "oidc", claim="employee_number")
    client = Client()
    path, sent = begin(client, number)
    answer(sent["nonce"])
    done = back(client, number, code="CODE", state=sent["state"])
    exchanged = next(one for one in there.came if one.path == "/realms/a/token")

    assert (path, sent["response_type"], sent["scope"]) == ("/realms/a/auth", "code", "openid profile")
    assert (done["Location"], inside(client), Identity.objects.get().subject) == ("/", True, "f:1:linxia")
    digest = sha256(exchanged.body["code_verifier"].encode()).digest()
    assert urlsafe_b64encode(digest).decode().rstrip("=") == sent["code_challenge"]
    assert exchanged.headers["authorization"] == f"Basic {b64encode(f'guiju:{SECRET}'.encode()).decode()}"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another app"},
        {"aud": ["guiju", "another"], "azp": "another"},
        {"exp": 1_600_000_000},  # long ago; of the clock it would be another test for each process that collects it
        {"iat": 4_000_000_000},  # not for a long time
        {"nonce": "of another attempt"},
        {"nonce": None},
        {"sub": None},
        {"sub": "x" * 300},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_and_now_is_refused(there, claims):
    answer = realm(there, **claims)
    number = house(there, "oidc", claim="employee_number")
    client = Client()
    _path, sent = begin(client, number)
    answer(sent["nonce"])
    refused = back(client, number, code="CODE", state=sent["state"])

    assert (refused.status_code, inside(client), Identity.objects.count()) == (403, False, 0)
    assert "没有认可这次登录" in seen.text(refused)


@pytest.mark.parametrize("forged", ["another key", "none"])
def test_a_token_that_another_signed_is_refused(there, forged):
    answer = realm(there)
    number = house(there, "oidc", claim="employee_number")
    client = Client()
    _path, sent = begin(client, number)
    if forged == "none":
        empty = urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
        there.answer("/realms/a/token", {"id_token": f"{empty}.e30."})
    else:
        answer(sent["nonce"], key=ECKey.generate_key("P-256"))

    assert back(client, number, code="CODE", state=sent["state"]).status_code == 403
    assert not inside(client)


def test_who_says_to_be_another_issuer_is_not_believed(there):
    realm(there)
    number = house(there, "oidc")
    client = Client()
    _path, sent = begin(client, number)

    mixed = back(client, number, code="CODE", state=sent["state"], iss="https://evil.example")
    moved = actions.save(
        actor=make.operator(), name="另一", told={"issuer": f"{there.url}/realms/b", "app": "guiju"}, kind="oidc"
    )
    there.answer("/realms/b/.well-known/openid-configuration", {"issuer": f"{there.url}/realms/a"})

    assert mixed.status_code == 403
    assert Client().get(f"/sign-in/with/{moved}/").status_code == 403


# ---- what is forged, late or used


@pytest.mark.parametrize("state", ["", "f" * 48, "None"])
def test_an_invented_answer_opens_nothing(there, door, state):
    client = Client()
    begin(client, door)
    refused = back(client, door, code="CODE", state=state)

    assert (refused.status_code, inside(client), there.came) == (403, False, [])
    assert "这次登录不是从这里开始的，或者放得太久了" in seen.text(refused)


def test_an_answer_counts_in_the_browser_in_which_it_was_asked_for(there, door):
    mine, thief = Client(), Client()
    _path, sent = begin(mine, door)

    assert back(thief, door, code="CODE", state=sent["state"]).status_code == 403
    assert there.came == []


def test_an_answer_counts_once(door):
    client = Client()
    _path, sent = begin(client, door)
    first = back(client, door, code="CODE", state=sent["state"]).status_code
    client.post("/sign-out/")

    assert (first, back(client, door, code="CODE", state=sent["state"]).status_code) == (302, 403)
    assert not inside(client)


def test_an_answer_that_comes_late_opens_nothing(there, door, monkeypatch):
    client, now = Client(), time.time()
    _path, sent = begin(client, door)
    monkeypatch.setattr(time, "time", lambda: now + 601)

    assert (back(client, door, code="CODE", state=sent["state"]).status_code, there.came) == (403, [])


def test_an_answer_for_one_house_does_not_count_for_another(there, door):
    other = house(there, "feishu")
    client = Client()
    _path, sent = begin(client, door)

    assert (back(client, other, code="CODE", state=sent["state"]).status_code, there.came) == (403, [])


def test_nobody_is_led_out_of_the_house(door):
    assert through(Client(), door, next="//evil.example/")["Location"] == "/"


def test_who_cancels_there_is_told_kindly(door):
    client = Client()
    _path, sent = begin(client, door)

    assert "那边取消了" in seen.text(back(client, door, error="access_denied", state=sent["state"]))


def test_what_the_other_house_says_is_told_and_its_silence_too(there, door):
    there.answers["/cgi-bin/auth/getuserinfo"] = [(200, {"errcode": 40029, "errmsg": "invalid code <b>"}, {})]
    said = seen.text(through(Client(), door))
    there.answers["/cgi-bin/auth/getuserinfo"] = [(200, {"errcode": 0, "openid": "a stranger"}, {})]
    outsider = through(Client(), door)
    Provider.objects.update(settings={"corp": "ww1", "agent": "1", "base": "http://127.0.0.1:1", "door": there.url})
    silent = seen.text(through(Client(), door))

    assert "40029 invalid code <b>" in said
    assert outsider.status_code == 403
    assert "现在没有答应，请稍后再试" in silent


# ---- who it is here


def test_a_stranger_is_never_made_somebody(there, door):
    there.answers["/cgi-bin/auth/getuserinfo"] = [(200, {"errcode": 0, "userid": "unknown"}, {})]
    before = User.objects.count()
    refused = through(Client(), door)

    assert (refused.status_code, User.objects.count()) == (403, before)
    assert "规矩里还没有人和这个账号对应" in seen.text(refused)


def test_who_left_who_has_no_account_and_whose_account_is_closed_stay_outside(there, door):
    statuses = []
    for number, change in (("1", {"left": clock.today().replace(day=1)}), ("1", {"left": None}), ("2", {})):
        people.Person.objects.filter(number=number).update(**change)
        if number == "2":
            Contact.objects.update(person=people.Person.objects.get(number="2"))
            Identity.objects.all().delete()
        statuses.append(through(Client(), door).status_code)
    User.objects.filter(username="1").update(is_active=False)
    Contact.objects.update(person=people.Person.objects.get(number="1"))
    statuses.append(through(Client(), door).status_code)

    assert statuses == [403, 302, 403, 403]


def test_an_account_that_two_people_wrote_down_is_nobody_s(door):
    make.user(people.Person.objects.get(number="3"))
    address("wecom", "3", "linxia")

    assert "名册里不止一个人写着这个门 wecom账号" in seen.text(through(Client(), door))


def test_once_tied_an_address_written_down_later_changes_nothing(door):
    through(Client(), door)
    make.user(people.Person.objects.get(number="3"))
    Contact.objects.update(person=people.Person.objects.get(number="3"))
    client = Client()
    through(client, door)

    assert "林夏，您好" in seen.text(client.get("/", headers=CHINESE))
    assert audit.counted(audit.Wanted(actions=("login.tie",))) == 1


def test_an_administrator_is_tied_by_hand_alone(door):
    User.objects.filter(username="1").update(is_superuser=True)

    assert through(Client(), door).status_code == 403


def signed_in(number: str = "1") -> Client:
    client = Client()
    client.post("/sign-in/", {"username": number, "password": PASSWORD})
    return client


def key(client: Client) -> str:
    page = client.get("/me/security/").content.decode()
    return page.partition("?key=")[2].partition('"')[0]


def test_who_is_signed_in_ties_and_unties_their_account(there, door):
    Contact.objects.all().delete()
    client = signed_in()
    bound = through(client, door, key=key(client))
    again = Client()
    through(again, door)
    inside_then = inside(again)
    client.post("/me/security/untie/", {"provider": str(door)})

    assert (bound["Location"], inside_then) == ("/me/security/", True)
    assert through(Client(), door).status_code == 403


def test_a_link_that_another_made_ties_nobody(door):
    client = signed_in()

    for asked in ({}, {"key": "f" * 32}):
        assert client.get(f"/sign-in/with/{door}/", asked)["Location"] == "/me/security/"
    assert Identity.objects.count() == 0


def test_what_was_begun_by_one_is_not_ended_by_another(door):
    client = Client()
    _path, sent = begin(client, door)
    client.post("/sign-in/", {"username": "1", "password": PASSWORD})

    assert back(client, door, code="CODE", state=sent["state"]).status_code == 403
    assert Identity.objects.count() == 0


def test_an_account_of_somebody_else_is_not_taken_over(door):
    through(Client(), door)
    make.user(people.Person.objects.get(number="3"), PASSWORD)
    other = signed_in("3")
    refused = through(other, door, key=key(other))

    assert "已经绑定了别的人" in seen.text(refused)
    assert Identity.objects.get().user.username == "1"


def test_who_is_tied_proves_by_it_that_it_is_still_them(door, monkeypatch):
    through(Client(), door)
    client, now = signed_in(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 960)
    before = client.post("/me/security/")
    word = before.content.decode().partition("?key=")[2].partition('"')[0]
    proved = through(client, door, key=word)

    assert (before.status_code, proved["Location"], client.post("/me/security/").status_code) == (403, "/", 200)
    assert Identity.objects.count() == 1
