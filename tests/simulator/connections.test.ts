import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent } from "node:http";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { describeSimulator } from "./support/describe-simulator";
import { sendHandSigned } from "./support/hand-signed";
import { aTask } from "./support/tasks";

/** Sends one request; returns how long the server keeps the connection open afterwards, in milliseconds. */
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
	it("is offered for 25 seconds in every response", async () => {
		const agent = new Agent({ keepAlive: true });
		try {
			for (const options of [{ agent }, { agent, signature: "00" }]) {
				const { headers } = await sendHandSigned(fixture.simulator, "QueryAiCallTaskPage", {}, options);

				assert.deepEqual([headers.connection, headers["keep-alive"]], ["keep-alive", "timeout=25"]);
			}
		} finally {
			agent.destroy();
		}
	});

	it("is closed when the client requests it", async () => {
		const { headers } = await sendHandSigned(fixture.simulator, "QueryAiCallTaskPage");

		assert.deepEqual([headers.connection, headers["keep-alive"]], ["close", undefined]);
	});

	it("is closed by the server once it has been idle for idleConnectionSeconds", async () => {
		fixture.simulator.configure({ idleConnectionSeconds: 0.2 });

		const idle = await idleTime(fixture.simulator.url);

		assert.ok(idle > 150 && idle < 5000, `${idle} ms`);
	});

	it("is not closed while a request is pending", async () => {
		fixture.simulator.configure({ idleConnectionSeconds: 0.1 });
		fixture.simulator.fault({ fault: "delay", seconds: 0.4 });
		await fixture.send("QueryAiCallTaskPage");

		const { code } = await fixture.send("QueryAiCallTaskPage");

		assert.equal(code, "OK");
	});

	it("is reopened by the vendor's client after it was closed", async () => {
		fixture.simulator.configure({ idleConnectionSeconds: 0.1 });

		for (const TaskName of ["one", "two", "three"]) {
			const { code } = await fixture.send("CreateAiCallTask", aTask({ TaskName }));
			await wait(250);

			assert.equal(code, "OK");
		}
		assert.equal(fixture.simulator.tasks().length, 3);
	});
});
