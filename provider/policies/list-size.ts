import { z } from "zod";
import type { CalleeList } from "../callees/model";
import { unknown } from "../definition/values";
import { shownValues } from "./configuration";
import { configured, valueText } from "./limit-text";
import type { PolicyOf, Seen, Violation } from "./policy";

const name = "aiccs-list-size";

const configuration = z.strictObject({
	mostPeople: z.int().min(1).optional().describe("The largest atMost. Unset, atMost must be set, to any number."),
	canary: z
		.int()
		.min(1)
		.optional()
		.describe(
			"The largest first of a list that is not in canaryDone: so many people may be called before someone agrees.",
		),
	canaryDone: z
		.array(z.string())
		.default([])
		.describe("Names, in the program, of lists that may call everyone: their canary went well."),
	...shownValues,
});
type Configuration = z.output<typeof configuration>;

export const listSize: PolicyOf<CalleeList, typeof configuration> = {
	name,
	description: "A list calls no more people than it is meant to.",
	configuration,
	find: (seen, config) => [...sizeViolations(seen, config), ...canaryViolations(seen, config)],
};

function sizeViolations(
	{ inputs: { atMost } }: Seen<CalleeList>,
	{ mostPeople, showValues }: Configuration,
): Violation[] {
	const limit =
		mostPeople === undefined
			? `Required: an upper bound, so that a wrong file is an error (policy ${name}).`
			: `Allowed: at most ${mostPeople} (${configured(name, "mostPeople")}).`;
	if (atMost === undefined)
		return [{ problem: "atMost is not set.", limit, fix: "Set atMost to the most people that the list may have." }];
	if (atMost === unknown || mostPeople === undefined || atMost <= mostPeople) return [];
	return [
		{ problem: `atMost${valueText(showValues, atMost)} is too large.`, limit, fix: "Lower atMost, or split the list." },
	];
}

function canaryViolations(
	{ name: list, inputs: { first } }: Seen<CalleeList>,
	{ canary, canaryDone, showValues }: Configuration,
): Violation[] {
	if (canary === undefined || canaryDone.includes(list) || first === unknown) return [];
	if (first !== undefined && first <= canary) return [];
	const limit = `Allowed: at most ${canary} until the canary is done (${configured(name, "canary")}).`;
	const problem = first === undefined ? "first is not set." : `first${valueText(showValues, first)} is too large.`;
	const fix = `Set first to ${canary} or less. When these calls went well, add "${list}" to canaryDone in the configuration of the policy.`;
	return [{ problem, limit, fix }];
}
