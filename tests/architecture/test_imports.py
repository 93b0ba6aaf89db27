"""The ladder of docs: each row imports only rows below it; pure modules import no Django."""

import pytest

from tests.architecture.source import APPS, PACKAGES, ROOT, at, files, imports, name

# From the top; those of one row stand side by side and do not know each other.
LADDER = [
    {"config"},
    {"api", "desk"},
    {"summaries"},
    {"surveys"},
    {"intake"},
    {"notifications"},
    {"questions"},
    {"clinic"},
    {"instruments"},
]
ROW = {app: row for row, apps in enumerate(LADDER) for app in apps}

# What a clinician could dispute, and what must be true without a database.
PURE = [
    "notifications.states",
    "notifications.retry",
    "notifications.quiet_hours",
    "notifications.words",
    "surveys.schedule",
    "surveys.protocol",
    "surveys.relief",
    "surveys.replies",
    "surveys.complications",
    "surveys.answers",
    "intake.facts_contract",
    "intake.red_flags",
    "intake.history_facts",
    "intake.case_reader",
    "intake.case_answers",
    "intake.facts_shape",
    "intake.facts_schema",
    "intake.assessment_schema",
    "intake.candidacy",
    "clinic.procedure_kinds",
    "clinic.phones",
    "instruments",
]
# Only the sentences of these are Django's: its gettext, nothing else.
PURE_BUT_FOR_WORDING = ["questions.page", "questions.birth_date", "intake.facts", "intake.pages"]
WORDING = ("django.utils.translation", "django.utils.functional")


def modules_of(pure):
    found = [
        path
        for path in files(*APPS)
        if any(name(path) == entry or name(path).startswith(f"{entry}.") for entry in pure)
    ]
    assert found
    return found


def module_file(module):
    path = ROOT.joinpath(*module.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((found for found in candidates if found.exists()), None)


def everything_imported(path, seen):
    """Every module that importing this one imports, ours followed to the end."""
    for module, imported, _ in imports(path):
        for target in (module, f"{module}.{imported}" if imported else ""):
            if not target or target in seen:
                continue
            seen.add(target)
            ours = module_file(target) if target.split(".")[0] in PACKAGES else None
            if ours is not None:
                everything_imported(ours, seen)
    return seen


def test_every_app_has_its_place_on_the_ladder():
    assert set(ROW) == set(APPS)
    missing = {p.parent.name for p in ROOT.glob("*/apps.py")} - set(APPS)
    assert not missing


@pytest.mark.parametrize("app", APPS)
def test_each_app_imports_only_rows_below_it(app):
    upward = [
        f"{at(path, line)} imports {module}"
        for path in files(app)
        for module, _, line in imports(path)
        if (other := module.split(".")[0]) in ROW and other != app and ROW[other] <= ROW[app]
    ]
    assert not upward


def test_the_simulator_and_the_product_do_not_know_each_other():
    crossing = [
        f"{at(path, line)} imports {module}"
        for package, banned in (("simulator", set(APPS)), *((app, {"simulator"}) for app in APPS))
        for path in files(package)
        for module, _, line in imports(path)
        if module.split(".")[0] in banned
    ]
    assert not crossing


def test_no_source_imports_the_tests():
    assert not [
        at(path, line)
        for path in files(*PACKAGES)
        for module, _, line in imports(path)
        if module.split(".")[0] in {"tests", "pytest"}
    ]


def test_other_apps_are_entered_by_neither_their_views_nor_their_underscored_names():
    trespass = [
        f"{at(path, line)} imports {module}.{imported}"
        for app in APPS
        if app != "config"
        for path in files(app)
        for module, imported, line in imports(path)
        if module.split(".")[0] in set(APPS) - {app}
        and (imported.startswith("_") or imported == "views" and module != "questions"
             or module.endswith(".views") and module != "questions.views")
    ]  # fmt: skip
    assert not trespass


@pytest.mark.parametrize("path", modules_of(PURE), ids=name)
def test_a_pure_module_reaches_no_django(path):
    assert not {m for m in everything_imported(path, set()) if m.split(".")[0] == "django"}


@pytest.mark.parametrize("path", modules_of(PURE_BUT_FOR_WORDING), ids=name)
def test_a_module_of_wording_reaches_nothing_of_django_but_gettext(path):
    reached = {m for m in everything_imported(path, set()) if m.split(".")[0] == "django"}
    assert not {m for m in reached if not m.startswith(WORDING)}
