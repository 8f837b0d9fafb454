import assert from "node:assert/strict";
import { type FSWatcher, readdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { openProgram, type Program } from "../../tools/pulumi/program";

/** Each group is one more write of the state; a new name for each run makes Pulumi write. */
const source = `
const pulumi = require("@pulumi/pulumi");
for (let number = 1; number <= 6; number++) new pulumi.ComponentResource("test:Group", "group" + number + process.env.RUN);
`;
const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"];

/** The backend's files of metadata. */
function sidecars({ env }: Program): string[] {
	const backend = fileURLToPath(env.PULUMI_BACKEND_URL ?? "");
	return readdirSync(backend, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".attrs"));
}

/** Kills an update at its Nth change of the state's folder. Returns false when it made fewer changes. */
async function killAtWrite(program: Program, number: number): Promise<boolean> {
	let left = number;
	let watcher: FSWatcher | undefined;
	try {
		const child = program.spawn(up);
		const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
		child.stdout?.resume();
		child.stderr?.resume();
		watcher = watch(dirname(program.stateFile), () => {
			if (--left === 0) child.kill("SIGKILL");
		});
		await ended;
		return left <= 0;
	} finally {
		watcher?.close();
	}
}

describe("the file backend of a hermetic stack", function () {
	this.timeout(180_000);
	let program: Program;

	beforeEach(async () => {
		program = await openProgram({ files: { "index.js": source }, env: { RUN: "-" } });
	});
	afterEach(() => program.close());

	it("is readable after a command was killed during a write", async () => {
		for (const number of [1, 5]) {
			program.env.RUN = `-${number}`;
			assert.ok(await killAtWrite(program, number), `it wrote ${number} times`);
			assert.deepEqual(sidecars(program), []);

			await program.run(["cancel", "--yes", "--non-interactive"]);
			const { exitCode, output } = await program.up();

			assert.equal(exitCode, 0, output);
			assert.match(output, new RegExp(`group6-${number} `));
		}
		assert.deepEqual(sidecars(program), [], "no file beside the state that a kill could leave empty");
	});

	it("is unreadable with an empty metadata file, until that is removed", async () => {
		const empty = `${program.stateFile}.attrs`;
		writeFileSync(empty, "");

		const { exitCode, output } = await program.up();
		assert.notEqual(exitCode, 0);
		assert.match(output, /failed to load checkpoint: .*EOF/);

		rmSync(empty);
		assert.equal((await program.up()).exitCode, 0);
	});
});
