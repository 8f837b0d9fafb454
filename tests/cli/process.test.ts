import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { buildPackage } from "../../tools/setup/build-package";
import { killGroup, runCommand, spawnGroup } from "../../tools/setup/command";
import { previewText } from "./report/support/previews";

const main = resolve(__dirname, "..", "..", "dist", "provider", "cli", "main.js");
const Ready = z.object({ url: z.url() });
const Loaded = z.array(z.string());

describe("the process of pulumi-aiccs", () => {
	let folder: string;
	before(async function () {
		this.timeout(300_000);
		await buildPackage(() => {});
		folder = mkdtempSync(join(tmpdir(), "aiccs-process-"));
		writeFileSync(join(folder, "errors.json"), previewText("errors"));
		// More than a pipe holds.
		const step = { op: "create", urn: `urn:pulumi:s::p::my:mod:C::${"x".repeat(200)}`, newState: { type: "my:mod:C" } };
		const diagnostics = Array.from({ length: 3000 }, (_, index) => ({
			message: `error: ${index} failed`,
			severity: "error",
		}));
		writeFileSync(join(folder, "large.json"), JSON.stringify({ steps: [step], diagnostics }));
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	const shell = (script: string, stdin?: string) =>
		runCommand("bash", ["-c", script], {
			cwd: folder,
			env: { ...process.env, NODE: process.execPath, AICCS: main },
			...(stdin === undefined ? {} : { stdin }),
		});

	it("reads a pipe and ends with the code of the report", async () => {
		const { exitCode, stdout, stderr } = await shell('cat errors.json | "$NODE" "$AICCS" report -f github');

		assert.deepEqual([exitCode, stderr], [1, ""]);
		assert.match(stdout, /^::error file=/);
	});

	it("is quiet when its reader has enough, and keeps its code", async () => {
		const { stdout, stderr } = await shell(
			'"$NODE" "$AICCS" report -f sarif large.json | head -n 1; echo "$PIPESTATUS"',
		);

		assert.equal(stderr, "");
		assert.equal(stdout, "{\n1\n");
	});

	it("fails if its output cannot be written", async function () {
		if (process.platform !== "linux") this.skip(); // has /dev/full
		const { exitCode, stderr } = await shell('"$NODE" "$AICCS" report errors.json > /dev/full');

		assert.equal(exitCode, 3);
		assert.match(stderr, /^pulumi-aiccs: The output cannot be written: ENOSPC/);
	});

	it("refuses to wait for a person to type a preview", async function () {
		if (process.platform !== "linux") this.skip(); // other systems have another `script`
		const { exitCode, output } = await shell(`script --quiet --return --command '"$NODE" "$AICCS" report' /dev/null`);

		assert.equal(exitCode, 2);
		assert.match(
			output,
			/Nothing is piped into the command\. Name a file, or pipe: pulumi preview --json \| pulumi-aiccs/,
		);
	});

	it("refuses an input that is closed or empty", async () => {
		for (const script of ['"$NODE" "$AICCS" report <&-', '"$NODE" "$AICCS" report < /dev/null']) {
			const { exitCode, stderr } = await shell(script);
			assert.equal(exitCode, 2);
			assert.match(stderr, /The preview is empty\./);
		}
	});

	it("loads neither the vendor's packages, nor Pulumi, nor the simulator for a report", async () => {
		const preload = join(folder, "loaded.cjs");
		writeFileSync(
			preload,
			'process.on("exit", () => require("fs").writeFileSync("loaded.json", JSON.stringify(Object.keys(require.cache))));',
		);
		await shell('"$NODE" -r ./loaded.cjs "$AICCS" report errors.json');
		const { stdout } = await shell("cat loaded.json");
		const loaded = Loaded.parse(JSON.parse(stdout));

		assert.ok(loaded.some((file) => file.endsWith("/report/write-report.js")));
		assert.deepEqual(
			loaded.filter((file) =>
				/node_modules\/(@alicloud|@pulumi|csv-parse|cockatiel)\/|\/dist\/simulator\/index\.js/.test(file),
			),
			[],
		);
	});

	for (const signal of ["SIGTERM", "SIGINT"] as const) {
		it(`simulates the service until ${signal}`, async () => {
			const child = spawnGroup(process.execPath, [main, "simulator"], { env: process.env });
			try {
				assert.ok(child.stdout);
				const [line] = await once(createInterface(child.stdout), "line");
				const { url } = Ready.parse(JSON.parse(String(line)));
				assert.ok((await fetch(`${url}/_simulator/tasks`)).ok);
				const closed = once(child, "close");
				killGroup(child, signal);
				assert.deepEqual(await closed, [0, null]);
				await assert.rejects(fetch(url));
			} finally {
				killGroup(child);
			}
		});
	}

	it("fails if the simulator cannot listen", async () => {
		const first = spawn(process.execPath, [main, "simulator"], { stdio: ["ignore", "pipe", "inherit"] });
		try {
			const [line] = await once(createInterface(first.stdout), "line");
			const { port } = new URL(Ready.parse(JSON.parse(String(line))).url);
			const { exitCode, stderr } = await shell(`"$NODE" "$AICCS" simulator --port ${port}`);
			assert.equal(exitCode, 3, stderr);
			assert.match(stderr, /^pulumi-aiccs: .*EADDRINUSE/);
		} finally {
			first.kill();
			await once(first, "close");
		}
	});
});
