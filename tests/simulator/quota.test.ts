import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { describeSimulator } from "./support/describe-simulator";
import { sendHandSigned } from "./support/hand-signed";
import { aTask } from "./support/tasks";

describeSimulator("the account's quota", (fixture) => {
	const list = () => sendHandSigned(fixture.simulator, "QueryAiCallTaskPage");
	const codesOf = async (count: number) => {
		const codes: string[] = [];
		for (let request = 0; request < count; request++) codes.push((await list()).code);
		return codes;
	};

	it("has no limit by default", async () => {
		assert.deepEqual(new Set(await codesOf(100)), new Set(["OK"]));
	});

	it("refuses what is above requestsPerSecond, and does not run it", async () => {
		fixture.simulator.configure({ requestsPerSecond: 2 });

		const codes = await codesOf(3);
		const { status, code } = await sendHandSigned(fixture.simulator, "CreateAiCallTask", aTask());

		assert.deepEqual(codes, ["OK", "OK", "Throttling.User"]);
		assert.deepEqual([status, code, fixture.simulator.tasks().length], [400, "Throttling.User", 0]);
	});

	it("is refilled all the time, up to the requests of one second", async () => {
		fixture.simulator.configure({ requestsPerSecond: 4 });
		await codesOf(4);

		await wait(300);
		const soon = await codesOf(2);
		await wait(2000);
		const later = await codesOf(5);

		assert.deepEqual(soon, ["OK", "Throttling.User"]);
		assert.deepEqual(later, ["OK", "OK", "OK", "OK", "Throttling.User"]);
	});

	for (const [quotaRetryAfter, header] of [
		[0, undefined],
		[700, "700"],
	] as const) {
		it(`${header === undefined ? "sends no x-acs-retry-after" : "sends x-acs-retry-after"} if quotaRetryAfter is ${quotaRetryAfter}`, async () => {
			fixture.simulator.configure({ requestsPerSecond: 1, quotaRetryAfter });
			await list();

			assert.equal((await list()).headers["x-acs-retry-after"], header);
		});
	}

	it("leaves faults for the requests that it lets pass", async () => {
		fixture.simulator.configure({ requestsPerSecond: 1 });
		await list();
		fixture.simulator.fault({ fault: "error-500" });

		const { code } = await list();
		fixture.simulator.configure({ requestsPerSecond: 0 });

		assert.deepEqual([code, (await list()).code], ["Throttling.User", "InternalError"]);
	});
});
