import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type Simulator, startSimulator } from "../../../simulator";
import { type KeyOffice, type Keys, openKeyOffice } from "./key-office";
import { type Network, openNetwork, type ProviderProcess, serviceUrl } from "./network";
import type { Means, SetUp } from "./ways";

const Results = z.array(z.object({ operation: z.string(), tasks: z.number(), errors: z.array(z.string()) }));
type Result = z.output<typeof Results>[number];

export type Operation = "preview" | "up" | "refresh" | "destroy";

export interface Flow {
	readonly sizes: readonly number[];
	readonly operations: readonly Operation[];
}

/** One account, and a user's home with nothing in it but what a test sets up. */
export interface Scene extends Means {
	readonly simulator: Simulator;
	/** The keys that the account takes. */
	readonly keys: Keys;
	file(name: string): string;
	/** Runs flows in a provider process that has the set-up, and nothing else, in its environment. */
	play(setUp: SetUp, flow: Flow): Promise<Played>;
	/** The same in a process that has served other scenes: cheaper, where it does not matter what was before. */
	playAgain(setUp: SetUp, flow: Flow): Promise<Played>;
}

export interface Played {
	readonly results: readonly Result[];
	/** All that the process has printed, and all errors. */
	readonly output: string;
}

export interface Stage {
	readonly office: KeyOffice;
	readonly network: Network;
	/** A new account; the scene before is over. */
	newScene(options?: { isTemporary?: boolean; front?: (simulator: Simulator) => Promise<number> }): Promise<Scene>;
	close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
	const office = await openKeyOffice();
	const network = await openNetwork();
	let end: (() => Promise<void>) | undefined;
	let kept: ProviderProcess | undefined;
	return {
		office,
		network,
		newScene: async ({ isTemporary = true, front } = {}) => {
			await end?.();
			const securityToken = "tokenOfTheTemporaryKey";
			const simulator = await startSimulator({
				...(isTemporary ? { securityToken } : {}),
				// So that a destroy has nothing to report.
				settings: { updateInInit: "accepted" },
			});
			const home = mkdtempSync(join(tmpdir(), "aiccs-user-"));
			end = async () => {
				await simulator.stop();
				rmSync(home, { recursive: true, force: true });
				end = undefined;
			};
			const keys = { accessKeyId: simulator.accessKeyId, accessKeySecret: simulator.accessKeySecret, securityToken };
			office.reset();
			office.handOut(keys);
			network.lead("metadata", office.port);
			network.lead("office", office.port);
			network.lead("secure", office.securePort);
			network.lead("service", front === undefined ? portIn(simulator.url) : await front(simulator));
			return {
				simulator,
				securityToken,
				office,
				home,
				keys,
				file: (name) => readFileSync(join(home, name), "utf8"),
				play: async (setUp, flow) => {
					const { env, order } = layOut({ office, home }, setUp, flow);
					const provider = network.start(env);
					const output = await provider.ask(order);
					await provider.end();
					return playedOf(output);
				},
				playAgain: async (setUp, flow) => {
					const { env, order } = layOut({ office, home }, setUp, flow);
					kept ??= network.start(env);
					return playedOf(await kept.ask({ ...order, env }));
				},
			};
		},
		close: async () => {
			await end?.();
			await kept?.end();
			await network.close();
			await office.stop();
		},
	};
}

function layOut({ office, home }: Pick<Means, "office" | "home">, setUp: SetUp, flow: Flow) {
	for (const [name, content] of Object.entries(setUp.files ?? {})) {
		const path = join(home, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, content);
	}
	const order = {
		...flow,
		prefix: "campaign",
		configuration: { "aiccs:endpoint": serviceUrl, "aiccs:retrySeconds": "5", ...setUp.configuration },
	};
	const env = {
		PATH: process.env.PATH ?? "",
		HOME: home,
		NODE_EXTRA_CA_CERTS: office.certificate,
		ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
		...setUp.env,
	};
	return { env, order };
}

function playedOf(output: string): Played {
	const [, json] = /^RESULTS (.*)$/m.exec(output) ?? [];
	if (json === undefined) throw new Error(`The provider process ended early:\n${output}`);
	return { results: Results.parse(JSON.parse(json)), output };
}

function portIn(url: string): number {
	return Number(new URL(url).port);
}
