import type { dynamic } from "@pulumi/pulumi";
import { errorsIn, type Finding, sentence } from "../../definition/finding";
import type { Raw, Values } from "../../definition/values";
import type { Context } from "../../run/context";
import { OwnerKey, OwnerUrn, ownerKeyOf } from "../../run/owner";
import type { Resource } from "../../run/resource";
import { check, checkUnchanged } from "../check";
import {
	areSameInputs,
	declaredIn,
	type EngineValues,
	keptInputs,
	outputsIn,
	outputsToEngine,
	toEngine,
} from "../engine-values";
import { formerIds } from "../former-ids";
import type { Host } from "../host";
import { writeFindings } from "./findings-file";

type Outputs = Record<string, unknown>;

interface Previewed {
	readonly file: string;
	readonly findings: readonly Finding[];
	readonly notes: readonly Finding[];
}

/** A resource as a Pulumi dynamic provider. Only this class reads and writes the engine's values. */
export class DynamicProvider<T extends Values<T>, S> implements dynamic.ResourceProvider {
	private readonly resource: Resource<T, S>;
	private readonly host: Host;
	/** The inputs in the state of each checked resource whose state has an owner. */
	private readonly inputsBefore = new Map<OwnerKey, Raw>();
	/** The resources that a plugin has managed until now. */
	private readonly ofPlugin = new Set<OwnerKey>();
	/** The findings of each resource of a preview that a diff may add to, and their file. */
	private readonly previewed = new Map<OwnerKey, Previewed>();

	constructor(resource: Resource<T, S>, host: Host) {
		this.resource = resource;
		this.host = host;
	}

	/** Keeps the stack's configuration. Neither waits nor fails: the engine calls the other methods at the same time. */
	async configure({ config }: dynamic.ConfigureRequest): Promise<void> {
		this.host.configure((key) => config.get(key));
	}

	async check(olds: EngineValues, news: EngineValues): Promise<dynamic.CheckResult<Outputs>> {
		const { inputs: declared, owner, isPreview, findingsFile, provider, belongsTo } = declaredIn(news);
		const before = declaredIn(olds);
		const urn = OwnerUrn.parse(owner);
		const key = ownerKeyOf(urn);
		// A refresh with drift records no owner in the inputs, because the engine would show it as a change.
		if (before.owner !== "") this.inputsBefore.set(key, before.inputs);
		if (before.provider === undefined && provider !== undefined) this.ofPlugin.add(key);
		const former = formerIds(this.resource.definition, before, declared);
		const isNew = Object.keys(before.inputs.all()).length === 0;
		const request = {
			owner: urn,
			isPreview,
			olds: isNew ? undefined : before.inputs,
			news: declared,
			belongsTo: belongsTo === "" ? undefined : OwnerUrn.parse(belongsTo),
		};
		const findings = await check(this.resource, this.contextFor(declared), { ...request, former });
		// The state of every resource has the owner, so it is short.
		const kept = { ...keptInputs(news), __provider: provider, __owner: key };
		const inputs = former.length === 0 ? kept : { ...kept, __former: former };
		if (findingsFile !== undefined) {
			const notes = this.previewed.get(key)?.notes ?? [];
			this.previewed.set(key, { file: findingsFile, findings, notes });
			if (this.hasPassed(findingsFile, [...findings, ...notes])) return { inputs };
		}
		const errors = errorsIn(findings);
		// The engine prints the value of a property that a failure names, even a secret.
		return { inputs, failures: errors.map((finding) => ({ property: "", reason: sentence(finding) })) };
	}

	async diff(id: string, olds: EngineValues, news: EngineValues): Promise<dynamic.DiffResult> {
		const { inputs, owner } = declaredIn(news);
		const context = this.contextFor(outputsIn(olds));
		// A replacement is checked next as if it were new, and must recognize its own task.
		context.claims.recordOwner(id, OwnerKey.parse(owner));
		const declared = this.resource.definition.formed(inputs);
		const found = this.resource.diff(context, id, this.stateIn(olds), declared);
		const { replacing } = found;
		const isUpdate = found.changed && replacing.length === 0;
		const launches = isUpdate ? await checkUnchanged(this.contextFor(inputs), OwnerKey.parse(owner)) : [];
		this.report(OwnerKey.parse(owner), [...(found.notes ?? []), ...launches]);
		// In a refresh, the engine compares with the inputs in the state: after drift, those have no owner.
		const changed =
			found.changed || (found.acceptsDrift === true && owner !== "") || this.lacksProvider(OwnerKey.parse(owner), olds);
		const changes = { replaces: [...replacing], deleteBeforeReplace: true };
		return changed && replacing.length === 0 && this.engineSeesChange(OwnerKey.parse(owner), inputs)
			? changes
			: { changes: changed, ...changes };
	}

	async create(inputs: EngineValues): Promise<dynamic.CreateResult<Outputs>> {
		const { inputs: declared, owner, provider } = declaredIn(inputs);
		const { id, state, incomplete } = await this.plainly(() =>
			this.resource.create(this.contextFor(declared), OwnerKey.parse(owner), this.known(declared)),
		);
		const outs = this.resource.outputsOf(id, state);
		if (incomplete !== undefined) throw unfinished(incomplete, id, { ...outs, __provider: provider });
		return { id, outs: outputsToEngine(outs) };
	}

