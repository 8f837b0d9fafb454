import type { PolicyConfigSchema } from "@pulumi/policy";
import { z } from "zod";
import { probablyMeant } from "../definition/did-you-mean";
import { pathText } from "../definition/path";

/** What every policy that may show values has in its configuration. */
export const shownValues = {
	showValues: z
		.boolean()
		.default(false)
		.describe("Whether messages show values. A policy cannot see which of them the program has marked as secret."),
};

/** The schema of a configuration, as Pulumi checks and shows it. */
export function configSchemaOf(configuration: z.ZodObject): PolicyConfigSchema {
	return {
		properties: PropertySchemas.parse(z.toJSONSchema(configuration, { target: "draft-7", io: "input" }).properties),
	};
}

/** zod prints more keywords than the type of Pulumi names. */
const PropertySchemas = z.record(z.string(), z.custom<PolicyConfigSchema["properties"][string]>());

/** The configuration of a policy. What Pulumi's own check of the schema does not find is an error that ends the run. */
export function configurationOf<C extends z.ZodObject>(policy: string, configuration: C, config: unknown): z.output<C> {
	const { data, error } = configuration.safeParse(config);
	if (error === undefined) return data;
	const problems = error.issues.map((issue) => problemOf(issue, Object.keys(configuration.shape)));
	throw new WrongConfiguration(
		`The configuration of the policy ${policy} is wrong: ${problems.join("; ")}. Correct it in the configuration of the policy pack. See docs/policies.md of pulumi-aiccs.`,
	);
}

class WrongConfiguration extends Error {
	constructor(message: string) {
		super(message);
		// Pulumi prints the stack, which says nothing to who has written the configuration.
		this.stack = message;
	}
}

function problemOf(issue: z.core.$ZodIssue, names: readonly string[]): string {
	if (issue.code === "unrecognized_keys") {
		const [key = ""] = issue.keys;
		const meant = issue.path.length === 0 ? probablyMeant(key, names) : undefined;
		return `${pathText([...issue.path, key])} is not part of it${meant === undefined ? "" : ` (did you mean ${meant}?)`}`;
	}
	const path = pathText(issue.path);
	return path === "" ? issue.message : `${path}: ${issue.message}`;
}
