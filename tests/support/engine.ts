import { accountIn } from "../../provider/definition/account";
import { errorsIn, type Finding, sentence } from "../../provider/definition/finding";
import { Raw, type Values as ValuesOf } from "../../provider/definition/values";
import type { Context } from "../../provider/run/context";
import { type OwnerKey, OwnerUrn, ownerKeyOf } from "../../provider/run/owner";
import type { Created, Resource, Updated } from "../../provider/run/resource";
import { check, checkUnchanged } from "../../provider/shells/check";
import type { AiCallTask } from "../../provider/tasks/model";
import type { TaskState } from "../../provider/tasks/state";

/** Properties, as a program declares or the state records them. */
export type Values = Readonly<Record<string, unknown>>;

/** A resource in the engine's state. */
export interface Held {
	readonly id: string;
	readonly inputs: Values;
	readonly outputs: Values;
	/** An error ended its last step: the next run updates it even if nothing has changed. */
	readonly unfinished?: true;
	/** Deleted, and its replacement does not exist yet. */
	readonly awaitsReplacement?: true;
}

export type Program = Readonly<Record<string, Values>>;

export interface UpOptions {
	/** Resources that --replace or a taint names. */
	readonly replace?: readonly string[];
	/** Reads every resource first, in the same run. */
	readonly refresh?: boolean;
}

interface Step {
	readonly what: "create" | "update" | "replace" | "same";
	readonly name: string;
	readonly news: Values;
}

export function ownerOf(name: string, resource = "AiCallTask"): OwnerUrn {
	return OwnerUrn.parse(`organization/urn:pulumi:dev::shop::pulumi-nodejs:dynamic/aiccs:${resource}::${name}`);
}

/**
 * Calls the provider of a resource, tasks unless it says another, in the order in which Pulumi's engine does, by
 * observation, and records state as the engine does: only what a call has returned. Each operation has a provider process
 * of its own.
 */
export class Engine<T extends ValuesOf<T> = AiCallTask, S = TaskState> {
	readonly state = new Map<string, Held>();
	/** The resource whose id a resource uses. */
	belongsTo: (name: string) => OwnerUrn | undefined = () => undefined;
	private readonly resource: Resource<T, S>;
	private readonly open: () => Context;

	constructor(resource: Resource<T, S>, open: () => Context) {
		this.resource = resource;
		this.open = open;
	}

	/** Takes over the state of another engine, as the next command of the same stack does. */
	inherit({ state }: Pick<Engine, "state">): this {
		this.restore(state);
		return this;
	}

	/** Returns to an earlier state. */
	restore(state: ReadonlyMap<string, Held>): void {
		const held = [...state];
		this.state.clear();
		for (const [name, one] of held) this.state.set(name, one);
	}

	/** Gives a resource another name, as an alias does. */
	rename(from: string, to: string): void {
		const held = this.state.get(from);
		this.state.delete(from);
		if (held !== undefined) this.state.set(to, held);
	}

	/** The findings of a preview, by resource: those of the last check of each. */
	async preview(program: Program): Promise<Record<string, string[]>> {
		const context = this.open();
		const shown: Record<string, string[]> = {};
		for (const [name, news] of Object.entries(program)) {
			const olds = this.state.get(name)?.inputs;
			const request = { name, news, isPreview: true };
			let findings = await this.checked(context, { ...request, olds });
			const due = this.due(context, name, news);
			if (due === "replace") findings = await this.checked(context, request);
			if (due === "update") {
				findings = [...findings, ...(await checkUnchanged(this.in(context, news), this.ownerKey(name)))];
			}
			shown[name] = findings.map((finding) => `${finding.severity}: ${sentence(finding)}`);
		}
		return shown;
	}

	/** Updates the stack to the program. Returns the errors. */
	async up(
		program: Program,
		{ replace = [], refresh = false }: UpOptions = {},
		context = this.open(),
	): Promise<string[]> {
		if (refresh) {
			const problems = await this.refreshIn(context);
			if (problems.length > 0) return problems;
		}
		const steps: Step[] = [];
		for (const [name, news] of Object.entries(program)) {
			const isForced = replace.includes(name) && this.state.has(name);
			const { step, problems } = await this.planned(context, { name, news, isForced });
			if (problems.length > 0) return problems;
			steps.push(step);
		}
		const errors = await this.all(steps, (step) => this.take(context, step));
		if (errors.length > 0) return errors;
		const gone = [...this.state.keys()].filter((name) => program[name] === undefined);
		return this.all(gone, (name) => this.delete(context, name, true));
	}

	/** What `up` would do to each resource. */
	plan(program: Program): Record<string, Step["what"]> {
		const context = this.open();
		return Object.fromEntries(
			Object.entries(program).map(([name, news]) => [name, this.due(context, name, plain(news))]),
		);
	}

	/** Reads every resource. Returns the errors. */
	async refresh(): Promise<string[]> {
		return this.refreshIn(this.open());
	}

	private async refreshIn(context: Context): Promise<string[]> {
		return this.all([...this.state.keys()], async (name) => {
			const old = this.mustHave(name);
			const place = this.in(context, old.outputs);
			const found = await this.resource.read(place, old.id, this.stateIn(old.outputs));
			if (found === undefined) return void this.state.delete(name);
			const { definition, drifted, state } = found;
			place.claims.recordOwner(old.id, this.ownerKey(name));
			this.resource.diff(place, old.id, state, this.resource.definition.formed(new Raw(old.inputs)));
			const inputs = drifted ? definition : old.inputs;
			this.keep(name, { ...old, inputs, outputs: this.resource.outputsOf(old.id, state) });
		});
	}

