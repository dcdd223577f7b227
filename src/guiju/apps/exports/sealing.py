"""What was held back, sealed: who asks for approval asks for just that, and not for less to take more."""

from django.core import signing

from guiju.apps.exports.values import Parcel
from guiju.lang.kinds.choices import Thing

SALT = "guiju.exports"
DAY = 86400  # seconds that a seal holds


def sealed(parcel: Parcel) -> str:
    """A parcel as text that only we can make."""
    told = [parcel.what, parcel.thing.value, parcel.address, parcel.file, parcel.rows, parcel.posted]
    return signing.dumps(told, salt=SALT, compress=True)


def opened(text: str) -> Parcel | None:
    """What was sealed; ``None`` when the seal is not ours or older than a day."""
    try:
        what, thing, address, file, count, posted = signing.loads(text, salt=SALT, max_age=DAY)
        return Parcel(what, Thing(thing), address, file, int(count), posted=bool(posted))
    except (signing.BadSignature, ValueError, TypeError):
        return None
