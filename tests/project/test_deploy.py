"""What stands in deploy/ fits the program that it runs: names, limits, folders, signals."""

import re
import shlex

import pytest

from guiju.cli import serve
from guiju.web.sources import limits
from house.files import ROOT

UNITS = ("guiju.service", "guiju-backup.service")


def text(name):
    return (ROOT / "deploy" / name).read_text(encoding="utf-8")


def directives():
    """nginx's directives without the blocks they stand in: name, arguments."""
    lines = re.sub(r"(?m)(^|\s)#.*$", "", text("nginx.conf"))
    return [(words[0], words[1:]) for part in re.split(r"[;{}]", lines) if (words := part.split())]


def told(name):
    return [arguments for directive, arguments in directives() if directive == name]


def unit(name):
    """The section on the service itself: name, value."""
    part = text(name).partition("[Service]\n")[2].partition("\n[")[0]
    return dict(line.split("=", 1) for line in part.splitlines() if line and not line.startswith("#"))


def test_nginx_says_itself_where_a_request_comes_from_and_nothing_of_a_stranger_passes():
    headers = dict(told("proxy_set_header"))

    assert headers == {"Host": "$http_host", "X-Forwarded-For": "$remote_addr", "X-Forwarded-Proto": "$scheme"}
    assert told("underscores_in_headers") == []  # off: to Guiju X_Forwarded_For is the same as X-Forwarded-For


def test_nginx_takes_what_guiju_takes_and_leaves_it_to_guiju_to_refuse_more():
    megabytes = int(told("client_max_body_size")[0][0].removesuffix("m"))

    assert megabytes << 20 > limits.MOST_BYTES + limits.SLACK


def test_nginx_sends_plain_requests_to_its_own_name_and_packs_no_page():
    assert told("return") == [["301", "https://$server_name$request_uri"]]
    assert told("gzip") == [["off"]]  # pages are packed by Guiju, with padding


def test_the_service_serves_where_nginx_asks():
    words = shlex.split(unit("guiju.service")["ExecStart"])
    host, port = words[words.index("--host") + 1], words[words.index("--port") + 1]

    assert told("proxy_pass") == [[f"http://{host}:{port}"]]


def test_a_stop_leaves_the_order_to_the_first_process_and_time_to_it():
    service = unit("guiju.service")

    assert service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) > serve.PATIENCE


@pytest.mark.parametrize("name", UNITS)
def test_services_write_their_store_and_nothing_else(name):
    service = unit(name)
    writes = {service.get("StateDirectory") and "/var/lib/guiju", *service.get("ReadWritePaths", "").split()} - {None}

    assert (service["ProtectSystem"], service["UMask"], service["User"]) == ("strict", "0077", "guiju")
    assert writes - {"", "-/var/backups/guiju"} == {service["Environment"].partition("=")[2]}
