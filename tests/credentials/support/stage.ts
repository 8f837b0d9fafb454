import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type Simulator, startSimulator } from "../../../simulator";
import { type KeyOffice, type Keys, openKeyOffice } from "./key-office";
import { type Network, openNetwork, serviceUrl } from "./network";
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
	play(setUp: SetUp, flow: Flow): Promise<{ results: Result[]; output: string }>;
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
				play: (setUp, flow) => play({ office, network, home }, setUp, flow),
			};
		},
		close: async () => {
			await end?.();
			await network.close();
			await office.stop();
		},
	};
}

interface Surroundings {
	readonly office: KeyOffice;
	readonly network: Network;
	readonly home: string;
}

async function play({ office, network, home }: Surroundings, setUp: SetUp, flow: Flow) {
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
	const output = await network.run("provider-process.ts", order, env);
	const [, json = "[]"] = /^RESULTS (.*)$/m.exec(output) ?? [];
	return { results: Results.parse(JSON.parse(json)), output };
}

export function portIn(url: string): number {
	return Number(new URL(url).port);
}
