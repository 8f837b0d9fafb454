import type { TypeTokens } from "../../program/type-tokens";
import { importedValues } from "../../shells/engine-values";

/** A resource that `pulumi import --file` takes into a stack, without reading it. */
export interface Imported {
	readonly name: string;
	readonly id: string;
	/** The inputs, as the program declares them. */
	readonly inputs: Readonly<Record<string, unknown>>;
	/** The outputs, as the state records them. */
	readonly outputs: Readonly<Record<string, unknown>>;
	/** Inputs that are still to be filled in. */
	readonly toFill?: Iterable<string>;
	/** The name in the stack, if it is not the name in the file: there, all names differ. */
	readonly logicalName?: string | undefined;
	/** The name of its parent in the file; by default, the stack. */
	readonly parent?: string | undefined;
}

/** A component that the stack does not have yet. It exists in the state only. */
export interface ImportedComponent extends Pick<Imported, "name" | "logicalName" | "parent" | "inputs"> {
	readonly type: string;
}

/** The parents of imported resources. */
export interface Parents {
	/** The URNs of those that the stack has, by their names in the file. */
	readonly nameTable: Readonly<Record<string, string>>;
	/** Those that the import makes. */
	readonly components: readonly ImportedComponent[];
}

/** The name of the import file in the folder of a program. */
export const importFileName = "import.json";

/** The shell that manages the resources: dynamic resources of the package, or resources of a plugin. */
export type Shell = "dynamic" | "plugin";

/** The text of an import file. Values that are to be filled in keep the command from importing anything. */
export function importFile(
	resources: readonly Imported[],
	tokens: TypeTokens,
	shell: Shell = "dynamic",
	{ nameTable, components }: Partial<Parents> = {},
): string {
	const type = shell === "dynamic" ? tokens.dynamic : tokens.schema;
	const inputsOf = (values: Imported["inputs"]) =>
		shell === "dynamic" ? importedValues(values, tokens.provider) : values;
	const entries = resources.map(({ name, logicalName, id, parent, inputs, outputs, toFill = [] }) => {
		const names = [...toFill];
		const filled = Object.fromEntries(names.map((property) => [property, placeholder]));
		return {
			type,
			name,
			logicalName,
			id,
			parent,
			...(names.length > 0 && { parent: guard(names) }),
			inputs: inputsOf({ ...inputs, ...filled }),
			outputs: importedValues({ ...outputs, ...filled }, tokens.provider),
		};
	});
	const made = (components ?? []).map((component) => ({ ...component, component: true }));
	return `${JSON.stringify({ nameTable, resources: [...made, ...entries] }, undefined, "\t")}\n`;
}

const placeholder = "TODO";

/** The command refuses a parent that the file does not have, and shows its name. */
function guard(names: readonly string[]): string {
	return `TODO: fill in ${names.join(", ")} of this resource, in inputs and in outputs, then remove this line`;
}
