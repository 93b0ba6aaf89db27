"""Every test runs in the sandbox, with tasks in line and its data in a folder of its own."""

import os
import tempfile

os.environ["SANDBOX"] = "1"
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="reprieve-tests-"))
os.environ["TASKS_INLINE"] = "1"
