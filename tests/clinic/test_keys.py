"""Primary keys: UUIDv7, in the order of their making."""

from django.apps import apps

from clinic.keys import new_id


def test_keys_are_uuid7_and_ascend():
    keys = [new_id() for _ in range(2000)]
    assert {key.version for key in keys} == {7}
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_every_row_of_ours_is_keyed_by_one_but_the_clocks():
    ours = ("clinic", "questions", "notifications", "intake", "surveys", "summaries", "desk")
    others = {
        model.__name__
        for label in ours
        for model in apps.get_app_config(label).get_models()
        if model._meta.pk.default is not new_id
    }
    assert others == {"ClockOffset"}
