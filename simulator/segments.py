"""How many segments a text takes, and how long it is in the units its encoding counts."""

import string

_BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà"
    + string.digits
    + string.ascii_letters
)
_EXTENSION = set("\f^{}\\[~]|€")


def measure(body: str) -> tuple[int, int]:
    """Segments and length: septets in GSM-7 (extension characters take two), else UTF-16 units."""
    if set(body) <= _BASIC | _EXTENSION:
        sizes, single, joined = [2 if c in _EXTENSION else 1 for c in body], 160, 153
    else:
        sizes, single, joined = [len(c.encode("utf-16-le")) // 2 for c in body], 70, 67
    length = sum(sizes)
    if length <= single:
        return 1, length
    segments, room = 1, joined
    for size in sizes:  # a character of two units is never cut in half between segments
        if size > room:
            segments, room = segments + 1, joined
        room -= size
    return segments, length
