import { z } from "zod";
import { importFile } from "../../../../provider/cli/export/import-file";
import { findLeftBehind, type Left, type LeftBehindOptions } from "../../../../provider/cli/export/left-behind";
import { type Preview, previewIn } from "../../../../provider/cli/report/preview";
import { aiCallTaskTokens } from "../../../../provider/program/type-tokens";
import type { Context } from "../../../../provider/run/context";
import { aiCallTask } from "../../../../provider/tasks/resource";
import type { Engine, Program, Values } from "../../../support/engine";

export const stackUrn = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

/** The URN of a resource in components of these types, the outermost first. */
export function urnOf(name: string, type: string = aiCallTaskTokens.dynamic, ...parents: readonly string[]): string {
	return `urn:pulumi:dev::shop::${[...parents, type].join("$")}::${name}`;
}

export interface Step {
	readonly op: string;
	readonly urn: string;
	readonly newState?: Values;
}

/** A step that creates a task. */
export function created(name: string, inputs: Values, more: Values = {}): Step {
	const { dynamic: type, provider } = aiCallTaskTokens;
	return {
		op: "create",
		urn: urnOf(name),
		newState: {
			type,
			custom: true,
			parent: stackUrn,
			provider: "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::default::0",
			inputs: { ...inputs, __owner: `key of ${name}`, __provider: provider },
			...more,
		},
	};
}

/** What `pulumi preview --json` shows of a program with tasks that the stack does not have. */
export async function previewOf(engine: Engine, program: Program, shown: Program = program): Promise<Preview> {
	const said = await engine.preview(program);
	const steps = Object.entries(shown).filter(([name]) => !engine.state.has(name));
	return previewFrom(
		steps.map(([name, inputs]) => created(name, inputs)),
		said,
	);
}

/** A preview of these steps, with what it says about each resource. */
export function previewFrom(steps: readonly Step[], said: Readonly<Record<string, readonly string[]>> = {}): Preview {
	const stack = { op: "create", urn: stackUrn, newState: { type: "pulumi:pulumi:Stack", custom: false } };
	const diagnostics = Object.entries(said).flatMap(([name, messages]) => {
		const urn = steps.find((step) => step.urn.endsWith(`::${name}`))?.urn ?? urnOf(name);
		return messages.map((message) => ({ urn, message: `${message}\n`, severity: "error" }));
	});
	return previewIn(JSON.stringify({ steps: [stack, ...steps], diagnostics }));
}

export function find(context: Context, preview: Preview, options: Partial<LeftBehindOptions> = {}): Promise<Left> {
	return findLeftBehind(context, aiCallTask, aiCallTaskTokens, preview, {
		isSelected: () => true,
		fill: new Map(),
		...options,
	});
}

const ImportFile = z.strictObject({
	nameTable: z.record(z.string(), z.string()),
	resources: z.array(
		z.strictObject({
			type: z.string(),
			name: z.string(),
			logicalName: z.string().optional(),
			id: z.string().optional(),
			parent: z.string().optional(),
			component: z.literal(true).optional(),
			inputs: z.record(z.string(), z.unknown()),
			outputs: z.record(z.string(), z.unknown()).optional(),
		}),
	),
});

/** The import file, as the CLI reads it. */
export function fileOf({ imported, shell, parents }: Left): z.output<typeof ImportFile> {
	return ImportFile.parse(JSON.parse(importFile(imported, aiCallTaskTokens, shell, parents)));
}

/** Takes imported tasks into the state, as `pulumi import` does. */
export function importInto(engine: Engine, left: Left): void {
	for (const { name, logicalName = name, id = "", inputs, outputs = {} } of fileOf(left).resources) {
		engine.state.set(logicalName, { id, inputs: withoutHidden(inputs), outputs: withoutHidden(outputs) });
	}
}

/** Without the keys of the shell, which this engine does without. */
function withoutHidden({ __owner, __provider, ...values }: Values): Values {
	return values;
}
