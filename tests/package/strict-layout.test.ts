import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import packageJson from "../../package.json";
import { type Simulator, startSimulator } from "../../simulator";
import { buildPackage } from "../../tools/setup/build-package";
import { runCommand } from "../../tools/setup/command";
import { layOutStrictly, undeclaredPackages } from "../support/installed-packages";

const root = resolve(__dirname, "..", "..");
const entries = [...Object.values(packageJson.exports), ...Object.values(packageJson.bin)].flatMap((entry) => {
	const file = typeof entry === "string" ? entry : entry.default;
	return file.endsWith(".js") ? [join(root, file)] : [];
});
// Loaded when the service is asked for the first time.
const service = join(root, "dist", "provider", "service", "service.js");

describe("the package where a package reaches only what it declares", () => {
	let folder: string;
	let program: string;
	let simulator: Simulator;

	before(async function () {
		this.timeout(300_000);
		await buildPackage(() => {});
		folder = realpathSync(mkdtempSync(join(tmpdir(), "aiccs-strict-")));
		program = join(folder, "program");
		layOutStrictly(root, folder);
		simulator = await startSimulator();
	});
	after(async () => {
		await simulator?.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	});

	it("declares everything that it requires itself, and answers for the one thing that the vendor does not declare", () => {
		const { found, packages } = undeclaredPackages([...entries, service]);

		assert.ok(packages.includes("httpx") && packages.includes("zod"), packages.join(", "));
		assert.deepEqual(found, [{ by: "@alicloud/credentials", name: "debug" }]);
		assert.ok("debug" in packageJson.dependencies);
	});

	it("is laid out so strictly that the vendor's own look-up fails", () => {
		const ours = realpathSync(join(program, "node_modules", "pulumi-aiccs"));
		const credentials = realpathSync(join(ours, "..", "@alicloud", "credentials"));
		const vendor = createRequire(join(credentials, "package.json"));

		assert.throws(() => vendor.resolve("debug"), { code: "MODULE_NOT_FOUND" });
		assert.doesNotThrow(() => vendor.resolve("httpx"));
	});

	it("creates a task, and leaves the way in which Node.js looks modules up as it was", async () => {
		const { url, accessKeyId, accessKeySecret } = simulator;
		const keys = { "aiccs:endpoint": url, "aiccs:accessKeyId": accessKeyId, "aiccs:accessKeySecret": accessKeySecret };
		const inputs = {
			__owner: "organization/urn:pulumi:dev::program::pulumi-nodejs:dynamic/aiccs:AiCallTask::task",
			taskName: "from-a-strict-layout",
			agentId: "118712345678901234",
			virtualNumber: "05710000001",
			startType: "IMMEDIATE",
			callDay: ["MONDAY"],
			callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
		};
		const script = `
			const Module = require("node:module");
			const lookUp = Module._resolveFilename;
			const { check, configure, create } = require("pulumi-aiccs/dynamic");
			(async () => {
				const keys = ${JSON.stringify(keys)};
				await configure({ config: { get: (key) => keys[key] } });
				const { inputs } = await check({}, ${JSON.stringify(inputs)});
				const { id } = await create(inputs);
				process.stdout.write([id, Module._resolveFilename === lookUp].join(" "));
			})();`;

		const { exitCode, stdout, output } = await runCommand(process.execPath, ["-e", script], {
			cwd: program,
			env: { ...process.env, XDG_STATE_HOME: join(folder, "state") },
		});

		assert.equal(exitCode, 0, output);
		const [task] = simulator.tasks();
		assert.equal(stdout, `${task?.taskId} true`, output);
		assert.equal(task?.definition.TaskName, "from-a-strict-layout");
	}).timeout(60_000);
});
