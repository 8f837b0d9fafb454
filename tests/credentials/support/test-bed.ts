import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type Simulator, startSimulator } from "../../../simulator";
import { type KeyServer, type Keys, startKeyServer } from "./key-server";
import { type Network, openNetwork, type ProviderProcess, serviceUrl } from "./network";
import type { SetupContext, UserSetup } from "./setups";

const Results = z.array(z.object({ operation: z.string(), tasks: z.number(), errors: z.array(z.string()) }));
type Result = z.output<typeof Results>[number];

export type Operation = "preview" | "up" | "refresh" | "destroy";

export interface Flow {
	readonly sizes: readonly number[];
	readonly operations: readonly Operation[];
}

/** One account, and a user's home with nothing but the files of a test. */
export interface Account extends SetupContext {
	readonly simulator: Simulator;
	/** The keys that the account accepts. */
	readonly keys: Keys;
	file(name: string): string;
	/** Runs operations in a new provider process whose environment is the setup and nothing else. */
	run(setup: UserSetup, flow: Flow): Promise<Run>;
	/** The same in a process that other accounts used before: faster, where that makes no difference. */
	runInSharedProcess(setup: UserSetup, flow: Flow): Promise<Run>;
}

export interface Run {
	readonly results: readonly Result[];
	/** Everything that the process printed, errors included. */
	readonly output: string;
}

export interface TestBed {
	readonly keyServer: KeyServer;
	readonly network: Network;
	/** Ends the previous account and opens a new one. */
	newAccount(options?: { isTemporary?: boolean; front?: (simulator: Simulator) => Promise<number> }): Promise<Account>;
	close(): Promise<void>;
}

export async function openTestBed(): Promise<TestBed> {
	const keyServer = await startKeyServer();
	const network = await openNetwork();
	let end: (() => Promise<void>) | undefined;
	let shared: ProviderProcess | undefined;
	return {
		keyServer,
		network,
		newAccount: async ({ isTemporary = true, front } = {}) => {
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
			keyServer.reset();
			keyServer.supply(keys);
			network.route("metadata", keyServer.port);
			network.route("keys", keyServer.port);
			network.route("secure", keyServer.securePort);
			network.route("service", front === undefined ? portIn(simulator.url) : await front(simulator));
			return {
				simulator,
				securityToken,
				keyServer,
				home,
				keys,
				file: (name) => readFileSync(join(home, name), "utf8"),
				run: async (setup, flow) => {
					const { env, order } = prepare({ keyServer, home }, setup, flow);
					const provider = network.start(env);
					const output = await provider.send(order);
					await provider.end();
					return runOf(output);
				},
				runInSharedProcess: async (setup, flow) => {
					const { env, order } = prepare({ keyServer, home }, setup, flow);
					shared ??= network.start(env);
					return runOf(await shared.send({ ...order, env }));
				},
			};
		},
		close: async () => {
			await end?.();
			await shared?.end();
			await network.close();
			keyServer.stop();
		},
	};
}

function prepare({ keyServer, home }: Pick<SetupContext, "keyServer" | "home">, setup: UserSetup, flow: Flow) {
	for (const [name, content] of Object.entries(setup.files ?? {})) {
		const path = join(home, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, content);
	}
	const order = {
		...flow,
		prefix: "campaign",
		configuration: { "aiccs:endpoint": serviceUrl, "aiccs:retrySeconds": "5", ...setup.configuration },
	};
	const env = {
		PATH: process.env.PATH ?? "",
		HOME: home,
		NODE_EXTRA_CA_CERTS: keyServer.certificate,
		ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
		...setup.env,
	};
	return { env, order };
}

function runOf(output: string): Run {
	const [, json] = /^RESULTS (.*)$/m.exec(output) ?? [];
	if (json === undefined) throw new Error(`The provider process ended early:\n${output}`);
	return { results: Results.parse(JSON.parse(json)), output };
}

function portIn(url: string): number {
	return Number(new URL(url).port);
}
