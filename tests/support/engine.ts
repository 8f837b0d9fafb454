import type { Context } from "../../provider/run/context";
import { OwnerUrn } from "../../provider/run/owner";

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

/** A resource of the program, and the one whose id it uses. */
export interface Named {
	readonly name: string;
	readonly belongsTo: OwnerUrn | undefined;
}

/** What a provider process returns to the engine for a created or updated resource. */
export interface Outcome {
	readonly id: string;
	readonly outputs: Values;
	/** The error that ended the step. The engine records the resource as it is now. */
	readonly problem?: string;
}

/** A provider process, with the calls that Pulumi's engine makes. Each call that fails throws. */
export interface Provider {
	/** The inputs to record, and what is wrong with them. */
	check(of: Named, olds: Values | undefined, news: Values): Promise<{ inputs: Values; problems: readonly string[] }>;
	/** What an update does, and the errors that end it. */
	diff(
		of: Named,
		held: Held,
		inputs: Values,
	): Promise<{ what: "same" | "update" | "replace"; problems: readonly string[] }>;
	create(of: Named, inputs: Values): Promise<Outcome>;
	update(of: Named, held: Held, inputs: Values): Promise<Outcome>;
	/** `undefined` if it is gone. */
	read(of: Named, held: Held): Promise<{ inputs: Values; outputs: Values } | undefined>;
	delete(of: Named, held: Held): Promise<void>;
	/** What an update does, where no check comes before. */
	due?(of: Named, held: Held, news: Values): "same" | "update" | "replace";
	/** The findings of a preview, where they can be had from within a process. */
	preview?(of: Named, held: Held | undefined, news: Values): Promise<string[]>;
	close?(): void;
}

/** A way to call the provider of a resource. */
export interface Shell {
	readonly open: (context: Context) => Provider | Promise<Provider>;
}

interface Step {
	readonly what: "create" | "update" | "replace" | "same";
	readonly name: string;
	readonly inputs: Values;
}

export function ownerOf(name: string, resource = "AiCallTask"): OwnerUrn {
	return OwnerUrn.parse(`organization/urn:pulumi:dev::shop::pulumi-nodejs:dynamic/aiccs:${resource}::${name}`);
}

/**
 * Calls the provider of a resource in the order in which Pulumi's engine does, by observation, and records state as the
 * engine does: only what a call has returned. Each operation has a provider process of its own.
 */
export class Engine {
	readonly state = new Map<string, Held>();
	/** The resource whose id a resource uses. */
	belongsTo: (name: string) => OwnerUrn | undefined = () => undefined;
	private readonly shell: Shell;
	private readonly open: () => Context;
	private readonly running = new Set<Provider>();

