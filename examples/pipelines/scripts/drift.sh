#!/usr/bin/env bash
# Compares the account with the stack and reports what people changed in the console. Changes nothing.
# Fails when something differs, or when an update is still to be carried out.
set -euo pipefail
exec "$(dirname "$0")/preview.sh" --refresh --expect-no-changes "$@"
