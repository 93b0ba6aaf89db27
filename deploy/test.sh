#!/bin/bash
# Runs the tests; arguments go to pytest. Without a browser the tests marked `browser` stay out,
# loudly, and with REQUIRE_BROWSER=1 that is a failure. pytest's counts are the last line.
set -euo pipefail
cd "$(dirname "$0")/.."
export SANDBOX=1
log=${DATA_DIR:-var}/log/test.log
pytest=(.venv/bin/python -m pytest)

if CHROMIUM=$(deploy/browser.sh); then
    export CHROMIUM
    "${pytest[@]}" "$@" 2>&1 | tee "$log"
    exit
fi

if [ "${REQUIRE_BROWSER-}" = 1 ]; then
    echo "No Chromium starts here, and REQUIRE_BROWSER=1 wants the browser tests run." >&2
    exit 1
fi
left_out=$("${pytest[@]}" -q --collect-only -m browser "$@" | grep -c '::' || true)
status=0
"${pytest[@]}" -m "not browser" "$@" 2>&1 | tee "$log" || status=$?
cat <<END

!!! $left_out browser tests did NOT run: there is no Chromium here. Type one of these, then make test:
!!!     sudo apt-get install -y chromium
!!!     CHROMIUM=/path/to/chrome make test

END
tail -n 1 "$log"
exit "$status"
