"""The door to the outside stays shut towards the house."""

import http.client
import smtplib
import socket
import urllib.request

import pytest

from apps.notices.receivers import self_signed
from guiju.apps.notices import answers, outward
from guiju.apps.notices.answers import Answer, Outcome

INSIDE = [
    "127.0.0.1",
    "127.255.0.1",
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",  # where clouds keep their keys
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00::1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "localhost",
    "",
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_the_house_is_shut(settings, address):
    settings.GUIJU_ALLOW_PRIVATE = ()

    assert not outward.allowed(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_an_address_of_the_net_is_open(settings, address):
    settings.GUIJU_ALLOW_PRIVATE = ()

    assert outward.allowed(address)


def test_what_is_named_is_open_and_nothing_beside_it(settings):
    settings.GUIJU_ALLOW_PRIVATE = ("10.0.0.5/32", "192.168.1.0/24")

    assert [outward.allowed(one) for one in ("10.0.0.5", "10.0.0.6", "192.168.1.200", "::ffff:10.0.0.5", "::1")] == [
        True,
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "connect",
    [
        lambda port: socket.create_connection(("localhost", port), timeout=5),
        lambda port: socket.socket().connect(("127.0.0.1", port)),
        lambda port: socket.socket().connect_ex(("localhost", port)),
        lambda port: http.client.HTTPConnection("localhost", port, timeout=5).connect(),
        lambda port: smtplib.SMTP("localhost", port, timeout=5),
        lambda port: urllib.request.urlopen(f"http://localhost:{port}/", timeout=5),
        lambda _port: socket.socket(socket.AF_UNIX).connect("/run/some.sock"),
    ],
)
def test_whatever_connects_is_held_back_while_it_is_watched(web, settings, connect):
    settings.GUIJU_ALLOW_PRIVATE = ()

    with outward.watched() as refused, pytest.raises(OSError, match=r"127\.0\.0\.1|localhost|unix|::1"):
        connect(int(web.url.rpartition(":")[2]))
    assert set(refused) <= {"127.0.0.1", "localhost", "::1", "unix"}
    assert refused


def test_what_nobody_watches_connects_as_ever(web, settings):
    settings.GUIJU_ALLOW_PRIVATE = ()
    with outward.watched():
        pass

    socket.create_connection(("127.0.0.1", int(web.url.rpartition(":")[2])), timeout=5).close()


def test_a_redirect_is_an_answer_and_not_a_way(web):
    web.answer("/a", {}, 302, Location=f"{web.url}/b")

    assert outward.call(f"{web.url}/a", body={}).status == 302
    assert [request.path for request in web.came] == ["/a"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.com/x", "data:text/plain,x", "gopher://x", "x"])
def test_only_the_web_is_spoken_to(url):
    with pytest.raises(OSError, match="neither http nor https"):
        outward.call(url)


def test_an_address_that_is_none_is_an_error_of_the_network():
    for url in ("http://127.0.0.1:x/", "http://[::1/", "http://127.0.0.1/\n"):
        with pytest.raises(OSError, match=r".+"):
            outward.call(url)


def test_an_answer_without_end_is_read_so_far_only(web):
    web.answer("/a", b"x" * 1_000_000)

    assert len(outward.call(f"{web.url}/a").text) == 64 * 1024


def test_who_says_nothing_is_not_waited_for_long(monkeypatch):
    monkeypatch.setattr(outward, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(OSError, match="timed out") as error:
            outward.call(f"http://127.0.0.1:{port}/")

    assert answers.from_error(error.value) == Answer(Outcome.DOWN, "!timeout", unsure=True)


def test_an_untrusted_certificate_is_not_spoken_to(tmp_path):
    with self_signed(tmp_path) as port, pytest.raises(OSError, match="certificate") as error:
        outward.call(f"https://127.0.0.1:{port}/")

    assert answers.from_error(error.value).text == "!certificate self-signed certificate"


def test_a_name_that_nobody_knows_is_said():
    with pytest.raises(OSError, match=r".+") as error:
        outward.call("http://nowhere.invalid/")

    assert answers.from_error(error.value).text.startswith("!unknown ")


def test_our_own_words_are_said_in_the_readers_language():
    assert answers.said("!inside 10.0.0.5") == (
        "10.0.0.5 是内网地址；确实要发到那里，请在 GUIJU_ALLOW_PRIVATE 里写上它。"
    )
    assert answers.said("!timeout") == "对方没有在时限内回答。"
    assert answers.said("93000 invalid webhook url") == "93000 invalid webhook url"
    assert answers.said("!unheard of") == "!unheard of"


def test_secrets_are_cut_out_of_answers():
    assert answers.without("bad key k-123\n at k-12", ["k-12", "k-123", ""]) == "bad key *** at ***"
    assert len(answers.without("x" * 1000, [])) == 300
