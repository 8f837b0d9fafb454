import type { Definition } from "../../definition/define-resource";
import { type Expressed, expressed, type Fill, type Inexpressible, isExpressed } from "../../definition/expressed";
import { errorsIn, sentence } from "../../definition/finding";
import { Raw, type Recorded, type Value, type Values } from "../../definition/values";
import type { Context } from "../../run/context";
import { OwnerUrn } from "../../run/owner";
import type { Listed, Resource } from "../../run/resource";
import { importedOutputs } from "../../shells/imported-outputs";
import { identifier, resourceName, UniqueNames } from "./names";

/** A resource of the account, ready to be written into a program and an import file. */
export interface Exported extends Expressed {
	readonly id: string;
	/** The name of the resource in the stack. */
	readonly name: string;
	/** The name of its constant in the program. */
	readonly identifier: string;
	readonly agent: string | undefined;
	/** The outputs that the state records. */
	readonly outputs: Readonly<Record<string, unknown>>;
}

/** A resource that a program cannot declare as it is. */
export interface NotExported {
	readonly id: string;
	readonly reasons: readonly string[];
}

export interface AccountRead {
	readonly exported: readonly Exported[];
	readonly notExported: readonly NotExported[];
	/** How many a deletion has left in the account. */
	readonly released: number;
}

export interface ReadOptions {
	/** The name of the account in the configuration; by default, the stack's own. */
	readonly account?: string | undefined;
	readonly isSelected: (one: Listed) => boolean;
	readonly fill: Fill;
	readonly progress?: ((line: string) => void) | undefined;
}

/** More than the client sends at once, so that it never waits for the next one. */
const readersAtOnce = 32;

/** Reads the chosen resources of the account: the list, and one query for each. A failing query ends it. */
export async function readAccount<T extends Values<T>, S>(
	context: Context,
	resource: Resource<T, S>,
	{ account, isSelected, fill, progress }: ReadOptions,
): Promise<AccountRead> {
	const selected = (await resource.list(context)).filter(isSelected);
	const isReleased = (name: string) => resource.isReleased?.(name) === true;
	const wanted = selected.filter(({ name }) => !isReleased(name)).sort(byCreation);
	let count = 0;
	const found = await inParallel(wanted, async (listed) => {
		const read = await readOne(context, resource, fill, inAccount(resource.definition, listed, account));
		progress?.(`${++count} of ${wanted.length} read`);
		return read;
	});
	if (count > 0) progress?.("");
	const [exported, notExported]: [Exported[], NotExported[]] = [[], []];
	const names = { resources: new UniqueNames(), identifiers: new UniqueNames() };
	for (const read of found.filter(({ name }) => !isReleased(name))) {
		const one = await named(context, resource, names, read);
		if ("reasons" in one) notExported.push(one);
		else exported.push(one);
	}
	const released = selected.length - exported.length - notExported.length;
	return { exported, notExported, released };
}

/** The oldest first, so that a new one is written behind the others. */
function byCreation(one: Listed, other: Listed): number {
	const byTime = (one.createdAt ?? 0) - (other.createdAt ?? 0);
	return byTime || one.id.length - other.id.length || (one.id < other.id ? -1 : 1);
}

/** Runs the work for all items. After a failure it begins no other. */
async function inParallel<I, R>(items: readonly I[], work: (item: I) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	const left = items.entries();
	let hasFailed = false;
	const reader = async () => {
		for (const [index, item] of left) {
			if (hasFailed) return;
			results[index] = await work(item).catch((error: unknown) => {
				hasFailed = true;
				throw error;
			});
		}
	};
	await Promise.all(Array.from({ length: Math.min(readersAtOnce, items.length) }, reader));
	return results;
}

/** The resource with its account, which the service does not show. */
function inAccount<T>({ account: property }: Definition<T>, listed: Listed, account: string | undefined): Listed {
	if (property === undefined || account === undefined) return listed;
	return { ...listed, shown: { ...listed.shown, [property]: account } };
}

interface ReadOne<S> {
	readonly listed: Listed;
	/** Its name in the account. */
	readonly name: string;
	readonly found: Expressed | Inexpressible;
	readonly state: S;
}

async function readOne<T extends Values<T>, S>(
	context: Context,
	resource: Resource<T, S>,
	fill: Fill,
	listed: Listed,
): Promise<ReadOne<S>> {
	const { id, shown = {} } = listed;
	const { definition } = resource;
	const read = await resource.read(context, id, resource.stateIn(new Raw(shown)));
	const name = read && nameIn(definition, read.definition);
	if (read === undefined || name === undefined) {
		throw new Error(
			`The list has ${definition.name} ${id}, and the service does not show its definition. Run the same command again.`,
		);
	}
	const found = expressed(definition, read.definition, { fill, now: context.now() });
	return { listed, name, found, state: read.state };
}

/** The value of the property that is a name. */
function nameIn<T extends Values<T>>({ properties }: Definition<T>, values: Recorded<T>): string | undefined {
	for (const [property, { textOf }] of properties) {
		const value: Value | undefined = values[property];
		if (textOf === "name" && typeof value === "string") return value;
	}
	return undefined;
}

interface Names {
	readonly resources: UniqueNames;
	readonly identifiers: UniqueNames;
}

async function named<T extends Values<T>, S>(
	context: Context,
	resource: Resource<T, S>,
	names: Names,
	{ listed: { id, agent }, name: ownName, found, state }: ReadOne<S>,
): Promise<Exported | NotExported> {
	if (!isExpressed(found)) return { id, reasons: found.reasons };
	const name = names.resources.unique(resourceName(ownName, id), "-");
	const values = Object.fromEntries(found.values);
	const conflicts = await conflictsOf(context, resource, name, new Raw(values));
	if (conflicts.length > 0) return { id, reasons: conflicts };
	return {
		...found,
		id,
		name,
		identifier: names.identifiers.unique(identifier(ownName, id), ""),
		agent,
		outputs: importedOutputs(resource, id, state, found.values),
	};
}

/** What a preview of the whole program would refuse: for example, a name that another one has. */
async function conflictsOf<T extends Values<T>, S>(
	context: Context,
	resource: Resource<T, S>,
	name: string,
	values: Raw,
): Promise<string[]> {
	const { definition } = resource;
	const urn = OwnerUrn.parse(`export/urn:pulumi:export::export::${definition.name}::${name}`);
	const owner = context.claims.declare(urn, false);
	const declared = {
		owner,
		news: definition.formed(values),
		olds: definition.recorded(values),
		replaced: undefined,
		former: [],
	};
	const found = (await resource.declare?.(context, declared)) ?? [];
	return errorsIn(found).map((finding) => sentence({ ...finding, fix: "" }));
}