	async read(id: string, props: EngineValues = {}): Promise<dynamic.ReadResult<Outputs>> {
		const outputs = outputsIn(props);
		const olds = this.resource.stateIn(outputs);
		const found = await this.plainly(() => this.resource.read(this.contextFor(outputs), id, olds));
		if (found === undefined) return { id: "", props: {} };
		const { definition, drifted, state } = found;
		return {
			id,
			props: outputsToEngine(this.resource.outputsOf(id, state)),
			// Without inputs, the engine keeps those that it has.
			...(drifted && { inputs: toEngine({ ...definition, __provider: outputs.get("__provider") }) }),
		};
	}

	async update(id: string, olds: EngineValues, news: EngineValues): Promise<dynamic.UpdateResult<Outputs>> {
		const { inputs, owner, provider } = declaredIn(news);
		if (this.lacksProvider(OwnerKey.parse(owner), olds) && !this.isChanged(id, olds, inputs))
			return { outs: outputsToEngine(outputsIn(olds).all()) };
		const { state, incomplete } = await this.plainly(() =>
			this.resource.update(this.contextFor(inputs), {
				owner: OwnerKey.parse(owner),
				id,
				olds: this.stateIn(olds),
				news: this.known(inputs),
			}),
		);
		const outs = this.resource.outputsOf(id, state);
		if (incomplete !== undefined) throw unfinished(incomplete, id, { ...outs, __provider: provider });
		return { outs: outputsToEngine(outs) };
	}

	async delete(id: string, props: EngineValues): Promise<void> {
		const context = this.contextFor(outputsIn(props));
		await this.plainly(() => this.resource.delete(context, id, this.stateIn(props)));
	}

	/** Reports what only a diff finds: to the program of a preview; in an update, errors end it. */
	private report(owner: OwnerKey, found: readonly Finding[]): void {
		if (found.length === 0) return;
		const previewed = this.previewed.get(owner);
		if (previewed !== undefined) {
			// A replaced resource is checked once more, and that check has to repeat them.
			this.previewed.set(owner, { ...previewed, notes: found });
			if (this.hasPassed(previewed.file, [...previewed.findings, ...found])) return;
		}
		const [error, ...others] = errorsIn(found).map(sentence);
		if (error !== undefined) throw plainError([error, ...others].join(" "));
	}

	/**
	 * True for a resource that an import file gave to the plugin. An update that sends nothing adds the provider to its
	 * outputs: without that, Pulumi could not delete it.
	 */
	private lacksProvider(owner: OwnerKey, outputs: EngineValues): boolean {
		return this.ofPlugin.has(owner) && outputsIn(outputs).get("__provider") === undefined;
	}

	private isChanged(id: string, olds: EngineValues, inputs: Raw): boolean {
		const { changed, acceptsDrift } = this.resource.diff(
			this.contextFor(inputs),
			id,
			this.stateIn(olds),
			this.resource.definition.formed(inputs),
		);
		return changed || acceptsDrift === true;
	}

	/** The context of the account of a resource. */
	private contextFor(values: Raw): Context {
		return this.host.contextFor(this.resource.definition, values);
	}

	private stateIn(outputs: EngineValues): S {
		return this.resource.stateIn(outputsIn(outputs));
	}

	/** Inputs that may be sent, checked again: the first check may not have known outputs of other resources. */
	private known(inputs: Raw): T {
		return this.resource.definition.known(inputs, this.host.context().now());
	}

	/**
	 * True if the engine finds the change when `changes` is left out. It then knows which properties have changed, and
	 * `replaceOnChanges` works. It compares inputs with inputs; our diff compares them with the last read state.
	 */
	private engineSeesChange(owner: OwnerKey, inputs: Raw): boolean {
		const before = this.inputsBefore.get(owner);
		return before !== undefined && !areSameInputs(before, inputs);
	}

	/** Passes findings to the program. If that fails, the check itself must fail on errors. */
	private hasPassed(file: string, findings: readonly Finding[]): boolean {
		try {
			writeFindings(file, findings);
			return true;
		} catch (thrown) {
			const reason = thrown instanceof Error ? thrown.message : String(thrown);
			this.host
				.context()
				.log(
					`The findings of this preview could not be passed to the program (${reason}). Warnings are not shown, and each error ends the preview.`,
				);
			return false;
		}
	}

	/** Only the message of an error reaches the user, and Pulumi takes any `id` on it for a half-created resource. */
	private async plainly<R>(action: () => Promise<R>): Promise<R> {
		try {
			return await this.host.engine().during(action);
		} catch (thrown) {
			throw plainError(thrown instanceof Error ? thrown.message : String(thrown));
		}
	}
}

/** An error without a stack: the engine would show it. */
function plainError(message: string): Error {
	const plain = new Error(message);
	plain.stack = "";
	return plain;
}

/** An error with which the engine records the resource as it is now. The next update finishes it. */
function unfinished({ message }: Error, id: string, outs: Outputs): Error {
	return Object.assign(new Error(message), { id, properties: outputsToEngine(outs), reasons: [message] });
}
