#!/usr/bin/env bash
# Reports what people changed in the console, as each preview does. Changes nothing.
# Fails when something differs, or when an update is still to be carried out.
set -euo pipefail
exec "$(dirname "$0")/preview.sh" --expect-no-changes "$@"
