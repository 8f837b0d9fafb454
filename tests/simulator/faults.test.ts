import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeSimulator } from "./support/describe-simulator";
import { askByHand } from "./support/hand-signed";
import { aTask } from "./support/tasks";

describeSimulator("a fault on order", (fixture) => {
	const create = (changes: Record<string, string> = {}) =>
		fixture.ask("CreateAiCallTask", aTask(changes), { readTimeout: 300 });
	const isDone = () => fixture.simulator.task("spring") !== undefined;
	const lastRequest = () => fixture.simulator.requests().at(-1);

	for (const [fault, done, thrown] of [
		["reset-before", false, { code: "ECONNRESET" }],
		["reset-after", true, { code: "ECONNRESET" }],
		["timeout-before", false, { name: "RequestTimeoutError" }],
		["timeout-after", true, { name: "RequestTimeoutError" }],
	] as const) {
		it(`${fault} leaves the client without an answer and the call ${done ? "done" : "undone"}`, async () => {
			fixture.simulator.fault({ action: "CreateAiCallTask", fault });

			await assert.rejects(create(), thrown);

			assert.equal(isDone(), done);
			assert.deepEqual([lastRequest()?.status, lastRequest()?.done, lastRequest()?.fault], [0, done, fault]);
		});
	}

	it("timeout-* lets go after holdSeconds", async () => {
		fixture.simulator.fault({ fault: "timeout-before", holdSeconds: 0.05 });

		await assert.rejects(create(), { code: "ECONNRESET" });
	});

	it("throttle refuses with a time to wait", async () => {
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "throttle", retryAfter: 70 });

		const { status, code, headers } = await askByHand(fixture.simulator, "CreateAiCallTask", aTask());

		assert.deepEqual([status, code, headers["x-acs-retry-after"]], [400, "Throttling.User", "70"]);
		assert.equal(isDone(), false);
	});

	it("expired-token refuses the credentials", async () => {
		fixture.simulator.fault({ fault: "expired-token" });

		const { status, code } = await create();

		assert.deepEqual([status, code, isDone()], [400, "InvalidSecurityToken.Expired", false]);
	});

	for (const done of [false, true]) {
		it(`error-500 answers InternalError with the call ${done ? "done" : "undone"}`, async () => {
			fixture.simulator.fault({ fault: "error-500", done });

			const { status, code } = await create();

			assert.deepEqual([status, code, isDone(), lastRequest()?.done], [500, "InternalError", done, done]);
		});

		it(`html-503 answers a page with the call ${done ? "done" : "undone"}`, async () => {
			fixture.simulator.fault({ fault: "html-503", done });

			const { status, text } = await askByHand(fixture.simulator, "CreateAiCallTask", aTask());

			assert.deepEqual([status, text.startsWith("<html>"), isDone()], [503, true, done]);
		});

		it(`bad-json answers broken JSON with the call ${done ? "done" : "undone"}`, async () => {
			fixture.simulator.fault({ fault: "bad-json", done });

			const { status, text } = await askByHand(fixture.simulator, "CreateAiCallTask", aTask());

			assert.equal(status, 200);
			assert.throws(() => JSON.parse(text), SyntaxError);
			assert.equal(isDone(), done);
		});
	}

	it("error-500 and html-503 leave the call undone, bad-json done, unless told", async () => {
		const results = [];
		for (const fault of ["error-500", "html-503", "bad-json"] as const) {
			fixture.simulator.fault({ fault });
			await askByHand(fixture.simulator, "CreateAiCallTask", aTask({ TaskName: fault }));
			results.push(fixture.simulator.task(fault) !== undefined);
		}

		assert.deepEqual(results, [false, false, true]);
	});

	it("success-false answers HTTP 200 with Success false", async () => {
		fixture.simulator.fault({ fault: "success-false" });

		const { status, code, body } = await create();

		assert.deepEqual([status, code, body.Success, isDone()], [200, "SystemError", false, false]);
	});

	it("delay waits, then does the call", async () => {
		fixture.simulator.fault({ fault: "delay", seconds: 0.1 });
		const begun = performance.now();

		const { code } = await create();

		assert.ok(performance.now() - begun >= 95);
		assert.deepEqual([code, isDone()], ["OK", true]);
	});

	it("name-taken lets a stranger take the name first", async () => {
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "name-taken" });

		const { code } = await create();

		assert.equal(code, "TaskNameExist");
		assert.deepEqual(
			fixture.simulator.tasks().map(({ taskName, moves }) => [taskName, moves[0]?.by]),
			[["spring", "stranger"]],
		);
	});

	it("befalls the action named, as often as said, after those skipped", async () => {
		fixture.simulator.fault({ action: "CreateAiCallTask", fault: "throttle", skip: 1, times: 2 });

		const codes = [(await fixture.ask("QueryAiCallTaskPage")).code];
		for (const TaskName of ["a", "b", "c", "d"]) codes.push((await create({ TaskName })).code);

		assert.deepEqual(codes, ["OK", "OK", "Throttling.User", "Throttling.User", "OK"]);
	});

	it("waits behind the one ordered before it, and can be taken back", async () => {
		fixture.simulator.fault({ fault: "throttle" });
		fixture.simulator.fault({ fault: "error-500", times: 9 });

		const codes = [(await create()).code, (await create()).code];
		fixture.simulator.clearFaults();
		codes.push((await create()).code);

		assert.deepEqual(codes, ["Throttling.User", "InternalError", "OK"]);
	});

	it("never befalls a request the gateway refuses", async () => {
		fixture.simulator.fault({ fault: "error-500" });

		const refused = await askByHand(fixture.simulator, "CreateAiCallTask", aTask(), { signature: "00" });
		const next = await create();

		assert.deepEqual([refused.code, next.code], ["SignatureDoesNotMatch", "InternalError"]);
	});

	for (const when of ["before", "after"] as const) {
		it(`kill ends the processes named ${when} the call, and answers nobody`, async () => {
			const victim = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
			const ended = once(victim, "exit");
			fixture.simulator.fault({ fault: "kill", pids: [victim.pid ?? 0], when });

			await assert.rejects(create(), { name: "RequestTimeoutError" });

			assert.equal((await ended)[1], "SIGKILL");
			assert.equal(isDone(), when === "after");
		});
	}

	it("kill makes a signal file instead, when asked", async () => {
		const folder = mkdtempSync(join(tmpdir(), "simulator-"));
		const signalFile = join(folder, "now");
		fixture.simulator.fault({ fault: "kill", signalFile, when: "after", holdSeconds: 0 });

		await assert.rejects(create());

		assert.ok(existsSync(signalFile) && isDone());
		rmSync(folder, { recursive: true });
	});

	for (const pid of [1, 0, -1, process.pid]) {
		it(`kill does not take ${pid === process.pid ? "the simulator's own process" : `process id ${pid}`}`, () => {
			assert.throws(() => fixture.simulator.fault({ fault: "kill", pids: [pid] }));
		});
	}
});
