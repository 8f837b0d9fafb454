import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../../provider/run/context";
import type { Api } from "../../provider/service/client";
import { openContext } from "../../provider/shells/context";
import { upgradeFrom010 } from "../../provider/tasks/resource";
import { type Settings, type Simulator, startSimulator, type TaskView } from "../../simulator";
import { quickApi } from "../callees/support/quick-place";
import { agent, otherAgent } from "./definitions";

/** Monday, 2026-01-05, 10:00 in Shanghai. */
const mondayMorning = Date.parse("2026-01-05T10:00:00+08:00");

export type Keys = Readonly<Record<string, unknown>>;

/** The account of the stack, and those of the configuration, each with a service of its own. Their ids repeat, unless `hasOwnIds`. */
export interface SeveralAccounts {
	/** By the name of the account; the stack's own is "own". */
	readonly simulators: Readonly<Record<string, Simulator>>;
	readonly folder: string;
	readonly lines: string[];
	/** The keys of each named account. Tests change them. */
	accounts: Record<string, Keys>;
	/** More keys of the stack. */
	configuration: Record<string, string>;
	wait(seconds: number): void;
	/** A new provider process on the same machine. */
	newContext(through?: (api: Api) => Api): Context;
	/** The tasks of an account that no deletion has released. */
	tasks(name: string): TaskView[];
	close(): Promise<void>;
}

export async function openAccounts(
	names: readonly string[],
	{ hasOwnIds = false, ...settings }: Partial<Settings> & { readonly hasOwnIds?: boolean } = {},
): Promise<SeveralAccounts> {
	let time = mondayMorning;
	const now = () => time;
	const folder = mkdtempSync(join(tmpdir(), "aiccs-accounts-"));
	const lines: string[] = [];
	const started = ["own", ...names].map(async (name, index) => {
		const seed = hasOwnIds ? index + 1 : 1;
		// Where the service refuses this, a released task keeps its name: tests/tasks/readings.test.ts.
		const given = { updateInInit: "accepted", ...settings } as const;
		const simulator = await startSimulator({ now, realNow: now, seed, settings: given });
		for (const one of [agent, otherAgent]) simulator.setAgent(one, { online: true });
		return [name, simulator] as const;
	});
	const simulators = Object.fromEntries(await Promise.all(started));
	const byHost = new Map(Object.values(simulators).map((one) => [new URL(one.url).host, one]));
	const keysOf = (name: string): Keys => ({
		accessKeyId: `LTAI${name}`,
		accessKeySecret: `secret of ${name}`,
		endpoint: simulators[name]?.url,
	});
	const place: SeveralAccounts = {
		simulators,
		folder,
		lines,
		accounts: Object.fromEntries(names.map((name) => [name, keysOf(name)])),
		configuration: {
			"aiccs:accessKeyId": "LTAIown",
			"aiccs:accessKeySecret": "secret of own",
			"aiccs:endpoint": simulators.own?.url ?? "",
		},
		wait: (seconds) => {
			time += seconds * 1000;
		},
		newContext(through = (api) => api) {
			const before = process.env.PULUMI_AICCS_JOURNAL;
			process.env.PULUMI_AICCS_JOURNAL = join(folder, "journal");
			const keys: Readonly<Record<string, string>> = {
				...place.configuration,
				...(Object.keys(place.accounts).length > 0 && { "aiccs:accounts": JSON.stringify(place.accounts) }),
			};
			try {
				const clock = {
					now,
					sleep: async (milliseconds: number) => {
						time += milliseconds;
					},
				};
				return openContext({
					get: (key) => keys[key],
					engineIsGone: () => false,
					isInterrupted: () => false,
					upgrade: upgradeFrom010(),
					log: (line) => void lines.push(line),
					clock,
					connect: (settingsOfAccount) => through(apiOfHost(settingsOfAccount)),
				});
			} finally {
				if (before === undefined) delete process.env.PULUMI_AICCS_JOURNAL;
				else process.env.PULUMI_AICCS_JOURNAL = before;
			}
		},
		tasks: (name) =>
			(simulators[name]?.tasks() ?? []).filter(({ taskId, taskName }) => taskName !== `released-${taskId}`),
		async close() {
			await Promise.all(Object.values(simulators).map((one) => one.stop()));
			rmSync(folder, { recursive: true, force: true });
		},
	};
	return place;

	function apiOfHost(settingsOfAccount: () => { readonly host: string }): Api {
		return {
			async call(operation, parameters) {
				const simulator = byHost.get(settingsOfAccount().host);
				if (simulator === undefined) throw new Error("The endpoint of no simulator.");
				return quickApi(simulator, {}, () => {}).call(operation, parameters);
			},
		};
	}
}
