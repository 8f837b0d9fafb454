import * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../definition/finding";
import { resourceLabel } from "../definition/resource-label";
import { heldByDeclared } from "../tasks/held-in-stack";
import { type AiCallTaskArgs, type AiCallTaskOutputs, properties } from "./generated/ai-call-task-args";
import { declare, defineOptionalOutputs, isOfType } from "./resource";
import type { ResourceFacts, StackHolder } from "./resource-facts";
import { aiCallTaskTokens } from "./type-tokens";

const facts: ResourceFacts = {
	type: aiCallTaskTokens.dynamic,
	schemaType: aiCallTaskTokens.schema,
	provider: aiCallTaskTokens.provider,
	properties,
	insteadOfImport: (id) =>
		`Remove it, and set the property adoptTaskId: "${id}". The next update then takes the task into the stack.`,
	heldInStack,
};

// Pulumi sets the outputs.
export interface AiCallTask extends AiCallTaskOutputs {}

/**
 * An AI call task of Alibaba Cloud (product Aiccs): an outbound call campaign.
 *
 * A preview shows everything that is wrong with it and sends nothing. The service cannot delete a task: destroying the
 * resource stops the task and renames it, so that its name is free again (`onDestroy`).
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: Pulumi sets the outputs
export class AiCallTask extends pulumi.CustomResource {
	/** @internal */
	static readonly __pulumiType = facts.type;

	/** True for an AI call task, also when another copy of this package declared it. */
	static override isInstance(value: unknown): value is AiCallTask {
		return isOfType(facts, value);
	}

	/**
	 * Reads a task of the account that the stack does not manage: its definition as far as the service shows it, its
	 * status and its progress, in every preview and update. For an engine task, pass `source: 1` as its state; for a task
	 * of another account, its \`account\`.
	 */
	static get(
		name: string,
		id: pulumi.Input<pulumi.ID>,
		state: Pick<AiCallTaskArgs, "source" | "account"> = {},
		options: pulumi.CustomResourceOptions = {},
	): AiCallTask {
		// The service gives the other arguments.
		return new AiCallTask(name, state as AiCallTaskArgs, { ...options, id });
	}

	/** Id of the task, exact to the last of its 18 digits. Known in previews of updates. */
	declare readonly taskId: pulumi.Output<string>;

	constructor(name: string, args: AiCallTaskArgs, options: pulumi.CustomResourceOptions = {}) {
		const declaration = declare(facts, name, args, options);
		try {
			super(facts.type, name, declaration.inputs, declaration.options);
		} catch (error) {
			throw declaration.fail(error, AiCallTask);
		}
		declaration.end(this);
	}

	static {
		defineOptionalOutputs(AiCallTask, facts);
	}
}

/** What to do if another resource of the stack manages the task that has the name, or that is to be adopted. */
function heldInStack(finding: Finding, { urn, aliasOption, isDeclared }: StackHolder): Partial<Finding> {
	const { path } = finding;
	const label = resourceLabel(urn);
	const undeclared = `resource ${label} of this stack, which the program no longer declares.`;
	const same = "If this is the same resource under a new name or in a new place,";
	if (isDeclared) return heldByDeclared(finding, urn);
	if (path === "adoptTaskId") {
		const fix = `${same} replace adoptTaskId with the option ${aliasOption}. Otherwise remove adoptTaskId and choose another taskName.`;
		return { problem: `names the task of ${undeclared}`, fix };
	}
	return {
		fix: `That task belongs to ${undeclared} ${same} add the option ${aliasOption}. Otherwise choose another name.`,
	};
}
