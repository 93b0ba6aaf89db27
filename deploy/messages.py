"""Gathers every sentence a patient may see into locale/es, and compiles its translations.

Pure Python (Babel), so that neither a machine that runs Reprieve nor one that changes it needs the
gettext programs. `make messages` runs it; tests/architecture/test_translations.py asks whether it
still has to be run.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
# The one rule: a patient may see what these say, all but what is listed as staff's, which stays
# English. So a new file is the patient's until somebody says otherwise.
PATIENT = ("clinic", "intake", "notifications", "questions", "surveys", "templates")
STAFF = frozenset({
    "clinic/audit.py", "clinic/models.py", "intake/models.py", "intake/wording.py",
    "notifications/models.py", "notifications/sweepers.py", "surveys/apps.py",
    "surveys/models.py", "surveys/upcoming.py",
    "templates/403.html", "templates/404.html", "templates/desk.html", "templates/account",
    "templates/allauth", "templates/components", "templates/desk", "templates/summaries",
})  # fmt: skip
# A clinic's hours are its own words; until it writes some, these stand on the patient's pages.
DEFAULTS = {"clinic/models.py": "weekdays 8 to 5"}
HEADER = r"""# What a patient sees, in Spanish for the United States: "usted", short sentences.
# Ours: no certified medical translator has read it (docs/decisions/0008-spanish.md).
# `make messages` writes this file anew; edit the msgstr lines only.
msgid ""
msgstr ""
"Language: es\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"Content-Type: text/plain; charset=utf-8\n"

"""
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def sources() -> Iterator[Path]:
    """The files a patient may see something of."""
    for folder in PATIENT:
        for path in sorted((ROOT / folder).rglob("*")):
            place = path.relative_to(ROOT)
            inside = {str(part) for part in (place, *place.parents)}
            if path.suffix in (".py", ".html") and not STAFF & inside:
                yield path


def template() -> Catalog:
    """Every sentence of the sources, without translations."""
    found = Catalog(charset="utf-8")
    for place, words in DEFAULTS.items():
        found.add(words, locations=[(place, None)])
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # Its sentences as calls of gettext; in brackets, so that no indentation is an error.
            text = f"({templatize(text)})"
        read = extract("python", io.BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"})
        for _line, message, _comments, context in read:
            place = (str(path.relative_to(ROOT)), None)
            found.add(message, locations=[place], context=context)
    return found


def catalogue() -> Catalog:
    """The translations as they stand."""
    with PO.open("rb") as file:
        found = read_po(file, locale="es")
    # Babel would write the time and its placeholders: the same words would make other files.
    found.creation_date = datetime(2026, 1, 1, tzinfo=UTC)
    found.msgid_bugs_address = found.last_translator = found.language_team = "Reprieve"
    return found


def compiled(translations: Catalog) -> bytes:
    """What Django reads."""
    made = io.BytesIO()
    write_mo(made, translations)
    return made.getvalue()


def main() -> None:
    translations = catalogue()
    translations.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    with PO.open("wb") as file:
        file.write(HEADER.encode())
        write_po(
            file,
            translations,
            width=100,
            omit_header=True,
            sort_output=True,
            ignore_obsolete=True,
        )
    MO.write_bytes(compiled(catalogue()))
    open_ones = [message.id for message in translations if message.id and not message.string]
    for message in open_ones:
        print("not translated:", message)
    sys.exit(f"{len(open_ones)} sentences are not translated" if open_ones else None)


if __name__ == "__main__":
    main()
