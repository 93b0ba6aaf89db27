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
left_out=$("${pytest[@]}" --collect-only -m browser "$@" --verbosity=-1 | grep -c '::' || true)
status=0
"${pytest[@]}" -m "not browser" "$@" 2>&1 | tee "$log" || status=$?
[ "$left_out" = 0 ] || cat <<END

!!! Browser tests that did NOT run: $left_out. There is no Chromium here. Type one of these:
!!!     sudo apt-get install -y chromium && make test
!!!     CHROMIUM=/path/to/chrome make test

$(tail -n 1 "$log")
END
exit "$status"
