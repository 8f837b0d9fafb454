import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent } from "node:http";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { describeSimulator } from "./support/describe-simulator";
import { askByHand } from "./support/hand-signed";
import { aTask } from "./support/tasks";

/** One request on a connection of its own; how long the server leaves it open afterwards, in milliseconds. */
async function idleTime(url: string): Promise<number> {
	const { hostname, port } = new URL(url);
	const socket = connect(Number(port), hostname);
	socket.write(`GET / HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
	await once(socket, "data");
	const answered = performance.now();
	await once(socket.resume(), "close");
	return performance.now() - answered;
}

describeSimulator("a connection to the gateway", (fixture) => {
	it("is offered for 25 seconds in every answer", async () => {
		const agent = new Agent({ keepAlive: true });
		try {
			for (const habits of [{ agent }, { agent, signature: "00" }]) {
				const { headers } = await askByHand(fixture.simulator, "QueryAiCallTaskPage", {}, habits);

				assert.deepEqual([headers.connection, headers["keep-alive"]], ["keep-alive", "timeout=25"]);
			}
		} finally {
			agent.destroy();
		}
	});

	it("is closed when the client asks for it", async () => {
		const { headers } = await askByHand(fixture.simulator, "QueryAiCallTaskPage");

		assert.deepEqual([headers.connection, headers["keep-alive"]], ["close", undefined]);
	});

	it("is closed by the server when it has been idle, and left open until then", async () => {
		fixture.simulator.configure({ idleConnectionSeconds: 0.2 });

		const idle = await idleTime(fixture.simulator.url);

		assert.ok(idle > 150 && idle < 5000, `${idle} ms`);
	});

	it("is not closed while an answer is awaited, however late it comes", async () => {
		fixture.simulator.configure({ idleConnectionSeconds: 0.1 });
		fixture.simulator.fault({ fault: "delay", seconds: 0.4 });
		await fixture.ask("QueryAiCallTaskPage");

		const { code } = await fixture.ask("QueryAiCallTaskPage");

		assert.equal(code, "OK");
	});

	it("may be lost between two calls of the vendor's client", async () => {
		fixture.simulator.configure({ idleConnectionSeconds: 0.1 });

		for (const TaskName of ["one", "two", "three"]) {
			const { code } = await fixture.ask("CreateAiCallTask", aTask({ TaskName }));
			await wait(250);

			assert.equal(code, "OK");
		}
		assert.equal(fixture.simulator.tasks().length, 3);
	});
});
