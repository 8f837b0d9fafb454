import { z } from "zod";
import { unknown } from "../definition/values";
import type { AiCallTask } from "../tasks/model";
import { configured } from "./limit-text";
import type { PolicyOf, Violation } from "./policy";

const name = "aiccs-names";

const Pattern = z.string().refine(isPattern, "is not a regular expression of JavaScript");

const configuration = z.strictObject({
	taskName: Pattern.optional().describe("A regular expression that taskName must match. Anchor it with ^ and $."),
	resourceName: Pattern.optional().describe("A regular expression that the task's name in the program must match."),
});

function isPattern(text: string): boolean {
	try {
		new RegExp(text, "u");
		return true;
	} catch {
		return false;
	}
}

export const names: PolicyOf<AiCallTask, typeof configuration> = {
	name,
	description: "Tasks are named by the house's pattern.",
	configuration,
	find: ({ name: resource, inputs: { taskName } }, config) => [
		...(taskName === unknown || taskName === undefined ? [] : mismatch("taskName", taskName, config.taskName)),
		...mismatch("resourceName", resource, config.resourceName),
	],
};

function mismatch(property: "taskName" | "resourceName", value: string, pattern: string | undefined): Violation[] {
	if (pattern === undefined || new RegExp(pattern, "u").test(value)) return [];
	const subject = property === "taskName" ? "taskName" : "The name of the resource in the program";
	return [
		{
			problem: `${subject} does not match the pattern.`,
			limit: `Allowed: ${pattern} (${configured(name, property)}).`,
			fix:
				property === "taskName"
					? "Choose another taskName."
					: "Rename the resource, with the option aliases if it exists.",
		},
	];
}
