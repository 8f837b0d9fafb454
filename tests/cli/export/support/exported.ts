import { z } from "zod";
import { importFile } from "../../../../provider/cli/export/import-file";
import { textsOf } from "../../../../provider/cli/export/program";
import { type AccountRead, type ReadOptions, readAccount } from "../../../../provider/cli/export/read-account";
import { type Split, typescriptFiles } from "../../../../provider/cli/export/typescript";
import { aiCallTaskTokens } from "../../../../provider/program/type-tokens";
import type { Context } from "../../../../provider/run/context";
import { aiCallTask } from "../../../../provider/tasks/resource";
import type { Engine, Held } from "../../../support/engine";
import { declaredBy } from "./program";

const Values = z.record(z.string(), z.unknown());
const ImportFile = z.strictObject({
	resources: z.array(
		z.strictObject({
			type: z.literal("pulumi-nodejs:dynamic/aiccs:AiCallTask"),
			name: z.string(),
			id: z.string(),
			parent: z.string().optional(),
			inputs: Values,
			outputs: Values,
		}),
	),
});

/** Reads the account as an export does. */
export function read(context: Context, options: Partial<ReadOptions> = {}): Promise<AccountRead> {
	return readAccount(context, aiCallTask, { isSelected: () => true, fill: new Map(), ...options });
}

/** The program and the import file of an export, read again from their texts. */
export function written(account: AccountRead, split: Split = {}) {
	const { exported } = account;
	const files = typescriptFiles(exported, textsOf(aiCallTask.definition, account), split);
	const text = importFile(
		exported.map(({ values, toFill, ...rest }) => ({
			...rest,
			inputs: Object.fromEntries(values),
			toFill: toFill.keys(),
		})),
		aiCallTaskTokens,
	);
	const { resources } = ImportFile.parse(JSON.parse(text));
	return { files, program: Object.fromEntries(declaredBy(files)), resources };
}

/** Takes the resources of an import file into a stack, as `pulumi import` does. */
export function importInto(engine: Engine, resources: z.output<typeof ImportFile>["resources"]): void {
	const held = resources.map(({ name, id, inputs, outputs }) => [name, { id, inputs, outputs }] as const);
	engine.restore(new Map<string, Held>(held));
}
