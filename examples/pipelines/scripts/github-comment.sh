#!/usr/bin/env bash
# Puts the report on the pull request: one comment, which each run replaces.
# GitHub takes 65,536 characters; a longer report is in the summary of the run.
set -euo pipefail
report=${OUT:-out}/report.md
comments=repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments
marker='<!-- pulumi-aiccs -->'
body=$(mktemp)
trap 'rm -f "$body"' EXIT

if [ "$(wc -c <"$report")" -lt 60000 ]; then
	{ echo "$marker" && cat "$report"; } >"$body"
else
	printf '%s\n%s\n' "$marker" "The report is too long for a comment. It is in the summary of the run: $RUN_URL" >"$body"
fi
id=$(gh api "$comments" --paginate --jq ".[] | select(.body | startswith(\"$marker\")) | .id" | sed -n 1p)
if [ -n "$id" ]; then
	gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" -F "body=@$body" --silent
else
	gh api "$comments" -F "body=@$body" --silent
fi
