import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate, setTimeout as wait } from "node:timers/promises";
import { AccountTasks } from "../../provider/run/account-tasks";
import { Claims } from "../../provider/run/claims";
import type { Context } from "../../provider/run/context";
import { Journal } from "../../provider/run/journal";
import { type Api, apiOf } from "../../provider/service/client";
import { settingsOf } from "../../provider/service/settings";
import { upgradeFrom010 } from "../../provider/tasks/recovery";
import { aiCallTask } from "../../provider/tasks/resource";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator";
import { Engine } from "./engine";
import { verbs } from "./shells";

/** Monday, 2026-01-05, 10:00 in Shanghai. */
const mondayMorning = Date.parse("2026-01-05T10:00:00+08:00");

export interface ContextChanges {
	/** Configuration of the stack, over the keys that reach the simulator. */
	readonly configuration?: Readonly<Record<string, string | undefined>>;
	/** Wraps the client of the service. */
	readonly through?: (api: Api) => Api;
	readonly journalDirectory?: string;
	/** Whether the engine has ended; by default it never does. */
	readonly engineIsGone?: () => boolean;
	/** The share of each pause to wait for in real time; 0 by default. The clock advances by the whole pause. */
	readonly sleepScale?: number;
}

/** An account, a shared clock, and provider processes for it. */
export interface Place {
	readonly simulator: Simulator;
	readonly journalDirectory: string;
	/** Every line that the providers have logged. */
	readonly lines: string[];
	/** Milliseconds by which pauses have advanced the clock. */
	slept(): number;
	/** A new provider process: it shares the journal with the others, and nothing else. */
	newContext(changes?: ContextChanges): Context;
	/** A Pulumi engine that uses a new provider process for each operation. */
	newEngine(changes?: ContextChanges): Engine;
	close(): Promise<void>;
}

export async function openPlace(options: SimulatorOptions = {}, shell = verbs): Promise<Place> {
	const engines: Engine[] = [];
	let slept = 0;
	const now = () => mondayMorning + slept;
	const simulator = await startSimulator({ now, ...options });
	const journalDirectory = mkdtempSync(join(tmpdir(), "aiccs-journal-"));
	const lines: string[] = [];
	const newContext = (changes: ContextChanges = {}): Context => {
		const keys: Readonly<Record<string, string | undefined>> = {
			"aiccs:endpoint": simulator.url,
			"aiccs:accessKeyId": simulator.accessKeyId,
			"aiccs:accessKeySecret": simulator.accessKeySecret,
			"aiccs:securityToken": options.securityToken,
			...changes.configuration,
		};
		const settings = () => settingsOf((key) => keys[key]);
		const log = (line: string) => void lines.push(line);
		const { through = (api) => api } = changes;
		const api = through(apiOf(settings, log));
		const context: Context = {
			accountName: undefined,
			of: () => context,
			all: () => [context],
			api,
			account: new AccountTasks(api),
			claims: new Claims(),
			journal: new Journal(changes.journalDirectory ?? journalDirectory, log, upgradeFrom010()),
			settings,
			engineIsGone: changes.engineIsGone ?? (() => false),
			isInterrupted: () => false,
			now,
			sleep: async (milliseconds) => {
				slept += milliseconds;
				if (changes.sleepScale === undefined) await setImmediate();
				else await wait(milliseconds * changes.sleepScale);
			},
			log,
		};
		return context;
	};
	return {
		simulator,
		journalDirectory,
		lines,
		slept: () => slept,
		newContext,
		newEngine(changes) {
			const engine = new Engine(shell.of(aiCallTask), () => newContext(changes));
			engines.push(engine);
			return engine;
		},
		async close() {
			for (const engine of engines) engine.end();
			await simulator.stop();
			rmSync(journalDirectory, { recursive: true, force: true });
		},
	};
}

export interface Fixture extends Omit<Place, "close"> {
	readonly context: Context;
	readonly engine: Engine;
}

/** A new account for each test. Its clock starts on a Monday morning and advances only by the provider's pauses. */
export function describeSimulator(
	title: string,
	tests: (fixture: Fixture) => void,
	options: SimulatorOptions = {},
	shell = verbs,
): void {
	describe(title, () => {
		let open: { place: Place; context: Context; engine: Engine } | undefined;
		const opened = () => {
			if (open === undefined) throw new Error("The simulator runs within tests only.");
			return open;
		};

		beforeEach(async () => {
			const place = await openPlace(options, shell);
			open = { place, context: place.newContext(), engine: place.newEngine() };
		});
		afterEach(() => opened().place.close());

		tests({
			get simulator() {
				return opened().place.simulator;
			},
			get journalDirectory() {
				return opened().place.journalDirectory;
			},
			get lines() {
				return opened().place.lines;
			},
			get context() {
				return opened().context;
			},
			get engine() {
				return opened().engine;
			},
			slept: () => opened().place.slept(),
			newContext: (changes) => opened().place.newContext(changes),
			newEngine: (changes) => opened().place.newEngine(changes),
		});
	});
}
