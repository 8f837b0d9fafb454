import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";
import { type AiCallTaskArgs, type AiCallTaskOutputs, optionalProperties } from "./generated/ai-call-task-args";
import { assertInstalled } from "./installed";
import { ownerOf } from "./owner";
import { currentPreview } from "./preview";
import { isMocked, surviveClosedStreams } from "./runtime";
import { showFindings } from "./show-findings";

const type = "pulumi-nodejs:dynamic/aiccs:AiCallTask";

/**
 * The provider of a dynamic resource, as the state keeps it. `pulumi.dynamic.Resource` would write a serialised copy of
 * the code in its place; one constant line that asks for the installed package is the same resource to the engine, at
 * half the state and twice the speed, and destroying and refreshing run the code that is installed.
 */
const provider = 'exports.handler=()=>require("pulumi-aiccs/dynamic")';

/** Outputs that the engine fills in. */
const seeds: { readonly [Output in keyof Omit<AiCallTaskOutputs, keyof AiCallTaskArgs>]: undefined } = {
	status: undefined,
	progress: undefined,
};

// Pulumi sets every output that the base constructor's inputs name.
export interface AiCallTask extends AiCallTaskOutputs {}

/**
 * An AI call task of Alibaba Cloud (product Aiccs): an outbound call campaign.
 *
 * A preview shows everything that is wrong with it and sends nothing. The service cannot delete a task: destroying the
 * resource stops the task and renames it, so that its name is free again (`onDestroy`).
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the outputs are set by Pulumi, as said there
export class AiCallTask extends pulumi.CustomResource {
	/** @internal */
	static readonly __pulumiType = type;

	/** True for an AI call task, whichever copy of this package has declared it. */
	static override isInstance(value: unknown): value is AiCallTask {
		return part(value, "__pulumiType") === type;
	}

	/**
	 * Reads a task of the account that the stack does not manage: its definition as far as the service shows it, its
	 * status and its progress, at every preview and update. An engine task is found by `source: 1` in its state.
	 */
	static get(
		name: string,
		id: pulumi.Input<pulumi.ID>,
		state: Pick<AiCallTaskArgs, "source"> = {},
		options: pulumi.CustomResourceOptions = {},
	): AiCallTask {
		// What is read is not declared: the other arguments come from the service.
		return new AiCallTask(name, state as AiCallTaskArgs, { ...options, id });
	}

	/** Id of the task, exact to the last of its 18 digits. Known in previews of updates. */
	readonly taskId: pulumi.Output<string>;

	constructor(name: string, args: AiCallTaskArgs, options: pulumi.CustomResourceOptions = {}) {
		refuseImport(name, options);
		assertInstalled();
		surviveClosedStreams();
		const isChecked = options.id === undefined && options.urn === undefined;
		const preview = isChecked && pulumi.runtime.isDryRun() && !isMocked() ? currentPreview() : undefined;
		const file = preview?.findings.newFile();
		const owner = ownerOf(type, name, options);
		const inputs = {
			...seeds,
			...(!isChecked && unread()),
			...given(args),
			__provider: provider,
			__owner: owner,
			...(file !== undefined && { __preview: file }),
		};
		const { stackTraceLimit } = Error;
		// Pulumi keeps four stack traces for each property, most of what declaring a resource takes, for this variable only.
		if (process.env.PULUMI_DEBUG_PROMISE_LEAKS === undefined) Error.stackTraceLimit = 0;
		try {
			// A name can be held by one task only: the old one lets go of it before the new one is made.
			super(type, name, inputs, pulumi.mergeOptions({ deleteBeforeReplace: true }, options));
		} catch (error) {
			if (file !== undefined) preview?.findings.drop(file);
			Error.stackTraceLimit = stackTraceLimit;
			if (error instanceof Error) Error.captureStackTrace(error, AiCallTask);
			throw error;
		} finally {
			Error.stackTraceLimit = stackTraceLimit;
		}
		this.taskId = this.id;
		if (preview !== undefined && file !== undefined) showFindings({ resource: this, owner, preview, file });
	}
}

/** An import has no inputs from which a dynamic resource could be read. */
function refuseImport(name: string, options: pulumi.CustomResourceOptions): void {
	if (options.import === undefined) return;
	throw new pulumi.RunError(
		`"${name}": the option import does not work for an AI call task. Remove it, and set the property adoptTaskId: "${options.import}": the task is then taken into the stack by the next update.`,
	);
}

/** The arguments that have a value, and those that need one. */
function given(args: AiCallTaskArgs): pulumi.Inputs {
	const optional = new Set<string>(optionalProperties);
	const all = Object.entries({ ...args }).map(([name, value]) => [name, value ?? undefined]);
	return Object.fromEntries(all.filter(([name, value]) => value !== undefined || !optional.has(String(name))));
}

/** Every property, to be filled in by what the service shows. */
function unread(): pulumi.Inputs {
	const names: (keyof AiCallTaskArgs)[] = ["taskName", "startType", "callDay", "callTime", ...optionalProperties];
	return Object.fromEntries(names.map((name) => [name, undefined]));
}

/** Pulumi makes an output only of what it is given: what a program leaves out reads as an output without a value. */
for (const property of optionalProperties) {
	Object.defineProperty(AiCallTask.prototype, property, {
		get: () => pulumi.output(undefined),
		set(this: AiCallTask, value: unknown) {
			Object.defineProperty(this, property, { value, enumerable: true, configurable: true, writable: true });
		},
	});
}
