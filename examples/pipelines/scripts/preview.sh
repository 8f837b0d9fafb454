#!/usr/bin/env bash
# Compares program, stack and account, and writes the report to $OUT. Sends only queries. Arguments go to the preview.
# Ends with the preview's exit code, so that errors fail the job.
set -euo pipefail
. "$(dirname "$0")/prepare.sh"

# The preview has the inputs in plain text, so it stays out of the folder that is published.
preview=$(mktemp)
trap 'rm -f "$preview"' EXIT

# Only the streamed form has what policies say.
if [ -n "${POLICY_PACK:-}" ]; then export PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1; fi
status=0
pulumi preview --refresh --json --show-sames --non-interactive ${POLICY_PACK:+--policy-pack "$POLICY_PACK"} \
	${POLICY_CONFIG:+--policy-pack-config "$POLICY_CONFIG"} "$@" >"$preview" || status=$?
# Without output the command failed before the preview, and has said why.
if [ -s "$preview" ]; then
	report=0
	npx --no -- pulumi-aiccs report "$preview" --format "${REPORT:-markdown,html}" --out "$OUT" || report=$?
	# 1: the preview has errors, which its own exit code says. More: there is no report.
	if [ "$report" -le 1 ]; then cat "$OUT/report.md"; elif [ "$status" -eq 0 ]; then status=$report; fi
fi
exit "$status"
