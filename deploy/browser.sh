#!/bin/sh
# Prints the path of a Chromium that starts, or fails. CHROMIUM= names one.
if [ -n "${CHROMIUM-}" ]; then
    set -- "$CHROMIUM"
else
    set -- chromium chromium-browser google-chrome google-chrome-stable
fi
for name in "$@"; do
    path=$(command -v "$name") && "$path" --version >/dev/null 2>&1 && echo "$path" && exit
done
exit 1
