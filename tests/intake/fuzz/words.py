"""The words and numbers the criteria name: what facts are made of, so that rules are reached."""

import re
import tomllib

from intake.candidacy.rules import CRITERIA

WORD = re.compile(r"[a-z][a-z0-9_]{1,40}")
UNKNOWN = "zzz"  # begins a word that no rule knows


def _leaves(node, path=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value, path)
    else:
        yield path, node


def _criteria():
    for path in sorted(CRITERIA.glob("*.toml")):
        for keys, leaf in _leaves(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield path.stem.rsplit("-", 1)[0], keys, leaf


def _plain(leaf):
    return isinstance(leaf, str) and WORD.fullmatch(leaf) is not None


LEAVES = list(_criteria())
NUMBERS = sorted({leaf for _, _, leaf in LEAVES if isinstance(leaf, int | float)} - {True, False})
MEDICINES = sorted(
    {leaf for file, _, leaf in LEAVES if file == "opioids" and _plain(leaf)}
    | {keys[-1] for file, keys, _ in LEAVES if file == "opioids" and _plain(keys[-1])}
    | {leaf for _, keys, leaf in LEAVES if "antiplatelets" in keys or "anticoagulants" in keys}
)
ALL = sorted({leaf for file, _, leaf in LEAVES if file in ("words", "safety") and _plain(leaf)})
EXTRA = {
    "radiations": [
        f"{side}_{place}"
        for side in ("left", "right")
        for place in ("leg_below_knee", "thigh_back", "calf", "arm_below_elbow", "forearm")
    ]
    + ["scalp", "eye", "groin", "scrotum", "chest", "flank"],
    "diagnoses": (
        "lumbar_disc_herniation lumbar_spinal_stenosis lumbar_radiculopathy cervical_radiculopathy "
        "lumbar_facet_arthropathy post_laminectomy_pain painful_diabetic_neuropathy crps "
        "post_herpetic_neuralgia knee_osteoarthritis hip_osteoarthritis adhesive_capsulitis "
        "rotator_cuff_disease total_knee_replacement occipital_neuralgia sacroiliac_joint_pain "
        "pancreatic_cancer metastatic_lung_cancer inguinal_hernia_repair thoracotomy_pain"
    ).split(),
    "thinners": MEDICINES,
    "medicines": MEDICINES,
}


def vocabulary(name):
    """Words the rules may know for an open list, and some they know for another."""
    own = [
        leaf
        for file, keys, leaf in LEAVES
        if file == "words" and keys[0] == name and keys[-1] in ("known", "parts")
    ]
    return own + EXTRA.get(name, [])
