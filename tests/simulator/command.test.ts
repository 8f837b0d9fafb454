import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import { vendorClient } from "./support/vendor-client";

const Ready = z.object({ url: z.string(), accessKeyId: z.string(), accessKeySecret: z.string() });

describe("aiccs-simulator", () => {
	let child: ChildProcess | undefined;
	const run = (...options: string[]) => {
		const started = spawn(process.execPath, ["--import", "tsx", "simulator/main.ts", ...options]);
		child = started;
		return started;
	};
	afterEach(() => child?.kill("SIGKILL"));

	for (const signal of ["SIGTERM", "SIGINT"] as const) {
		it(`prints its URL and keys, answers, and stops on ${signal}`, async () => {
			const started = run("--port", "0", "--access-key-id", "LTAI1", "--access-key-secret", "s3cret", "--seed", "7");
			const [line] = await once(createInterface(started.stdout), "line");
			const ready = Ready.parse(JSON.parse(String(line)));
			const { status } = await vendorClient(ready)("QueryAiCallTaskPage");
			started.kill(signal);

			const [code] = await once(started, "exit");

			assert.match(ready.url, /^http:\/\/127\.0\.0\.1:\d+$/);
			assert.deepEqual([ready.accessKeyId, ready.accessKeySecret, status, code], ["LTAI1", "s3cret", 200, 0]);
		});
	}

	for (const [title, options, words] of [
		["a host other than loopback", ["--host", "0.0.0.0"], /--allow-remote/],
		["an invalid port", ["--port", "70000"], /--port/],
		["an unknown option", ["--colour"], /--colour/],
	] as const) {
		it(`refuses ${title}`, async () => {
			const started = run(...options);
			let errorText = "";
			started.stderr.on("data", (chunk) => {
				errorText += String(chunk);
			});

			const [code] = await once(started, "exit");

			assert.equal(code, 1);
			assert.match(errorText, words);
		});
	}
});
