import * as pulumi from "@pulumi/pulumi";
import { type CalleeListArgs, type CalleeListOutputs, properties } from "./generated/callee-list-args";
import { declare, defineOptionalOutputs, isOfType } from "./resource";
import type { ResourceFacts } from "./resource-facts";
import { calleeListTokens } from "./type-tokens";

const facts: ResourceFacts = {
	type: calleeListTokens.dynamic,
	schemaType: calleeListTokens.schema,
	provider: calleeListTokens.provider,
	belongsTo: "taskId",
	properties,
	insteadOfImport: () =>
		"Remove it. An update reads what the task has, and imports only who is missing, so nothing has to be imported into the stack.",
	heldInStack: () => ({}),
};

// Pulumi sets the outputs.
export interface CalleeList extends CalleeListOutputs {}

/**
 * The people whom an AI call task calls, from files. Each of them is called once: after lost answers, crashes, edits of
 * the files, and when the task is replaced. No number and no row of the files is in the state, in logs or in errors.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: Pulumi sets the outputs
export class CalleeList extends pulumi.CustomResource {
	/** @internal */
	static readonly __pulumiType = facts.type;

	/** True for a callee list, also when another copy of this package declared it. */
	static override isInstance(value: unknown): value is CalleeList {
		return isOfType(facts, value);
	}

	/** Id of the list in the stack. The service has no lists. */
	declare readonly listId: pulumi.Output<string>;

	constructor(name: string, args: CalleeListArgs, options: pulumi.CustomResourceOptions = {}) {
		const declaration = declare(facts, name, args, options);
		try {
			super(facts.type, name, declaration.inputs, declaration.options);
		} catch (error) {
			throw declaration.fail(error, CalleeList);
		}
		declaration.end(this);
	}

	static {
		defineOptionalOutputs(CalleeList, facts);
	}
}
