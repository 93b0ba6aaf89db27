import pytest

from summaries.overview import overview
from tests.summaries.rosa import MADE_AT, rosa

pytestmark = pytest.mark.django_db


def test_x():
    import dataclasses
    from pprint import pprint
    o = overview(rosa(), MADE_AT)
    print(str(o.headline))
    for f in dataclasses.fields(o):
        print(f.name); pprint(getattr(o, f.name), width=180)
    assert 0
