import type { Definition } from "../../provider/definition/check";
import { sentence } from "../../provider/definition/finding";
import type { Context } from "../../provider/run/context";
import { ownerKey } from "../../provider/run/owner";
import { check } from "../../provider/tasks/check";
import { create } from "../../provider/tasks/create";
import { remove } from "../../provider/tasks/delete";
import { hasChanged } from "../../provider/tasks/diff";
import { read } from "../../provider/tasks/read";
import { update } from "../../provider/tasks/update";

/** A resource as the engine's state keeps it. */
export interface Resource {
	readonly id: string;
	readonly inputs: Definition;
	readonly outputs: Definition;
	/** Created, but not finished: the next run updates it whether it has changed or not. */
	readonly unfinished?: true;
	/** Deleted for a replacement that does not exist yet. */
	readonly awaitsReplacement?: true;
}

export type Program = Readonly<Record<string, Definition>>;

interface UpOptions {
	/** Resources that --replace names. */
	readonly replace?: readonly string[];
	/** Reads every resource first, in the same run. */
	readonly refresh?: boolean;
}

interface Step {
	readonly what: "create" | "update" | "replace" | "same";
	readonly name: string;
	readonly news: Definition;
}

export function ownerOf(name: string): string {
	return `organization/urn:pulumi:dev::shop::pulumi-nodejs:dynamic/aiccs:AiCallTask::${name}`;
}

/**
 * Calls the life cycle in the order in which Pulumi's engine was seen to call a provider, and keeps state as it does:
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

	/** What a preview says, by resource: what the last check of each finds. */
	async preview(program: Program): Promise<Record<string, string[]>> {
		const context = this.open();
		const said: Record<string, string[]> = {};
		for (const [name, news] of Object.entries(program)) {
			const olds = this.state.get(name)?.inputs;
			const request = { owner: ownerOf(name), news, isPreview: true };
			let findings = await check(context, { ...request, olds });
			if (this.due(context, name, plain(news)) === "replace") findings = await check(context, request);
			said[name] = findings.map((finding) => `${finding.severity}: ${sentence(finding)}`);
		}
		return said;
	}

	/** Brings the stack to the program. Answers what went wrong. */
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

	/** Reads every resource. Answers what went wrong. */
	async refresh(): Promise<string[]> {
		return this.refreshIn(this.open());
	}

	private async refreshIn(context: Context): Promise<string[]> {
		return this.all([...this.state.keys()], async (name) => {
			const old = this.mustHave(name);
			const found = await read(context, old.id, old.outputs);
			if (found === undefined) return void this.state.delete(name);
			const { definition, drifted, progress } = found;
			context.run.hold(old.id, ownerOf(name));
			hasChanged(context, old.id, { ...definition, ...progress }, old.inputs);
			const inputs = drifted ? definition : old.inputs;
			this.keep(name, { ...old, inputs, outputs: { ...definition, ...progress } });
		});
	}

	async destroy(): Promise<string[]> {
		const context = this.open();
		return this.all([...this.state.keys()], (name) => this.delete(context, name, true));
	}

	private async problems(context: Context, name: string, news: Definition, isNew: boolean): Promise<string[]> {
		const old = this.state.get(name);
		const olds = isNew || old?.awaitsReplacement ? undefined : old?.inputs;
		const findings = await check(context, { owner: ownerOf(name), olds, news, isPreview: false });
		return findings.filter(({ severity }) => severity === "error").map(sentence);
	}

	private due(context: Context, name: string, news: Definition): Step["what"] {
		const old = this.state.get(name);
		if (old === undefined || old.awaitsReplacement) return "create";
		context.run.hold(old.id, ownerOf(name));
		const { changed, replacing } = hasChanged(context, old.id, old.outputs, news);
		if (replacing.length > 0) return "replace";
		return changed || old.unfinished ? "update" : "same";
	}

	private async take(context: Context, { what, name, news }: Step): Promise<void> {
		if (what === "same") return this.keep(name, { ...this.mustHave(name), inputs: news });
		if (what === "update") return this.update(context, name, news);
		if (what === "replace") await this.delete(context, name, false);
		return this.create(context, name, news);
	}

	private async create(context: Context, name: string, news: Definition): Promise<void> {
		const { taskId, outputs, incomplete } = await create(context, ownerKey(ownerOf(name)), plain(news));
		this.keep(name, { id: taskId, inputs: news, outputs, ...(incomplete && { unfinished: true }) });
		if (incomplete !== undefined) throw incomplete;
	}

	private async update(context: Context, name: string, news: Definition): Promise<void> {
		const { id, outputs } = this.mustHave(name);
		const owner = ownerKey(ownerOf(name));
		this.keep(name, {
			id,
			inputs: news,
			outputs: await update(context, { taskId: id, owner, olds: plain(outputs), news: plain(news) }),
		});
	}

	private async delete(context: Context, name: string, forGood: boolean): Promise<void> {
		const old = this.mustHave(name);
		if (!old.awaitsReplacement) await remove(context, old.id, plain(old.outputs));
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

function messageOf(reason: unknown): string {
	return reason instanceof Error ? reason.message : String(reason);
}

/** As it comes back from the state: nothing but JSON. */
function plain(values: Definition): Definition {
	return JSON.parse(JSON.stringify(values));
}
