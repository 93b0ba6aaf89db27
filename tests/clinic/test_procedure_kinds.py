"""The kinds of procedure load, and what each names is there."""

import pytest

from clinic import procedure_kinds
from surveys import protocol

KINDS = procedure_kinds.all_kinds()


@pytest.mark.parametrize("id_", KINDS)
def test_every_kind_loads_with_its_label_levels_and_bleeding_class(id_):
    kind = procedure_kinds.kind(id_)
    assert kind.id == id_
    assert kind.label
    assert kind.family
    assert kind.region
    assert len(id_) <= 40  # Procedure.kind
    assert isinstance(kind.is_spine, bool)
    assert isinstance(kind.steroid, bool)
    assert kind.bleeding_class in {"low", "intermediate", "high"}
    assert len(set(kind.levels)) == len(kind.levels)


@pytest.mark.parametrize("id_", [k.id for k in KINDS.values() if k.protocol])
def test_every_protocol_that_a_kind_names_exists(id_):
    assert protocol.load(KINDS[id_].protocol).steps


def test_an_unknown_kind_is_an_error():
    with pytest.raises(KeyError):
        procedure_kinds.kind("no_such_kind")
