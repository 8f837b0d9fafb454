#!/usr/bin/env bash
# Reports drift to people: one open issue, to which each night adds its report.
# Close the issue once the account and the program agree again.
set -euo pipefail
report=${OUT:-out}/report.md
title="The campaigns of $PULUMI_STACK differ from the program"
body=$(mktemp)
trap 'rm -f "$body"' EXIT

if [ -s "$report" ] && [ "$(wc -c <"$report")" -lt 60000 ]; then cp "$report" "$body"; fi
printf '\nThe run: %s\n' "$RUN_URL" >>"$body"
issue=$(gh issue list --state open --search "\"$title\" in:title" --json number --jq '.[0].number // empty')
if [ -n "$issue" ]; then
	gh issue comment "$issue" --body-file "$body"
else
	gh issue create --title "$title" --body-file "$body"
fi
