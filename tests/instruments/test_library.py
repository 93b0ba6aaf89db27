"""Every data file loads, and a bad one is refused in a sentence that names it."""

import pytest

from instruments.library import DATA, InstrumentInvalid, load, load_all, read


def test_every_shipped_instrument_says_its_source_licence_and_english_wording():
    for instrument in load_all():
        assert instrument.source
        assert instrument.licence
        assert all(item.wording["en"].text for item in instrument.items)


def test_peg_asks_its_published_words():
    assert load("peg").items[0].wording["en"].text == (
        "What number best describes your pain on average in the past week?"
    )


def test_a_new_instrument_is_one_data_file(tmp_path):
    path = tmp_path / "sleepiness-v1.toml"
    path.write_text((DATA / "peg-v1.toml").read_text().replace('"peg"', '"sleepiness"'))
    assert read(path).name == "sleepiness"


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('method = "mean"', 'method = "median"', "method must be one of"),
        ('key = "enjoyment"', 'key = "pain"', "different keys"),
        ("high = 10", "high = 0", "low must be under high"),
        ('name = "peg"', 'name = "gep"', "do not match the file's name"),
        ("decimals = 1", "decimal = 1", "cannot be read"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(tmp_path, old, new, wrong):
    path = tmp_path / "peg-v1.toml"
    path.write_text((DATA / "peg-v1.toml").read_text().replace(old, new, 1))
    with pytest.raises(InstrumentInvalid, match=wrong):
        read(path)
