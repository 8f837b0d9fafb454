import type { Definition } from "../../definition/define-resource";
import { type Expressed, expressed, isExpressed, unprovenText } from "../../definition/expressed";
import { errorsIn, type Finding } from "../../definition/finding";
import { resourceLabel } from "../../definition/resource-label";
import { Raw, type Values } from "../../definition/values";
import type { TypeTokens } from "../../program/type-tokens";
import type { Context } from "../../run/context";
import { type OwnerKey, OwnerUrn, ownerKeyOf } from "../../run/owner";
import type { Listed, Resource } from "../../run/resource";
import { type CheckResult, checkDeclared, checkUnchanged } from "../check";
import {
	declaredIn,
	type EngineValues,
	keptInputs,
	opened,
	outputsIn,
	outputsToEngine,
	sealed,
	toEngine,
	unknownText,
} from "../engine-values";
import { formerIds } from "../former-ids";
import type { Host } from "../host";
import { importedOutputs } from "../imported-outputs";
import { type ChangeKind, changedPlaces } from "./changed-places";
import { inThisStack, type Line, linesOf } from "./finding-text";

type EngineObject = Record<string, unknown>;

export interface PropertyChange {
	readonly kind: ChangeKind;
	readonly isReplacing: boolean;
}

/** What the engine gets to know of a difference. */
export interface PluginDiff {
	readonly changed: boolean;
	/** By place, such as `callTime[0].startTime`. */
	readonly places: ReadonlyMap<string, PropertyChange>;
	/** An output that no update changes. */
	readonly stable: string;
}

/** What a preview shows of a resource. */
export interface Previewed {
	readonly lines: readonly (Line & { readonly severity: Finding["severity"] })[];
	readonly outputs: EngineObject;
}

export interface Changed {
	readonly id: string;
	readonly outputs: EngineObject;
	/** Why the resource is not finished. The next update finishes it. */
	readonly incomplete: string | undefined;
}

export interface ReadBack {
	readonly id: string;
	readonly inputs: EngineObject;
	readonly outputs: EngineObject;
}

interface Checked {
	readonly result: CheckResult;
	readonly owner: OwnerKey;
	readonly inputs: Raw;
	readonly secrets: readonly string[];
	readonly isUpdate: boolean;
	/** What only the diff finds. */
	notes: readonly Finding[];
	/** The engine has previewed it, or does not because nothing changes. */
	isShown: boolean;
}

interface Circumstances {
	readonly isPreview: boolean;
	readonly isUpdate: boolean;
}

/** A resource as a plugin of Pulumi's engine. Knows the engine's values, and not its messages. */
export class PluginResource<T extends Values<T>, S> {
	private readonly resource: Resource<T, S>;
	private readonly host: Host;
	/** What the state of a dynamic resource must have: with it in the outputs, a program can move back without a change. */
	private readonly provider: string;
	private readonly checked = new Map<string, Checked>();

	constructor(resource: Resource<T, S>, host: Host, { provider }: Pick<TypeTokens, "provider">) {
		this.resource = resource;
		this.host = host;
		this.provider = provider;
	}

	/** The inputs for the state. Finds what is wrong with them, and keeps it for what follows. */
	async check(urn: string, olds: EngineValues, news: EngineValues): Promise<EngineObject> {
		const { values, secrets } = opened(news);
		const { inputs } = declaredIn(values);
		const before = declaredIn(opened(olds).values);
		const former = formerIds(this.resource.definition, before, inputs);
		const owner = OwnerUrn.parse(urn);
		const isNew = Object.keys(before.inputs.all()).length === 0;
		const context = this.contextFor(inputs);
		const result = await checkDeclared(this.resource, context, {
			owner,
			news: inputs,
			olds: isNew ? undefined : before.inputs,
			belongsTo: this.belongsTo(context, inputs),
			former,
		});
		// A replaced resource is checked once more, as if it were new.
		const notes = this.checked.get(urn)?.notes ?? [];
		const facts = { owner: ownerKeyOf(owner), inputs, secrets, isUpdate: !isNew };
		this.checked.set(urn, { result, ...facts, notes, isShown: false });
		const kept = sealed(keptInputs(values), secrets);
		return former.length === 0 ? kept : { ...kept, __former: former };
	}

	/** The resource whose id this one uses. The engine shows only ids, so it is not known before that one exists. */
	private belongsTo(context: Context, inputs: Raw): OwnerUrn | undefined {
		const { belongsTo } = this.resource.definition;
		const id = belongsTo && inputs.get(belongsTo.property);
		if (typeof id !== "string") return undefined;
		// It may be in another account, which is then reported.
		const owners = [context, ...context.all()].map(({ claims }) => claims.declaredOwnerOf(id));
		return owners.find((owner) => owner !== undefined);
	}

