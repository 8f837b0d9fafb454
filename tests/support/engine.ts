import { type Finding, sentence } from "../../provider/definition/finding";
import { Raw } from "../../provider/definition/values";
import type { Context } from "../../provider/run/context";
import { OwnerUrn, ownerKeyOf } from "../../provider/run/owner";
import { check } from "../../provider/shells/check";
import { aiCallTask } from "../../provider/tasks/resource";

/** Properties, as a program declares or the state records them. */
export type Values = Readonly<Record<string, unknown>>;

/** A resource in the engine's state. */
export interface Resource {
	readonly id: string;
	readonly inputs: Values;
	readonly outputs: Values;
	/** Created, but not finished: the next run updates it even if nothing has changed. */
	readonly unfinished?: true;
	/** Deleted, and its replacement does not exist yet. */
	readonly awaitsReplacement?: true;
}

export type Program = Readonly<Record<string, Values>>;

interface UpOptions {
	/** Resources that --replace names. */
	readonly replace?: readonly string[];
	/** Reads every resource first, in the same run. */
	readonly refresh?: boolean;
}

interface Step {
	readonly what: "create" | "update" | "replace" | "same";
	readonly name: string;
	readonly news: Values;
}

export function ownerOf(name: string): OwnerUrn {
	return OwnerUrn.parse(`organization/urn:pulumi:dev::shop::pulumi-nodejs:dynamic/aiccs:AiCallTask::${name}`);
}

/**
 * Calls the provider in the order in which Pulumi's engine does, by observation, and records state as the engine does:
 * only what a call has returned.
 */
export class Engine {
	readonly state = new Map<string, Resource>();
	private readonly open: () => Context;

	constructor(open: () => Context) {
		this.open = open;
	}

	/** Takes over the state of another engine, as the next command of the same stack does. */
	inherit({ state }: Engine): this {
		for (const [name, resource] of state) this.state.set(name, resource);
		return this;
	}

	/** The findings of a preview, by resource: those of the last check of each. */
	async preview(program: Program): Promise<Record<string, string[]>> {
		const context = this.open();
		const shown: Record<string, string[]> = {};
		for (const [name, news] of Object.entries(program)) {
			const olds = this.state.get(name)?.inputs;
			const request = { name, news, isPreview: true };
			let findings = await checked(context, { ...request, olds });
			if (this.due(context, name, plain(news)) === "replace") findings = await checked(context, request);
			shown[name] = findings.map((finding) => `${finding.severity}: ${sentence(finding)}`);
		}
		return shown;
	}

	/** Updates the stack to the program. Returns the errors. */
	async up(program: Program, { replace = [], refresh = false }: UpOptions = {}): Promise<string[]> {
		const context = this.open();
		if (refresh) {
			const problems = await this.refreshIn(context);
			if (problems.length > 0) return problems;
		}
		const steps: Step[] = [];
		for (const [name, news] of Object.entries(program)) {
			const problems = await this.problems(context, name, news, replace.includes(name));
			if (problems.length > 0) return problems;
			const what = replace.includes(name) ? "replace" : this.due(context, name, news);
			if (what === "replace") await this.problems(context, name, news, true);
			steps.push({ what, name, news });
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
			const found = await aiCallTask.read(context, old.id, stateIn(old.outputs));
			if (found === undefined) return void this.state.delete(name);
			const { definition, drifted, state } = found;
			context.claims.recordOwner(old.id, ownerKeyOf(ownerOf(name)));
			aiCallTask.diff(context, old.id, state, aiCallTask.definition.formed(new Raw(old.inputs)));
			const inputs = drifted ? definition : old.inputs;
			this.keep(name, { ...old, inputs, outputs: aiCallTask.outputsOf(old.id, state) });
		});
	}

	async destroy(): Promise<string[]> {
		const context = this.open();
		return this.all([...this.state.keys()], (name) => this.delete(context, name, true));
	}

	private async problems(context: Context, name: string, news: Values, isNew: boolean): Promise<string[]> {
		const old = this.state.get(name);
		const olds = isNew || old?.awaitsReplacement ? undefined : old?.inputs;
		const findings = await checked(context, { name, olds, news, isPreview: false });
		return findings.filter(({ severity }) => severity === "error").map(sentence);
	}

	private due(context: Context, name: string, news: Values): Step["what"] {
		const old = this.state.get(name);
		if (old === undefined || old.awaitsReplacement) return "create";
		context.claims.recordOwner(old.id, ownerKeyOf(ownerOf(name)));
		const declared = aiCallTask.definition.formed(new Raw(news));
		const { changed, replacing } = aiCallTask.diff(context, old.id, stateIn(old.outputs), declared);
		if (replacing.length > 0) return "replace";
		return changed || old.unfinished ? "update" : "same";
	}

	private async take(context: Context, { what, name, news }: Step): Promise<void> {
		if (what === "same") return this.keep(name, { ...this.mustHave(name), inputs: news });
		if (what === "update") return this.update(context, name, news);
		if (what === "replace") await this.delete(context, name, false);
		return this.create(context, name, news);
	}

	private async create(context: Context, name: string, news: Values): Promise<void> {
		const task = known(context, news);
		const { id, state, incomplete } = await aiCallTask.create(context, ownerKeyOf(ownerOf(name)), task);
		const outputs = aiCallTask.outputsOf(id, state);
		this.keep(name, { id, inputs: news, outputs, ...(incomplete && { unfinished: true }) });
		if (incomplete !== undefined) throw incomplete;
	}

	private async update(context: Context, name: string, news: Values): Promise<void> {
		const { id, outputs } = this.mustHave(name);
		const change = { owner: ownerKeyOf(ownerOf(name)), id, olds: stateIn(outputs), news: known(context, news) };
		const { state } = await aiCallTask.update(context, change);
		this.keep(name, { id, inputs: news, outputs: aiCallTask.outputsOf(id, state) });
	}

	private async delete(context: Context, name: string, forGood: boolean): Promise<void> {
		const old = this.mustHave(name);
		if (!old.awaitsReplacement) await aiCallTask.delete(context, old.id, stateIn(old.outputs));
		if (forGood) this.state.delete(name);
		else this.keep(name, { ...old, awaitsReplacement: true });
	}

	private keep(name: string, { inputs, outputs, ...rest }: Resource): void {
		this.state.set(name, { ...rest, inputs: plain(inputs), outputs: plain(outputs) });
	}

	private mustHave(name: string): Resource {
		const resource = this.state.get(name);
		if (resource === undefined) throw new Error(`The stack has no resource ${name}.`);
		return resource;
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

function checked(context: Context, { name, news, olds, isPreview }: Request): Promise<readonly Finding[]> {
	const request = { owner: ownerOf(name), news: new Raw(news), olds: olds && new Raw(olds), isPreview };
	return check(aiCallTask, context, request);
}

function stateIn(outputs: Values) {
	return aiCallTask.stateIn(new Raw(plain(outputs)));
}

function known(context: Context, news: Values) {
	return aiCallTask.definition.known(new Raw(plain(news)), context.now());
}

function messageOf(reason: unknown): string {
	return reason instanceof Error ? reason.message : String(reason);
}

/** A value after it was stored as JSON. */
function plain(values: Values): Values {
	return JSON.parse(JSON.stringify(values));
}
