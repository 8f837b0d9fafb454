# Sourced by the other scripts, in the program's folder: signs in without keys, and installs what the lock file says.
# The state names the package, so every command of the CLI needs it, destroy and refresh included.
# shellcheck shell=bash

OUT=${OUT:-out}
mkdir -p "$OUT"

# The provider reads the job's OIDC token from this file. GitHub gives the token on request, GitLab in ID_TOKEN.
if [ -n "${ALIBABA_CLOUD_OIDC_TOKEN_FILE:-}" ]; then
	(
		umask 077
		if [ -n "${ACTIONS_ID_TOKEN_REQUEST_URL:-}" ]; then
			curl -fsS -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
				"$ACTIONS_ID_TOKEN_REQUEST_URL&audience=$OIDC_AUDIENCE" |
				node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).value' >"$ALIBABA_CLOUD_OIDC_TOKEN_FILE"
		else
			printf '%s' "$ID_TOKEN" >"$ALIBABA_CLOUD_OIDC_TOKEN_FILE"
		fi
	)
fi

# A plan is carried out by the version that made it.
if ! command -v pulumi >/dev/null; then
	curl -fsSL https://get.pulumi.com | sh -s -- --version "${PULUMI_VERSION:-3.259.0}"
	PATH=$HOME/.pulumi/bin:$PATH
fi

npm ci