	async destroy(): Promise<string[]> {
		const context = this.open();
		return this.all([...this.state.keys()], (name) => this.delete(context, name, true));
	}

	private async problems(context: Context, name: string, news: Values, isNew: boolean): Promise<string[]> {
		const old = this.state.get(name);
		const olds = isNew || old?.awaitsReplacement ? undefined : old?.inputs;
		const findings = await this.checked(context, { name, olds, news, isPreview: false });
		return errorsIn(findings).map(sentence);
	}

	/** Checks a resource, and decides what becomes of it. */
	private async planned(
		context: Context,
		{ name, news, isForced }: { readonly name: string; readonly news: Values; readonly isForced: boolean },
	): Promise<{ readonly step: Step; readonly problems: string[] }> {
		const problems = await this.problems(context, name, news, isForced);
		const what = isForced ? "replace" : this.due(context, name, news);
		if (problems.length === 0 && what === "replace") await this.problems(context, name, news, true);
		if (problems.length === 0 && what === "update") {
			problems.push(...errorsIn(await checkUnchanged(this.in(context, news), this.ownerKey(name))).map(sentence));
		}
		return { step: { what, name, news }, problems };
	}

	private due(context: Context, name: string, news: Values): Step["what"] {
		const old = this.state.get(name);
		if (old === undefined || old.awaitsReplacement) return "create";
		const place = this.in(context, old.outputs);
		place.claims.recordOwner(old.id, this.ownerKey(name));
		const declared = this.resource.definition.formed(new Raw(news));
		const { changed, replacing, acceptsDrift } = this.resource.diff(place, old.id, this.stateIn(old.outputs), declared);
		if (replacing.length > 0) return "replace";
		return changed || acceptsDrift || old.unfinished ? "update" : "same";
	}

	private async take(context: Context, { what, name, news }: Step): Promise<void> {
		if (what === "same") return this.keep(name, { ...this.mustHave(name), inputs: news });
		if (what === "update") return this.update(context, name, news);
		if (what === "replace") await this.delete(context, name, false);
		return this.create(context, name, news);
	}

	private async create(context: Context, name: string, news: Values): Promise<void> {
		const created = await this.resource.create(this.in(context, news), this.ownerKey(name), this.known(context, news));
		this.finish(name, created.id, news, created);
	}

	private async update(context: Context, name: string, news: Values): Promise<void> {
		const { id, outputs } = this.mustHave(name);
		const change = { owner: this.ownerKey(name), id, olds: this.stateIn(outputs), news: this.known(context, news) };
		this.finish(name, id, news, await this.resource.update(this.in(context, news), change));
	}

	private finish(name: string, id: string, inputs: Values, { state, incomplete }: Created<S> | Updated<S>): void {
		const outputs = this.resource.outputsOf(id, state);
		this.keep(name, { id, inputs, outputs, ...(incomplete && { unfinished: true }) });
		if (incomplete !== undefined) throw incomplete;
	}

	private async delete(context: Context, name: string, forGood: boolean): Promise<void> {
		const old = this.mustHave(name);
		const place = this.in(context, old.outputs);
		if (!old.awaitsReplacement) await this.resource.delete(place, old.id, this.stateIn(old.outputs));
		if (forGood) this.state.delete(name);
		else this.keep(name, { ...old, awaitsReplacement: true });
	}

	private keep(name: string, { inputs, outputs, ...rest }: Held): void {
		this.state.set(name, { ...rest, inputs: plain(inputs), outputs: plain(outputs) });
	}

	private mustHave(name: string): Held {
		const held = this.state.get(name);
		if (held === undefined) throw new Error(`The stack has no resource ${name}.`);
		return held;
	}

	private owner(name: string): OwnerUrn {
		return ownerOf(name, this.resource.definition.name);
	}

	private ownerKey(name: string): OwnerKey {
		return ownerKeyOf(this.owner(name));
	}

	private checked(context: Context, { name, news, olds, isPreview }: Request): Promise<readonly Finding[]> {
		const request = { owner: this.owner(name), news: new Raw(news), olds: olds && new Raw(olds), isPreview };
		return check(this.resource, this.in(context, news), { ...request, belongsTo: this.belongsTo(name) });
	}

	/** The context of the account of a resource. */
	private in(context: Context, values: Values): Context {
		return context.of(accountIn(this.resource.definition, new Raw(values)));
	}

	private stateIn(outputs: Values): S {
		return this.resource.stateIn(new Raw(plain(outputs)));
	}

	private known(context: Context, news: Values): T {
		return this.resource.definition.known(new Raw(plain(news)), context.now());
	}

	private async all<T>(items: readonly T[], action: (item: T) => Promise<void>): Promise<string[]> {
		const outcomes = await Promise.allSettled(items.map(action));
		return outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [messageOf(outcome.reason)] : []));
	}
}

interface Request {
	readonly name: string;
	readonly news: Values;
	readonly olds?: Values | undefined;
	readonly isPreview: boolean;
}

function messageOf(reason: unknown): string {
	return reason instanceof Error ? reason.message : String(reason);
}

/** A value after it was stored as JSON. */
function plain(values: Values): Values {
	return JSON.parse(JSON.stringify(values));
}
