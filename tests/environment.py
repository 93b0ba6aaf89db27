"""Loaded before Django's settings: every test runs in the sandbox, on data of its own."""

import os
import tempfile

os.environ["SANDBOX"] = "1"
os.environ["TASKS_INLINE"] = "1"
os.environ["PUBLIC_URL"] = "http://testserver"
os.environ["DATA_DIR"] = os.environ.get("TEST_DATA_DIR") or tempfile.mkdtemp(
    prefix="reprieve-tests-"
)
os.environ["TEST_DATA_DIR"] = os.environ["DATA_DIR"]  # xdist's workers share it
