"""A clinic is refused where its texts would be too long, unreadable, or would never go."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text_name": "Oak Clinic North"}, "Shorten the name"),
        ({"text_name": "Clínica"}, "plain letters"),
        ({"text_name": "Oak [1]"}, "plain letters"),
        ({"quiet_from_hour": 1, "quiet_until_hour": 9}, "Quiet hours"),
    ],
)
def test_a_clinic_whose_texts_could_not_go_is_refused(settings, fields, says):
    settings.PUBLIC_URL = "https://c.oak.example.org"
    with pytest.raises(ValidationError, match=says):
        make.clinic(**fields).clean()


def test_name_and_host_of_thirty_characters_together_pass(settings):
    settings.PUBLIC_URL = "https://" + "h" * 20
    make.clinic(text_name="Oak Clinic").clean()
    settings.PUBLIC_URL = "https://" + "h" * 21
    with pytest.raises(ValidationError):
        make.clinic(text_name="Oak Clinic").clean()