	constructor(shell: Shell, open: () => Context) {
		this.shell = shell;
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
	preview(program: Program): Promise<Record<string, string[]>> {
		return this.during(this.open(), async (provider) => {
			if (provider.preview === undefined) throw new Error("This shell shows its findings to Pulumi's engine only.");
			const shown: Record<string, string[]> = {};
			for (const [name, news] of Object.entries(program)) {
				shown[name] = await provider.preview(this.named(name), this.state.get(name), news);
			}
			return shown;
		});
	}

	/** Updates the stack to the program. Returns the errors. */
	up(program: Program, { replace = [], refresh = false }: UpOptions = {}, context = this.open()): Promise<string[]> {
		return this.during(context, async (provider) => {
			const drift = refresh ? await this.refreshBy(provider) : [];
			if (drift.length > 0) return drift;
			const steps: Step[] = [];
			for (const [name, news] of Object.entries(program)) {
				const isForced = replace.includes(name) && this.state.has(name);
				const { step, problems } = await this.planned(provider, { name, news, isForced });
				if (problems.length > 0) return [...problems];
				steps.push(step);
			}
			const errors = await this.all(steps, (step) => this.take(provider, step));
			if (errors.length > 0) return errors;
			const gone = [...this.state.keys()].filter((name) => program[name] === undefined);
			return this.all(gone, (name) => this.delete(provider, name, true));
		});
	}

	/** What `up` would do to each resource. */
	plan(program: Program): Promise<Record<string, Step["what"]>> {
		return this.during(this.open(), async (provider) => {
			const planned: Record<string, Step["what"]> = {};
			for (const [name, news] of Object.entries(program)) {
				planned[name] = await this.plannedFor(provider, name, plain(news));
			}
			return planned;
		});
	}

	/** Reads every resource. Returns the errors. */
	refresh(): Promise<string[]> {
		return this.during(this.open(), (provider) => this.refreshBy(provider));
	}

	destroy(): Promise<string[]> {
		return this.during(this.open(), (provider) =>
			this.all([...this.state.keys()], (name) => this.delete(provider, name, true)),
		);
	}

	private async during<R>(context: Context, command: (provider: Provider) => Promise<R>): Promise<R> {
		const provider = await this.shell.open(context);
		this.running.add(provider);
		try {
			return await command(provider);
		} finally {
			this.running.delete(provider);
			provider.close?.();
		}
	}

	/** Ends the provider processes that a test has killed: they never end their commands. */
	end(): void {
		for (const provider of this.running) provider.close?.();
	}

	private refreshBy(provider: Provider): Promise<string[]> {
		return this.all([...this.state.keys()], async (name) => {
			const old = this.mustHave(name);
			const found = await provider.read(this.named(name), old);
			if (found === undefined) return void this.state.delete(name);
			const now = { ...old, ...found };
			await provider.diff(this.named(name), now, old.inputs);
			this.keep(name, now);
		});
	}

	private checked(provider: Provider, name: string, news: Values, isNew = false) {
		const old = this.state.get(name);
		return provider.check(this.named(name), isNew || old?.awaitsReplacement ? undefined : old?.inputs, news);
	}

	/** Checks a resource, and decides what becomes of it. A replaced one is checked again, as if it were new. */
	private async planned(
		provider: Provider,
		{ name, news, isForced }: { readonly name: string; readonly news: Values; readonly isForced: boolean },
	): Promise<{ readonly step: Step; readonly problems: readonly string[] }> {
		const { inputs, problems } = await this.checked(provider, name, news, isForced);
		if (isForced) return { step: { what: "replace", name, inputs }, problems };
		const due = await this.due(provider, name, inputs);
		const step = { what: due.what, name, inputs };
		if (problems.length > 0 || due.problems.length > 0) return { step, problems: [...problems, ...due.problems] };
		if (due.what !== "replace") return { step, problems };
		const again = await this.checked(provider, name, news, true);
		return { step: { ...step, inputs: again.inputs }, problems };
	}

	private async plannedFor(provider: Provider, name: string, news: Values): Promise<Step["what"]> {
		const old = this.state.get(name);
		if (old === undefined || old.awaitsReplacement) return "create";
		// Without a shell, nothing is checked: a check may query the account.
		const what = provider.due?.(this.named(name), old, news);
		if (what !== undefined) return what === "same" && old.unfinished ? "update" : what;
		const { inputs } = await this.checked(provider, name, news);
		return (await this.due(provider, name, inputs)).what;
	}

	private async due(
		provider: Provider,
		name: string,
		inputs: Values,
	): Promise<{ readonly what: Step["what"]; readonly problems: readonly string[] }> {
		const old = this.state.get(name);
		if (old === undefined || old.awaitsReplacement) return { what: "create", problems: [] };
		const { what, problems } = await provider.diff(this.named(name), old, inputs);
		return { what: what === "same" && old.unfinished ? "update" : what, problems };
	}

	private async take(provider: Provider, { what, name, inputs }: Step): Promise<void> {
		if (what === "same") return this.keep(name, { ...this.mustHave(name), inputs });
		if (what === "update") {
			return this.finish(name, inputs, await provider.update(this.named(name), this.mustHave(name), inputs));
		}
		if (what === "replace") await this.delete(provider, name, false);
		return this.finish(name, inputs, await provider.create(this.named(name), inputs));
	}

	private finish(name: string, inputs: Values, { id, outputs, problem }: Outcome): void {
		this.keep(name, { id, inputs, outputs, ...(problem !== undefined && { unfinished: true }) });
		if (problem !== undefined) throw new Error(problem);
	}

	private async delete(provider: Provider, name: string, forGood: boolean): Promise<void> {
		const old = this.mustHave(name);
		if (!old.awaitsReplacement) await provider.delete(this.named(name), old);
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

	private named(name: string): Named {
		return { name, belongsTo: this.belongsTo(name) };
	}

	private async all<T>(items: readonly T[], action: (item: T) => Promise<void>): Promise<string[]> {
		const outcomes = await Promise.allSettled(items.map(action));
		return outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [messageOf(outcome.reason)] : []));
	}
}

function messageOf(reason: unknown): string {
	return reason instanceof Error ? reason.message : String(reason);
}

/** A value after it was stored as JSON. */
export function plain(values: Values): Values {
	return JSON.parse(JSON.stringify(values));
}