	/** The context of the account that the inputs or outputs of a resource name. */
	private contextFor(values: Raw): Context {
		return this.host.contextFor(this.resource.definition, values);
	}

	diff(id: string, urn: string, olds: EngineValues, news: EngineValues): PluginDiff {
		const owner = ownerOf(urn);
		const outputs = outputsIn(opened(olds).values);
		const context = this.contextFor(outputs);
		// A replacement is checked next as if it were new, and must recognize its own task.
		context.claims.recordOwner(id, owner);
		const { inputs } = declaredIn(opened(news).values);
		const { definition } = this.resource;
		const found = this.resource.diff(context, id, this.resource.stateIn(outputs), definition.formed(inputs));
		const checked = this.checked.get(urn);
		const isFaulty = errorsIn(checked?.result.findings ?? []).length > 0;
		// A resource with errors must be previewed, to show them. A refresh, which checks nothing, accepts no drift.
		const changed = found.changed || (found.acceptsDrift === true && checked !== undefined) || isFaulty;
		if (checked !== undefined) Object.assign(checked, { notes: found.notes ?? [], isShown: !changed });
		const replacing: readonly string[] = found.replacing;
		const changes = found.properties.flatMap((name) => {
			const isReplacing = replacing.includes(name);
			const places = changedPlaces(name, outputs.get(name), inputs.get(name));
			return [...places].map(([place, kind]) => [place, { kind, isReplacing }] as const);
		});
		return {
			changed,
			places: new Map(changes),
			stable: definition.outputs.id.name,
		};
	}

	/** What a creation or an update would do. Only queries. */
	async preview(urn: string, olds: EngineValues | undefined, news: EngineValues): Promise<Previewed> {
		const { values, secrets } = opened(news);
		const { definition } = this.resource;
		const { id, shown, progress } = definition.outputs;
		const before = olds === undefined ? undefined : outputsIn(opened(olds).values);
		const outputs = [...Object.keys(shown.shape), ...(progress === undefined ? [] : ["progress"])];
		return {
			lines: await this.found(urn, { isPreview: true, isUpdate: olds !== undefined }),
			outputs: {
				...sealed(keptInputs(values), secrets),
				...Object.fromEntries(outputs.map((name) => [name, unknownText])),
				[id.name]: before?.get(id.name) ?? unknownText,
			},
		};
	}

	/** What was found about resources that the engine has not previewed yet: it makes few calls at once. */
	async unshown(): Promise<Previewed["lines"]> {
		const waiting = [...this.checked].filter(([, { isShown }]) => !isShown);
		const found = waiting.map(([urn, { isUpdate }]) => this.found(urn, { isPreview: true, isUpdate }));
		return (await Promise.all(found)).flat();
	}

	/** Everything that was found about a resource, the account's part of it included. */
	private async found(urn: string, { isPreview, isUpdate }: Circumstances): Promise<Previewed["lines"]> {
		const checked = this.checked.get(urn);
		if (checked === undefined || (isPreview && checked.isShown)) return [];
		checked.isShown = true;
		const { result, owner, notes } = checked;
		const context = this.contextFor(checked.inputs);
		const account = await result.fromAccount(isPreview);
		const launches = isUpdate ? await checkUnchanged(context, owner) : [];
		const all = [...result.findings, ...account, ...(isPreview ? notes : []), ...launches];
		return all.flatMap((finding) => {
			const here = isPreview ? inThisStack(this.resource, context.claims, owner, finding) : finding;
			if (here === undefined) return [];
			const lines = linesOf(this.resource.definition, { urn, ...checked }, here);
			return lines.map((line) => ({ ...line, severity: here.severity }));
		});
	}

	async create(urn: string, news: EngineValues): Promise<Changed> {
		await this.assertFaultless(urn, false);
		const { values, secrets } = opened(news);
		const declared = declaredIn(values).inputs;
		const context = this.contextFor(declared);
		const inputs = this.known(declared);
		const { id, state, incomplete } = await this.resource.create(context, ownerOf(urn), inputs);
		return this.changed(id, state, incomplete, secrets);
	}

