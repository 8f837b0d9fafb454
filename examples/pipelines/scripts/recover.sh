#!/usr/bin/env bash
# After a killed runner: removes the lock that its run has left. Changes nothing in the account; preview and update follow.
# First make sure that no run of the stack is under way: without the lock, two runs may work on the same campaigns.
set -euo pipefail
. "$(dirname "$0")/confirm.sh"
. "$(dirname "$0")/prepare.sh"

pulumi cancel --yes --non-interactive
