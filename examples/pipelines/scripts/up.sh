#!/usr/bin/env bash
# Carries out the plan that was approved, and nothing else: up.sh PLAN.
# Where the plan no longer fits, the CLI refuses; what it did before that stays, and the next run continues from there.
set -euo pipefail
. "$(dirname "$0")/prepare.sh"

status=0
pulumi up --refresh --yes --skip-preview --non-interactive ${POLICY_PACK:+--policy-pack "$POLICY_PACK"} \
	${POLICY_CONFIG:+--policy-pack-config "$POLICY_CONFIG"} --plan "$1" || status=$?
if [ "$status" -ne 0 ]; then
	cat >&2 <<-'END'

		The update did not finish.
		* "violates plan": the program, a file or the account has changed since the plan was approved. Start the pipeline
		  again, read the new report, and approve the new plan.
		* "the stack is currently locked": another run is under way, or its runner was killed. If none is, start the
		  recovery (recover.sh).
		* Anything else: the message says what to do. Then start the pipeline again; it continues where this run stopped.
	END
fi
exit "$status"
