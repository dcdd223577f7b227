"""Which folders are looked into: one for each shop under the home, and those that an administrator names."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from guiju.apps import clock
from guiju.apps.intake import acting, models
from guiju.apps.people import queries as people

_UNFIT = re.compile(r"[\x00-\x1f/\\:*?\"<>|]")
MOST = 120  # bytes of a folder's name


@dataclass(frozen=True, slots=True)
class Place:
    """A folder to look into, whose shop its files are of, and in whose name (工号) they are brought."""

    path: Path
    shop: str
    owner: str
    id: int | None = None  # of its row, when somebody named it


def roots() -> tuple[Path, ...]:
    """Where folders may lie that are looked into."""
    return (inbox(), *(Path(root) for root in settings.GUIJU_INBOXES))


def inbox() -> Path:
    """The folder of folders under the home."""
    return Path(settings.GUIJU_HOME) / "inbox"


def of_shop(shop: str) -> Path:
    """The folder of a shop under the home; a name that no folder can have is told apart by its digest."""
    plain = _UNFIT.sub("_", shop).strip(". ")
    fits = plain == shop and len(plain.encode()) <= MOST
    mark = "" if fits else f"-{sha256(shop.encode()).hexdigest()[:6]}"
    return inbox() / (plain.encode()[:MOST].decode("utf-8", "ignore") + mark)


def allowed(path: Path) -> bool:
    """Whether a folder is there, is no link anywhere below a root, and lies within one."""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    for root in roots():
        base = root.resolve()
        if real.is_dir() and real.is_relative_to(base) and path.is_relative_to(root):
            return real == base / path.relative_to(root)
    return False


def watched() -> list[Place]:
    """Every folder to look into now; that of a shop is made when it is not there yet."""
    named = list(models.Folder.objects.select_related("owner").filter(on=True))
    paths = {row.path for row in models.Folder.objects.all()}
    whose = owners()
    open_now = people.shops(clock.today())
    own = [Place(of_shop(shop.name), shop.name, whose.get(shop.name, "")) for shop in open_now]
    for place in own:
        place.path.mkdir(parents=True, exist_ok=True)
    found = [Place(Path(row.path), row.shop, row.owner.number if row.owner else "", row.pk) for row in named]
    return [*(place for place in own if str(place.path) not in paths), *found]


def owners() -> dict[str, str]:
    """Whose care (工号) the folder of a shop is: who answers for a table that comes by it and may import."""
    way = models.Source.Way.FOLDER
    found = models.Source.objects.filter(way=way, on=True).exclude(shop="").order_by("id")
    pairs = dict(reversed(list(found.values_list("shop", "owner__number"))))
    return {shop: number for shop, number in pairs.items() if acting.actor(number, "") is not None}
