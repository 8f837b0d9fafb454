#!/usr/bin/env bash
# Ends a season: withdraws who still waits, stops the campaigns and frees their names. Calls that were placed remain.
# The log names what stays in the account, because the service cannot delete tasks.
set -euo pipefail
. "$(dirname "$0")/confirm.sh"
. "$(dirname "$0")/prepare.sh"

pulumi destroy --yes --non-interactive
