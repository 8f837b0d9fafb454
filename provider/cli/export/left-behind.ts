import { accountIn } from "../../definition/account";
import type { Fill } from "../../definition/expressed";
import { resourceLabel, resourceLabels, urnParts } from "../../definition/resource-label";
import { Raw, unknown, type Values } from "../../definition/values";
import type { TypeTokens } from "../../program/type-tokens";
import type { Context } from "../../run/context";
import type { LeftBehind, Listed, Resource } from "../../run/resource";
import { declaredIn, secret } from "../../shells/engine-values";
import { groupedBy } from "../grouped-by";
import type { Preview, State } from "../report/preview";
import { hasSecret } from "../report/value-in-words";
import type { Imported, Parents, Shell } from "./import-file";
import { LeftBehindParents } from "./left-behind-parents";

/** What an interrupted run has left, as an import file takes it into the stack. */
export interface Left {
	readonly imported: readonly Imported[];
	readonly parents: Parents;
	readonly shell: Shell;
	/** Properties that the program declares as secrets, and that the import file has in plain text. */
	readonly secrets: readonly string[];
	readonly notImported: readonly NotImported[];
}

/** A declared resource that the stack does not have. The account may have its name, but it is not imported. */
export interface NotImported {
	/** The resource, as the program's author knows it. */
	readonly label: string;
	/** The id of what has its name; `undefined` if the name is not known. */
	readonly id: string | undefined;
	readonly reason: string;
}

export interface LeftBehindOptions {
	/** Which resources of the account may have been left. */
	readonly isSelected: (one: Listed) => boolean;
	/** Values of secrets: a preview does not show them. */
	readonly fill: Fill;
}

/** A resource that the program declares and the stack does not have. */
interface Declared {
	readonly urn: string;
	/** As a preview shows it. */
	readonly state: State;
	/** Its properties; a secret without a value to fill in is unknown. */
	readonly values: Raw;
	readonly secrets: readonly string[];
}

interface Found<S> extends Declared {
	readonly left: LeftBehind<S>;
}

/**
 * Finds what an interrupted run has left for the resources that a preview creates. Queries their names or the whole list,
 * whichever is cheaper, and the definition of each that may be one of them.
 */
export async function findLeftBehind<T extends Values<T>, S>(
	context: Context,
	resource: Resource<T, S>,
	tokens: TypeTokens,
	preview: Preview,
	{ isSelected, fill }: LeftBehindOptions,
): Promise<Left> {
	const shell = preview.steps.some(({ newState }) => newState?.type === tokens.schema) ? "plugin" : "dynamic";
	const created = createdIn(preview, shell === "plugin" ? tokens.schema : tokens.dynamic, fill);
	const said = groupedBy(preview.diagnostics, ({ urn }) => urn);
	const found = await Promise.all(
		created.map(async (declared): Promise<Found<S>[]> => {
			const { inputs: news } = resource.definition.check(declared.values, { now: context.now(), isNew: false });
			const messages = (said.get(declared.urn) ?? []).map(({ message }) => message);
			const place = context.of(accountIn(resource.definition, declared.values));
			const left = await resource.leftBehind?.(place, news, messages);
			return left === undefined ? [] : [{ ...declared, left }];
		}),
	);
	const held = found.flat();
	const parents = new LeftBehindParents(preview);
	const imported = new Map<Found<S>, Imported>();
	const notImported: NotImported[] = [];
	for (const one of held) {
		const taken = importedOrReason(one);
		if (typeof taken === "string")
			notImported.push({ label: resourceLabel(one.urn), id: one.left.listed?.id, reason: taken });
		else imported.set(one, taken);
	}
	const secrets = new Set([...imported.keys()].flatMap((one) => one.secrets));
	return { imported: [...imported.values()], parents: parents.used(), shell, secrets: [...secrets], notImported };

	function importedOrReason(one: Found<S>): Imported | string {
		const { left } = one;
		if ("unknown" in left) return unknownInputs(one, left.unknown);
		if ("reason" in left) return left.reason;
		const { listed, state } = left;
		if (!isSelected(listed)) return "the filters of the command leave it out";
		const accountOf = ({ values }: Declared) => accountIn(resource.definition, values);
		const others = held.filter(
			(other) => other !== one && other.left.listed?.id === listed.id && accountOf(other) === accountOf(one),
		);
		if (others.length > 0) return `its name is also declared by ${resourceLabels(others.map(({ urn }) => urn))}`;
		if (hasOwnProvider(one)) return "the program gives it a provider of its own, which an import file cannot name";
		const place = parents.place(one.urn);
		if ("missing" in place) {
			return `its parent ${resourceLabel(place.missing)} must exist first: pulumi up --target "${place.missing}"`;
		}
		const outputs = resource.outputsOf(listed.id, state);
		const asSecrets = (values: Readonly<Record<string, unknown>>) =>
			Object.fromEntries(one.secrets.map((name) => [name, secret(values[name])]));
		return {
			...place,
			id: listed.id,
			inputs: { ...one.state.inputs, ...asSecrets(one.values.all()) },
			outputs: { ...outputs, ...asSecrets(outputs) },
		};
	}
}

function createdIn({ steps }: Preview, type: string, fill: Fill): Declared[] {
	return steps.flatMap(({ op, urn, newState: state }) => {
		if (op !== "create" || state?.type !== type) return [];
		const { inputs } = declaredIn(state.inputs);
		const secrets = Object.keys(inputs.all()).filter((name) => hasSecret(inputs.get(name)));
		const filled = secrets.map((name) => [name, fill.get(name) ?? unknown] as const);
		return [{ urn, state, values: new Raw({ ...inputs.all(), ...Object.fromEntries(filled) }), secrets }];
	});
}

/** Why a resource cannot be compared with what has its name. */
function unknownInputs({ secrets }: Declared, names: readonly string[]): string {
	const hidden = names.filter((name) => secrets.includes(name));
	if (hidden.length === 0) return `${names.join(", ")}: not known in the preview, or not valid`;
	const options = hidden.map((name) => `--fill ${name}=<value>`).join(" ");
	return `${hidden.join(", ")}: secret, so the preview does not show it. Give the value that the program has: ${options}`;
}

/** True if the resource has not the provider that an import gives it. */
function hasOwnProvider({ state: { provider } }: Declared): boolean {
	return provider !== undefined && !urnParts(provider).name.startsWith("default");
}
