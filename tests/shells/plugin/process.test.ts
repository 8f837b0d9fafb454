import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { structOf } from "../../../provider/shells/plugin/messages";
import { type Simulator, startSimulator } from "../../../simulator";
import { aDefinition } from "../../support/definitions";
import { answerTo } from "../../support/shells/plugin-calls";
import { check, create, type EngineServer, startEngine } from "./support/open-plugin";

const main = resolve(__dirname, "../../../provider/shells/plugin/main.ts");

interface Started {
	readonly child: ChildProcess;
	readonly client: ResourceProviderClient;
	/** How the process has ended. */
	readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

describe("the process of the plugin", function () {
	this.timeout(60_000);
	let folder: string;
	let engine: EngineServer;
	let simulator: Simulator;
	let started: Started | undefined;

	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), "aiccs-plugin-"));
		engine = await startEngine();
		simulator = await startSimulator();
	});
	afterEach(async () => {
		started?.client.close();
		started?.child.kill("SIGKILL");
		engine.close();
		await simulator.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	/** Starts a plugin as engines do that make no handshake. */
	async function start(): Promise<Started> {
		const child = spawn(process.execPath, ["--import", "tsx", main, engine.address], {
			env: { ...process.env, TMPDIR: folder, XDG_STATE_HOME: folder },
			stdio: ["ignore", "pipe", "inherit"],
		});
		const ended = once(child, "exit").then(([code, signal]) => ({ code, signal }));
		const [line] = await once(child.stdout, "data");
		const client = new ResourceProviderClient(`127.0.0.1:${String(line).trim()}`, credentials.createInsecure());
		started = { child, client, ended };
		return started;
	}

	async function configured(): Promise<Started> {
		const plugin = await start();
		const request = new proto.ConfigureRequest();
		const { url: endpoint, accessKeyId, accessKeySecret } = simulator;
		request.setArgs(structOf({ endpoint, accessKeyId, accessKeySecret }));
		await answerTo((done) => plugin.client.configure(request, done));
		return plugin;
	}

	it("ends when its engine does before it has configured the provider", async () => {
		const { ended } = await start();

		engine.close();

		assert.equal((await ended).code, 1);
	});

	it("ends when its engine does while it has nothing to do, and leaves no file", async () => {
		const { ended } = await configured();

		engine.close();

		assert.equal((await ended).code, 1);
		assert.deepEqual(
			readdirSync(folder).filter((name) => !name.startsWith("tsx-")),
			[],
		);
	});

	it("finishes the creation under way when its engine ends, and ends", async () => {
		const { client, ended } = await configured();
		simulator.fault({ action: "CreateAiCallTask", fault: "delay", seconds: 2 });
		const { inputs } = await check(client, "spring", { ...aDefinition() });
		const creation = create(client, "spring", inputs).catch(() => undefined);

		engine.close();

		assert.equal((await ended).code, 1);
		await creation;
		assert.equal(simulator.tasks().length, 1);
	});

	it("shows findings to an engine that makes no handshake", async () => {
		const { client } = await configured();
		const { inputs } = await check(client, "spring", { ...aDefinition(), taskCps: 600 });

		await assert.rejects(create(client, "spring", inputs, true));

		assert.match(engine.lines.map(({ text }) => text).join(), /taskCps \(600\) is too large/);
	});

	it("ends at SIGINT and at SIGTERM", async () => {
		for (const signal of ["SIGINT", "SIGTERM"] as const) {
			const { child, ended } = await configured();
			child.kill(signal);
			const { code, signal: by } = await ended;
			assert.ok(code === 1 || by === signal, `${signal}: ${code} ${by}`);
		}
	});
});
