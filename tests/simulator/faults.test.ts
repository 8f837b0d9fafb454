import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeSimulator } from "./support/describe-simulator";
import { sendHandSigned } from "./support/hand-signed";
import { aTask } from "./support/tasks";

describeSimulator("a fault", (fixture) => {
	const create = (changes: Record<string, string> = {}) =>
		fixture.send("CreateAiCallTask", aTask(changes), { readTimeout: 300 });
	const isDone = () => fixture.simulator.task("spring") !== undefined;
	const lastRequest = () => fixture.simulator.requests().at(-1);

	for (const [fault, done, thrown] of [
		["reset-before", false, { code: "ECONNRESET" }],
		["reset-after", true, { code: "ECONNRESET" }],
		["timeout-before", false, { name: "RequestTimeoutError" }],
		["timeout-after", true, { name: "RequestTimeoutError" }],
	] as const) {
		it(`${fault} sends no answer and ${done ? "runs" : "skips"} the operation`, async () => {
			fixture.simulator.fault({ action: "CreateAiCallTask", fault });

			await assert.rejects(create(), thrown);

			assert.equal(isDone(), done);
			assert.deepEqual([lastRequest()?.status, lastRequest()?.done, lastRequest()?.fault], [0, done, fault]);
		});
	}

	it("timeout-* closes the connection after holdSeconds", async () => {
		fixture.simulator.fault({ fault: "timeout-before", holdSeconds: 0.05 });

		await assert.rejects(create(), { code: "ECONNRESET" });
	});

	it("throttle sends x-acs-retry-after", async () => {
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "throttle", retryAfter: 70 });

		const { status, code, headers } = await sendHandSigned(fixture.simulator, "CreateAiCallTask", aTask());

		assert.deepEqual([status, code, headers["x-acs-retry-after"]], [400, "Throttling.User", "70"]);
		assert.equal(isDone(), false);
	});

	it("expired-token refuses the credentials", async () => {
		fixture.simulator.fault({ fault: "expired-token" });

		const { status, code } = await create();

		assert.deepEqual([status, code, isDone()], [400, "InvalidSecurityToken.Expired", false]);
	});

	for (const done of [false, true]) {
		it(`error-500 returns InternalError and ${done ? "runs" : "skips"} the operation`, async () => {
			fixture.simulator.fault({ fault: "error-500", done });

			const { status, code } = await create();

			assert.deepEqual([status, code, isDone(), lastRequest()?.done], [500, "InternalError", done, done]);
		});

		it(`html-503 returns an HTML page and ${done ? "runs" : "skips"} the operation`, async () => {
			fixture.simulator.fault({ fault: "html-503", done });

			const { status, text } = await sendHandSigned(fixture.simulator, "CreateAiCallTask", aTask());

			assert.deepEqual([status, text.startsWith("<html>"), isDone()], [503, true, done]);
		});

		it(`bad-json returns malformed JSON and ${done ? "runs" : "skips"} the operation`, async () => {
			fixture.simulator.fault({ fault: "bad-json", done });

			const { status, text } = await sendHandSigned(fixture.simulator, "CreateAiCallTask", aTask());

			assert.equal(status, 200);
			assert.throws(() => JSON.parse(text), SyntaxError);
			assert.equal(isDone(), done);
		});
	}

	it("error-500 and html-503 skip the operation by default, bad-json runs it", async () => {
		const results = [];
		for (const fault of ["error-500", "html-503", "bad-json"] as const) {
			fixture.simulator.fault({ fault });
			await sendHandSigned(fixture.simulator, "CreateAiCallTask", aTask({ TaskName: fault }));
			results.push(fixture.simulator.task(fault) !== undefined);
		}

		assert.deepEqual(results, [false, false, true]);
	});

	it("success-false returns HTTP 200 with Success false", async () => {
		fixture.simulator.fault({ fault: "success-false" });

		const { status, code, body } = await create();

		assert.deepEqual([status, code, body.Success, isDone()], [200, "SystemError", false, false]);
	});

	it("delay waits, then runs the operation", async () => {
		fixture.simulator.fault({ fault: "delay", seconds: 0.1 });
		const startedAt = performance.now();

		const { code } = await create();

		assert.ok(performance.now() - startedAt >= 95);
		assert.deepEqual([code, isDone()], ["OK", true]);
	});

	it("name-taken adds another task with the name first", async () => {
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "name-taken" });

		const { code } = await create();

		assert.equal(code, "TaskNameExist");
		assert.deepEqual(
			fixture.simulator.tasks().map(({ taskName, moves }) => [taskName, moves[0]?.by]),
			[["spring", "name-taken"]],
		);
	});

	it("applies to its action, `times` times, after `skip` requests", async () => {
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "throttle", skip: 1, times: 2 });

		const codes = [(await fixture.send("QueryAiCallTaskPage")).code];
		for (const TaskName of ["a", "b", "c", "d"]) codes.push((await create({ TaskName })).code);

		assert.deepEqual(codes, ["OK", "OK", "Throttling.User", "Throttling.User", "OK"]);
	});

	it("applies after the faults added before it, and can be cleared", async () => {
		fixture.simulator.fault({ fault: "throttle" });
		fixture.simulator.fault({ fault: "error-500", times: 9 });

		const codes = [(await create()).code, (await create()).code];
		fixture.simulator.clearFaults();
		codes.push((await create()).code);

		assert.deepEqual(codes, ["Throttling.User", "InternalError", "OK"]);
	});

	it("does not apply to a request that the gateway refuses", async () => {
		fixture.simulator.fault({ fault: "error-500" });

		const refused = await sendHandSigned(fixture.simulator, "CreateAiCallTask", aTask(), { signature: "00" });
		const next = await create();

		assert.deepEqual([refused.code, next.code], ["SignatureDoesNotMatch", "InternalError"]);
	});

	for (const when of ["before", "after"] as const) {
		it(`kill ends the processes ${when} the operation and sends no answer`, async () => {
			const victim = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
			const ended = once(victim, "exit");
			fixture.simulator.fault({ fault: "kill", pids: [victim.pid ?? 0], when });

			await assert.rejects(create(), { name: "RequestTimeoutError" });

			assert.equal((await ended)[1], "SIGKILL");
			assert.equal(isDone(), when === "after");
		});
	}

	it("kill creates the signal file", async () => {
		const folder = mkdtempSync(join(tmpdir(), "simulator-"));
		const signalFile = join(folder, "now");
		fixture.simulator.fault({ fault: "kill", signalFile, when: "after", holdSeconds: 0 });

		await assert.rejects(create());

		assert.ok(existsSync(signalFile) && isDone());
		rmSync(folder, { recursive: true });
	});

	for (const pid of [1, 0, -1, process.pid]) {
		it(`kill refuses ${pid === process.pid ? "the simulator's own process" : `process id ${pid}`}`, () => {
			assert.throws(() => fixture.simulator.fault({ fault: "kill", pids: [pid] }));
		});
	}
});