	async update(id: string, urn: string, olds: EngineValues, news: EngineValues): Promise<Changed> {
		await this.assertFaultless(urn, true);
		const { values, secrets } = opened(news);
		const { inputs } = declaredIn(values);
		const { state, incomplete } = await this.resource.update(this.contextFor(inputs), {
			owner: ownerOf(urn),
			id,
			olds: this.stateIn(olds),
			news: this.known(inputs),
		});
		return this.changed(id, state, incomplete, secrets);
	}

	/** The resource now; `undefined` if it is gone. */
	async read(id: string, olds: EngineValues, inputs: EngineValues): Promise<ReadBack | undefined> {
		const { values, secrets } = opened(olds);
		const given = opened(inputs);
		const outputsBefore = outputsIn(values);
		const context = this.contextFor(outputsBefore);
		const found = await this.resource.read(context, id, this.resource.stateIn(outputsBefore));
		if (found === undefined) return undefined;
		const { definition, drifted, state } = found;
		const secret = [...secrets, ...given.secrets];
		return {
			id,
			inputs: sealed(drifted ? toEngine(definition) : given.values, secret),
			outputs: this.outputs(this.resource.outputsOf(id, state), secret),
		};
	}

	/** A resource of the account, by its id or name, as a program declares it that imports it. */
	async import(urn: string, idOrName: string): Promise<ReadBack> {
		const { resource } = this;
		const { definition } = resource;
		const context = this.host.context();
		const { id, shown = {} } = (await resource.find?.(context, idOrName)) ?? { id: idOrName };
		const owner = context.claims.recordDistinctOwner(id, OwnerUrn.parse(urn));
		if (owner !== undefined) {
			throw new Error(
				`${definition.name} ${id} belongs to ${resourceLabel(owner)} of this stack. Remove one of the two: it belongs to one resource only.`,
			);
		}
		const read = await resource.read(context, id, resource.stateIn(new Raw(shown)));
		if (read === undefined) throw new Error(`${definition.name} ${id} is not in the account.`);
		const found = expressed(definition, read.definition, { fill: new Map(), now: context.now() });
		if (!isExpressed(found)) {
			throw new Error(
				`A program cannot declare ${definition.name} ${id}: ${found.reasons.join(" ")} Change that in the console, then import it.`,
			);
		}
		for (const line of notesOf(definition, found)) context.log(line);
		return {
			id,
			inputs: toEngine(Object.fromEntries(found.values)),
			outputs: this.outputs(importedOutputs(resource, id, read.state, found.values), []),
		};
	}

	async delete(id: string, olds: EngineValues): Promise<void> {
		const context = this.contextFor(outputsIn(opened(olds).values));
		await this.resource.delete(context, id, this.stateIn(olds));
	}

	list(): Promise<readonly Listed[]> {
		return this.resource.list(this.host.context());
	}

	/** Findings that end an update: those of the check, and of launches that are not confirmed. */
	private async assertFaultless(urn: string, isUpdate: boolean): Promise<void> {
		const lines = await this.found(urn, { isPreview: false, isUpdate });
		const errors = lines.filter((line) => line.severity === "error" && line.urn === urn);
		if (errors.length > 0) throw new Error(errors.map(({ text }) => text).join("\n"));
	}

	private changed(id: string, state: S, incomplete: Error | undefined, secrets: readonly string[]): Changed {
		const outputs = this.outputs(this.resource.outputsOf(id, state), secrets);
		return { id, outputs, incomplete: incomplete?.message };
	}

	private outputs(values: Readonly<Record<string, unknown>>, secrets: readonly string[]): EngineObject {
		return { ...sealed(outputsToEngine(values), secrets), __provider: this.provider };
	}

	private stateIn(outputs: EngineValues): S {
		return this.resource.stateIn(outputsIn(opened(outputs).values));
	}

	/** Inputs that may be sent, checked again: the first check may not have known outputs of other resources. */
	private known(inputs: Raw): T {
		return this.resource.definition.known(inputs, this.host.context().now());
	}
}

function ownerOf(urn: string): OwnerKey {
	return ownerKeyOf(OwnerUrn.parse(urn));
}

/** What the user has to know of an imported resource that the program text does not say. */
function notesOf<T>({ properties }: Pick<Definition<T>, "properties">, found: Expressed): string[] {
	const toFill = [...found.toFill.keys()].map(
		(name) =>
			`${name} is left out: the service does not show it, and a program must have it. Add it to the program; the next update sends it.`,
	);
	const unproven = [...properties].flatMap(([name, { readBack }]) =>
		found.unproven.includes(name) ? [unprovenText(name, readBack)] : [],
	);
	return [...toFill, ...unproven, ...[...found.leftOut].map(([name, { reason }]) => `${name} is left out: ${reason}`)];
}
