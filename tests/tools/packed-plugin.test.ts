import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { extract } from "tar";
import packageJson from "../../package.json";
import { type Simulator, startSimulator } from "../../simulator";
import { type PackedPlugin, packPlugin } from "../../tools/plugin/pack-plugin";
import { openProgram } from "../../tools/pulumi/program";
import { sbomOfLockfile, sbomOfPackages } from "../../tools/release/sbom";
import { schemaOf } from "../../tools/release/try-out-plugin";
import { buildPackage } from "../../tools/setup/build-package";
import { runCommand } from "../../tools/setup/command";

const root = resolve(__dirname, "..", "..");
/** Licences that ask for nothing but their text and the names of the authors. */
const permissive =
	/^(MIT|ISC|Apache-2\.0|Apache License 2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|\(BSD-3-Clause AND Apache-2\.0\))$/;
const program = `
const pulumi = require("@pulumi/pulumi");
const task = new pulumi.CustomResource("aiccs:index:AiCallTask", "task", {
	taskName: "from-the-tarball",
	agentId: "118712345678901234",
	virtualNumber: "05710000001",
	startType: "IMMEDIATE",
	callDay: ["MONDAY"],
	callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
	taskId: undefined,
}, { version: "${packageJson.version}" });
exports.taskId = task.taskId;
`;

describe("the tarball of the plugin", function () {
	this.timeout(120_000);
	let folder: string;
	let unpacked: string;
	let packed: PackedPlugin;
	let simulator: Simulator;

	before(async function () {
		this.timeout(300_000);
		await buildPackage(() => {});
		folder = mkdtempSync(join(tmpdir(), "aiccs-packed-plugin-"));
		packed = await packPlugin(join(folder, "once"));
		unpacked = join(folder, "unpacked");
		mkdirSync(unpacked);
		await extract({ file: packed.tarballs[0] ?? "", cwd: unpacked });
		simulator = await startSimulator();
	});
	after(async () => {
		await simulator?.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	});

	it("has the name that the CLI asks for on each system, and the same content", () => {
		const [first, ...others] = packed.tarballs.map((file) => readFileSync(file));

		assert.deepEqual(
			packed.tarballs.map((file) => basename(file)),
			["darwin-amd64", "darwin-arm64", "linux-amd64", "linux-arm64", "windows-amd64", "windows-arm64"].map(
				(system) => `pulumi-resource-aiccs-v${packageJson.version}-${system}.tar.gz`,
			),
		);
		for (const other of others) assert.ok(first?.equals(other));
	});

	it("has the same bytes when it is packed again", async () => {
		const again = await packPlugin(join(folder, "again"));

		const [first = ""] = packed.tarballs;
		const [second = ""] = again.tarballs;
		assert.ok(readFileSync(first).equals(readFileSync(second)));
	});

	it("is light, and names no folder of the machine that packed it", () => {
		assert.ok(statSync(packed.tarballs[0] ?? "").size < 700_000, `${statSync(packed.tarballs[0] ?? "").size} bytes`);
		assert.ok(!readFileSync(join(unpacked, "plugin.cjs"), "utf8").includes(root));
	});

	it("starts without any installed package and returns the package's schema", async () => {
		const schema: unknown = JSON.parse(await schemaOf(join(unpacked, "pulumi-resource-aiccs")));

		assert.deepEqual(schema, JSON.parse(readFileSync(join(root, "schema.json"), "utf8")));
	});

	it("says what to install where there is no Node.js", async () => {
		const { exitCode, stderr } = await runCommand(join(unpacked, "pulumi-resource-aiccs"), [], {
			env: { PATH: folder },
		});

		assert.equal(exitCode, 1);
		assert.equal(
			stderr,
			"The aiccs plugin requires Node.js 20.19 or newer, and there is no node on PATH. Install it, then try again.\n",
		);
	});

	it("contains packages of permissive licences only, and names each with its licence", () => {
		const text = readFileSync(join(unpacked, "THIRD-PARTY-LICENSES.txt"), "utf8");

		assert.ok(packed.packages.length > 20);
		for (const { name, version, licence } of packed.packages) {
			assert.match(licence, permissive, name);
			assert.ok(text.includes(`\n${name} ${version}: ${licence}\n`), name);
		}
	});

	it("contains no package that its SBOM lacks, and the SBOM no other", async () => {
		const all = await sbomOfLockfile("nothing");
		const { components, dependencies } = sbomOfPackages(all, packed.packages);

		const namesOf = (packages: readonly { name: string; version: string }[]) =>
			packages.map(({ name, version }) => `${name}@${version}`).sort();
		assert.deepEqual(namesOf(components), namesOf(packed.packages));
		assert.ok(all.components.length > components.length);
		assert.equal(dependencies.length, components.length + 1);
		const stray = [{ name: "no-such-package", version: "1.0.0" }];
		assert.throws(
			() => sbomOfPackages(all, stray),
			/^Error: The SBOM lacks no-such-package@1\.0\.0, which the plugin contains\.$/,
		);
	});

	it("is installed by the CLI, and creates a task", async () => {
		const opened = await openProgram({ files: { "index.js": program }, simulator });
		try {
			const [tarball = ""] = packed.tarballs;
			const install = ["plugin", "install", "resource", "aiccs", packageJson.version, "--file", tarball];
			const installed = await opened.run(install);
			const up = await opened.up();

			assert.equal(installed.exitCode, 0, installed.output);
			assert.equal(up.exitCode, 0, up.output);
			assert.deepEqual(
				simulator.tasks().map(({ taskName }) => taskName),
				["from-the-tarball"],
			);
			const [task] = opened.state().deployment.resources?.filter(({ type }) => type === "aiccs:index:AiCallTask") ?? [];
			assert.equal(task?.id, simulator.tasks()[0]?.taskId);
		} finally {
			await opened.close();
		}
	});
});
