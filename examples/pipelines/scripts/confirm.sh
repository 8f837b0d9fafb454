# Sourced by the scripts that a person starts by hand: the person types the stack's name as CONFIRM.
# A pipeline that is started with what the form proposes then does nothing.
# shellcheck shell=bash

if [ "${CONFIRM:-}" != "$PULUMI_STACK" ]; then
	echo "CONFIRM is \"${CONFIRM:-}\", and the stack is \"$PULUMI_STACK\". Nothing was done: type the stack's name as CONFIRM." >&2
	exit 1
fi
