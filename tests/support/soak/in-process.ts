import { setTimeout as wait } from "node:timers/promises";
import type { Api } from "../../../provider/service/client";
import type { Settings } from "../../../simulator";
import { openPlace, type Place } from "../describe-simulator";
import type { Engine, Program } from "../engine";
import { type Campaign, keyOf } from "./campaign";
import type { Command, Driver, Held, Moment, Outcome, Trouble } from "./driver";

const quick = { "aiccs:retrySeconds": "0" };

/** The share of each pause that is really waited for: lists that lag in real time catch up some pauses later. */
const sleepScale = 0.02;
/** Milliseconds. */
const longestLag = 40;

export async function openInProcess(settings: Partial<Settings>, seed: number): Promise<Driver> {
	const place = await openPlace({ seed, settings });
	return new InProcess(place, hasLags(settings));
}

/** Calls the provider as Pulumi's engine does: hundreds of rounds in seconds. */
class InProcess implements Driver {
	readonly simulator;
	readonly isQuick = true;
	private readonly place: Place;
	private readonly lags: boolean;
	private engine: Engine;
	/** Operations of providers that have outlived their engine. */
	private readonly living: Promise<unknown>[] = [];

	constructor(place: Place, lags: boolean) {
		this.place = place;
		this.simulator = place.simulator;
		this.lags = lags;
		this.engine = place.newEngine();
	}

	async run(command: Command, program: readonly Campaign[], trouble?: Trouble): Promise<Outcome> {
		// Two commands, or a command and a change in the console, never fall into the same millisecond.
		this.simulator.advance(1);
		// Let the lists show what people just did.
		if (this.lags) await wait(longestLag);
		const disturbance = new Disturbance(trouble);
		this.engine = this.inheriting({
			through: (api: Api) => disturbance.around(api),
			engineIsGone: () => disturbance.hasEnded,
			...(trouble !== undefined && { configuration: quick }),
			...(this.lags && { sleepScale }),
		});
		this.rename(program);
		for (const fault of trouble?.faults ?? []) this.simulator.fault(fault);
		const running = this.act(command, program);
		const outcome = await Promise.race([running, disturbance.died]);
		if (outcome === "died" && trouble?.kill?.victim === "cli") {
			this.outlive(running);
			if (!trouble.kill.isHasty) await running;
		}
		if (trouble === undefined) await Promise.all(this.living.splice(0));
		this.simulator.clearFaults();
		const killed = outcome === "died";
		return { errors: killed ? [] : outcome, killed, leftBehind: [] };
	}

	async state(): Promise<ReadonlyMap<string, Held>> {
		return this.engine.state;
	}

	async pendingChanges(program: readonly Campaign[]): Promise<readonly string[]> {
		const plan = await this.inheriting({}).plan(programOf(program));
		return Object.entries(plan).flatMap(([key, what]) => (what === "same" ? [] : [`${key}: ${what}`]));
	}

	close(): Promise<void> {
		return this.place.close();
	}

	private async act(command: Command, program: readonly Campaign[]): Promise<readonly string[]> {
		if (command === "refresh") return this.engine.refresh();
		const findings = command === "up" ? {} : await this.engine.preview(programOf(program));
		const errors = Object.values(findings).flatMap((lines) => lines.filter((line) => line.startsWith("error: ")));
		const real = errors.filter((line) => !this.isForProgramsOnly(line));
		if (command === "preview" || real.length > 0) return real;
		return this.engine.up(programOf(program));
	}

	/** The provider finishes its operations; their results are lost, and it gets no further ones. */
	private outlive(running: Promise<unknown>): void {
		const dead = this.engine;
		this.engine = this.inheriting({});
		dead.state.set = () => {
			throw new Error("The engine is gone.");
		};
		this.living.push(running);
	}

	/** Only a program knows whether a task belongs to its own stack, and there is no program here. */
	private isForProgramsOnly(line: string): boolean {
		const isHeld = [...this.engine.state.values()].some(({ id }) => line.includes(id));
		return isHeld || line.includes("another resource of this stack already manages");
	}

	private inheriting(changes: Parameters<Place["newEngine"]>[0]): Engine {
		return this.place.newEngine(changes).inherit(this.engine);
	}

	/** Renames resources in the state by their aliases, as the engine does. */
	private rename(program: readonly Campaign[]): void {
		for (const campaign of program) {
			const { state } = this.engine;
			const old = campaign.aliases.find((alias) => state.has(alias));
			const resource = old === undefined || state.has(keyOf(campaign)) ? undefined : state.get(old);
			if (old === undefined || resource === undefined) continue;
			state.delete(old);
			state.set(keyOf(campaign), resource);
		}
	}
}

function programOf(program: readonly Campaign[]): Program {
	return Object.fromEntries(program.map((campaign) => [keyOf(campaign), campaign.definition]));
}

function hasLags(settings: Partial<Settings>): boolean {
	return Object.entries(settings).some(([name, value]) => name.includes("Delay") && value !== 0);
}

/** Ends a provider process, or lets people act, at one of its calls. */
class Disturbance {
	readonly died: Promise<"died">;
	hasEnded = false;
	private readonly trouble: Trouble | undefined;
	private readonly seen = new Map<Moment, number>();
	private isDead = false;
	private die: (word: "died") => void = () => {};

	constructor(trouble: Trouble | undefined) {
		this.trouble = trouble;
		this.died = new Promise((resolve) => {
			this.die = resolve;
		});
	}

	around(api: Api): Api {
		const { kill, people } = this.trouble ?? {};
		return {
			call: async (operation, parameters) => {
				if (this.isDead) return forever;
				const isPeoples = this.isAt(people?.at, operation.action);
				if (isPeoples && people?.at.when === "before") people.act();
				const isLast = this.isAt(kill, operation.action);
				if (isLast && kill?.when === "before") return this.end(() => api.call(operation, parameters));
				const answer = await api.call(operation, parameters);
				if (isPeoples && people?.at.when === "after" && !this.isDead) people.act();
				return isLast || this.isDead ? this.end(async () => answer) : answer;
			},
		};
	}

	/** The provider continues when only the CLI is killed. */
	private end<T>(proceed: () => Promise<T>): Promise<T> {
		this.hasEnded = true;
		this.die("died");
		if (this.trouble?.kill?.victim === "cli") return proceed();
		this.isDead = true;
		return forever;
	}

	private isAt(moment: Moment | undefined, action: string): boolean {
		if (moment === undefined) return false;
		if (moment.action !== "*" && moment.action !== action) return false;
		const before = this.seen.get(moment) ?? 0;
		this.seen.set(moment, before + 1);
		return before === moment.skip;
	}
}

const forever = new Promise<never>(() => {});
