import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { calleeListOf } from "../../../provider/callees/resource";
import type { ListState } from "../../../provider/callees/state";
import type { FileRef } from "../../../provider/definition/file-ref";
import { type Finding, sentence } from "../../../provider/definition/finding";
import { Raw } from "../../../provider/definition/values";
import type { Context } from "../../../provider/run/context";
import { type OwnerKey, OwnerUrn, ownerKeyOf } from "../../../provider/run/owner";
import type { Created, Updated } from "../../../provider/run/resource";
import { check } from "../../../provider/shells/check";

export type Values = Readonly<Record<string, unknown>>;

/** A list in the engine's state. */
interface Held {
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
	/** Lists that --replace or taint names. */
	readonly replace?: readonly string[];
	/** Tasks that this run has created. */
	readonly newTasks?: readonly string[];
}

/** Writes a file and names it as Pulumi does. */
export function fileIn(folder: string, name: string, content: string): FileRef {
	const path = join(folder, name);
	writeFileSync(path, content);
	return { path, hash: createHash("sha256").update(content).digest("hex") };
}

/**
 * Calls the provider of lists in the order in which Pulumi's engine does, and records what a call has returned, and
 * nothing else.
 */
export class ListEngine {
	readonly state = new Map<string, Held>();
	private readonly list;
	private remembered: ReadonlyMap<string, Held> = new Map();

	constructor(batchSize?: number) {
		this.list = calleeListOf(batchSize);
	}

	/** The findings of a preview. */
	async preview(context: Context, program: Program): Promise<string[]> {
		const found: string[] = [];
		for (const [name, news] of Object.entries(program)) {
			const findings = await this.checked(context, name, news, true);
			found.push(...findings.map((finding) => `${finding.severity}: ${sentence(finding)}`));
		}
		return found;
	}

	/** Updates the stack to the program. Returns the errors. */
	async up(context: Context, program: Program, { replace = [], newTasks = [] }: UpOptions = {}): Promise<string[]> {
		for (const taskId of newTasks) context.claims.recordCreated(taskId);
		for (const [name, news] of Object.entries(program)) {
			const findings = await this.checked(context, name, news, false);
			const errors = findings.filter(({ severity }) => severity === "error").map(sentence);
			if (errors.length > 0) return errors;
		}
		const errors: string[] = [];
		for (const [name, news] of Object.entries(program)) {
			const error = await this.take(context, name, news, replace.includes(name)).catch(messageOf);
			if (error !== undefined) errors.push(error);
		}
		if (errors.length > 0) return errors;
		for (const name of [...this.state.keys()].filter((one) => program[one] === undefined)) {
			const error = await this.delete(context, name).catch(messageOf);
			if (error === undefined) this.state.delete(name);
			else errors.push(error);
		}
		return errors;
	}

	/** Reads every list. */
	async refresh(context: Context): Promise<void> {
		for (const [name, held] of this.state) {
			const found = await this.list.read(context, held.id, this.stateIn(held));
			if (found === undefined) this.state.delete(name);
			else this.keep(name, { ...held, outputs: this.list.outputsOf(held.id, found.state) });
		}
	}

	async destroy(context: Context): Promise<void> {
		for (const name of [...this.state.keys()]) {
			await this.delete(context, name);
			this.state.delete(name);
		}
	}

	/** Keeps the state as it is when the engine ends. */
	remember(): void {
		this.remembered = new Map(this.state);
	}

	/** Returns to the state that was kept. */
	forgetSince(): void {
		this.state.clear();
		for (const [name, held] of this.remembered) this.state.set(name, held);
	}

	/** Gives a list another name, as an alias does. */
	rename(from: string, to: string): void {
		const held = this.state.get(from);
		this.state.delete(from);
		if (held !== undefined) this.state.set(to, held);
	}

	/** What the next run would change. */
	isDue(context: Context, name: string, news: Values): boolean {
		const held = this.state.get(name);
		return held === undefined || this.differs(context, held, news);
	}

	outputs(name: string): Values {
		return this.state.get(name)?.outputs ?? {};
	}

	private async checked(context: Context, name: string, news: Values, isPreview: boolean): Promise<readonly Finding[]> {
		const held = this.state.get(name);
		const olds = held?.awaitsReplacement ? undefined : held?.inputs;
		const request = { owner: urnOf(name), news: new Raw(news), olds: olds && new Raw(olds), isPreview };
		return check(this.list, context, request);
	}

	private async take(context: Context, name: string, news: Values, isReplaced: boolean): Promise<void> {
		const held = this.state.get(name);
		if (held !== undefined && !held.awaitsReplacement) {
			context.claims.recordOwner(held.id, keyOf(name));
			const isDifferent = this.differs(context, held, news);
			if (isReplaced) {
				await this.delete(context, name);
				this.keep(name, { ...held, awaitsReplacement: true });
			} else {
				if (isDifferent) await this.update(context, name, held, news);
				return;
			}
		}
		await this.create(context, name, news);
	}

	private differs(context: Context, held: Held, news: Values): boolean {
		const formed = this.list.definition.formed(new Raw(news));
		return this.list.diff(context, held.id, this.stateIn(held), formed).changed || held.unfinished === true;
	}

	private async create(context: Context, name: string, news: Values): Promise<void> {
		const created = await this.list.create(context, keyOf(name), this.known(context, news));
		this.finish(name, created.id, news, created);
	}

	private async update(context: Context, name: string, { id, ...held }: Held, news: Values): Promise<void> {
		const change = { owner: keyOf(name), id, olds: this.stateIn({ id, ...held }), news: this.known(context, news) };
		this.finish(name, id, news, await this.list.update(context, change));
	}

	private finish(name: string, id: string, inputs: Values, done: Created<ListState> | Updated<ListState>): void {
		const { state, incomplete } = done;
		this.keep(name, { id, inputs, outputs: this.list.outputsOf(id, state), ...(incomplete && { unfinished: true }) });
		if (incomplete !== undefined) throw incomplete;
	}

	private async delete(context: Context, name: string): Promise<void> {
		const held = this.state.get(name);
		if (held === undefined || held.awaitsReplacement) return;
		await this.list.delete(context, held.id, this.stateIn(held));
	}

	private stateIn({ outputs }: Held): ListState {
		return this.list.stateIn(new Raw(outputs));
	}

	private known(context: Context, news: Values) {
		return this.list.definition.known(new Raw(news), context.now());
	}

	private keep(name: string, held: Held): void {
		this.state.set(name, JSON.parse(JSON.stringify(held)));
	}
}

function urnOf(name: string): OwnerUrn {
	return OwnerUrn.parse(`organization/urn:pulumi:dev::shop::pulumi-nodejs:dynamic/aiccs:CalleeList::${name}`);
}

function keyOf(name: string): OwnerKey {
	return ownerKeyOf(urnOf(name));
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
