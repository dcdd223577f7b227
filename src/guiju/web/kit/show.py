"""How a page is shown: a typed context, the whole page or just the fragment that htmx asked for."""

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def show(
    request: HttpRequest,
    template: str,
    context: "DataclassInstance",
    *,
    fragments: Collection[str] | Mapping[str, str] = (),
    status: int = 200,
) -> HttpResponse:
    """Render ``template`` with the fields of ``context``.

    When htmx asks for an element whose id the page lists in ``fragments``, only that partial is rendered: the client
    can never pick one that the page did not offer. A mapping leads from ids that are not the partial's own name to it.
    """
    wanted = request.headers.get("HX-Target", "").rpartition("#")[2]
    partial = fragments[wanted] if isinstance(fragments, Mapping) and wanted in fragments else wanted
    name = f"{template}#{partial}" if wanted in fragments else template
    alone = {"fragment": wanted in fragments}  # a page tells its messages above its content, a lone part within it
    response = render(request, name, plain(context) | alone, status=status)
    patch_vary_headers(response, ["HX-Target", "Cookie"])
    return response


def plain(context: "DataclassInstance") -> dict[str, Any]:  # Any: a template takes what it is given
    """The fields of a context by name, one level deep."""
    if not is_dataclass(context):
        raise TypeError(f"a page's context is a dataclass, not {type(context).__name__}")
    return {field.name: getattr(context, field.name) for field in fields(context)}
