"""What a page says, and what of it is still English."""

import re
from functools import cache
from html.parser import HTMLParser

from deploy import messages

# Said alike in both languages: names of medicines as they stand on a bottle here, and a few words.
ALIKE = frozenset({
    "%(number)s min", "%(number)s h", "No", "Error:", "Medicare", "Medicaid", "Bursitis", "Pelvis",
    "mg", "mcg", "ml", "Tylenol", "Acetaminophen", "lidocaine, Novocain", "cortisone, prednisone",
    "Advil, Aleve, Celebrex", "Neurontin, Lyrica", "Cymbalta, Effexor, Elavil", "Hibiclens",
    "oxycodone, hydrocodone, tramadol", "Flexeril, Robaxin, Zanaflex", "Voltaren gel, lidocaine",
    "Betadine", "Synvisc, Euflexxa", "Effient (prasugrel)", "Coumadin, Jantoven (warfarin)",
    "Xarelto (rivaroxaban)", "Aggrenox (dipyridamole)", "Savaysa (edoxaban)",
    "Plavix (clopidogrel)", "Brilinta (ticagrelor)", "Pletal (cilostazol)", "Pradaxa (dabigatran)",
    "Eliquis (apixaban)", "Lovenox (enoxaparin)",
})  # fmt: skip


class Words(HTMLParser):
    """The pieces of text of a page, with what is read aloud or said by its script."""

    SAID = ("aria-label", "title", "placeholder", "data-continue", "data-remove", "data-drawing",
            "data-say")  # fmt: skip

    def __init__(self, html):
        super().__init__()
        self.said = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in self.SAID:
                self.handle_data(value or "")

    def handle_data(self, data):
        text = " ".join(data.split()).removeprefix("Error: ")
        if re.search("[A-Za-z]{2}", text):
            self.said.add(text)


def said(html):
    return Words(html).said


@cache
def english():
    """Every sentence of the catalogue, as it stands in the source."""
    ids = (message.id for message in messages.catalogue() if message.id)
    return frozenset(
        " ".join(one.split()) for id_ in ids for one in ([id_] if isinstance(id_, str) else id_)
    )


def left_in_english(html):
    """The sentences of a Spanish page that are the source's own."""
    found = {text for text in said(html) if {text, text.rstrip(".")} & english()}
    return {text for text in found if text.rstrip(".") not in ALIKE}
