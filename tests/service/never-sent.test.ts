import assert from "node:assert/strict";
import { createServer } from "node:http";
import { connect, createServer as createNetServer } from "node:net";
import { isApiError } from "../../provider/service/api-error";
import {
	createAiCallTask,
	type Operation,
	queryAiCallTaskPage,
	startAiCallTask,
} from "../../provider/service/operations";
import { taskDefinition } from "../../provider/tasks/definition";
import { AiCallTask } from "../../provider/tasks/model";
import { aDefinition } from "../support/definitions";
import { type ContextChanges, describeSimulator } from "../support/describe-simulator";
import { listen, type Running, tlsInFrontOf } from "../support/servers";

type Configuration = NonNullable<ContextChanges["configuration"]>;

describeSimulator("a request that cannot have been sent", (fixture) => {
	const open: Running[] = [];
	afterEach(() => {
		for (const server of open.splice(0)) server.close();
	});

	async function opened(server: Promise<Running>): Promise<Running> {
		const running = await server;
		open.push(running);
		return running;
	}

	const simulatorPort = () => Number(new URL(fixture.simulator.url).port);

	/** The error and how long it took. Asserts that the service received nothing. */
	async function failure(configuration: Configuration, operation: Operation<unknown> = startAiCallTask) {
		const { api } = fixture.newContext({ configuration });
		const begun = Date.now();
		const error = await api.call(operation, { TaskId: "1" }).then(
			() => assert.fail("no error"),
			(thrown: unknown) => thrown,
		);
		assert.ok(isApiError(error), String(error));
		assert.deepEqual(fixture.simulator.actions(), []);
		return { ...error, message: error.message, milliseconds: Date.now() - begun };
	}

	for (const operation of [startAiCallTask, queryAiCallTaskPage]) {
		it(`(${operation.action}, https to a port that speaks http) fails at once and names http://`, async () => {
			const host = `127.0.0.1:${simulatorPort()}`;

			const { message, outcome, milliseconds } = await failure({ "aiccs:endpoint": host }, operation);

			assert.ok(
				message.endsWith(
					`${host} does not speak https as expected, so nothing was sent. For plain http to this machine, put http:// in front: pulumi config set aiccs:endpoint http://${host}`,
				),
				message,
			);
			assert.equal(outcome, "unreachable");
			assert.ok(milliseconds < 3000, `${milliseconds} ms`);
		});
	}

	it("(an unknown certificate authority) fails at once and names NODE_EXTRA_CA_CERTS", async () => {
		const { port } = await opened(tlsInFrontOf(simulatorPort()));

		const { message, outcome, milliseconds } = await failure({ "aiccs:endpoint": `localhost:${port}` });

		assert.match(
			message,
			/signed by an authority that Node\.js does not know, so nothing was sent\. .*NODE_EXTRA_CA_CERTS/,
		);
		assert.equal(outcome, "unreachable");
		assert.ok(milliseconds < 3000, `${milliseconds} ms`);
	});

	it("(a server that never completes the TLS handshake) fails with a timeout of the connection", async () => {
		const { port } = await opened(listen(createNetServer()));

		const { message, outcome } = await failure({
			"aiccs:endpoint": `https://127.0.0.1:${port}`,
			"aiccs:requestTimeoutSeconds": "0.3",
			"aiccs:retrySeconds": "0",
		});

		assert.match(message, /Timeout\. Could not connect to the service in time\. Check the network/);
		assert.equal(outcome, "unreachable");
	});

	it("(a server that closes the connection during the TLS handshake) is not unclear", async () => {
		const { port } = await opened(listen(createNetServer((socket) => socket.destroy())));

		const { message, outcome } = await failure({
			"aiccs:endpoint": `https://127.0.0.1:${port}`,
			"aiccs:retrySeconds": "0",
		});

		assert.match(message, /Could not connect to the service\./);
		assert.equal(outcome, "unreachable");
	});

	describe("with credentials that a header cannot hold", () => {
		const names = ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"];
		let before: NodeJS.ProcessEnv = {};
		beforeEach(() => {
			before = { ...process.env };
		});
		afterEach(() => {
			for (const name of names) {
				if (before[name] === undefined) delete process.env[name];
				else process.env[name] = before[name];
			}
		});

		for (const [what, id, token, words] of [
			["an access key id in Chinese", "您的密钥", "", /The access key id has a character that cannot be sent/],
			["a carriage return in the id", "LTAImarked\r", "", /The access key id has a character that cannot be sent/],
			["a line break in the token", "LTAImarked", "to\nken", /The security token has a character that cannot be sent/],
		] as const) {
			it(`(${what}) is reported as invalid credentials at once`, async () => {
				process.env.ALIBABA_CLOUD_ACCESS_KEY_ID = id;
				process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = "secret";
				process.env.ALIBABA_CLOUD_SECURITY_TOKEN = token;

				const { message, code, outcome, milliseconds } = await failure({
					"aiccs:accessKeyId": undefined,
					"aiccs:accessKeySecret": undefined,
				});

				assert.equal(code, "InvalidCredentials");
				assert.equal(outcome, "credentials");
				assert.match(message, words);
				assert.doesNotMatch(message, /marked|密钥|to\nken/);
				assert.ok(milliseconds < 3000, `${milliseconds} ms`);
			});
		}
	});
});

describeSimulator("a request that may have been sent", (fixture) => {
	it("is unclear when the connection breaks before an answer arrives, and is sent once", async () => {
		let requests = 0;
		const server = await listen(
			createServer((request) => {
				requests++;
				request.socket.destroy();
			}),
		);
		const { api } = fixture.newContext({ configuration: { "aiccs:endpoint": `http://127.0.0.1:${server.port}` } });

		await assert.rejects(
			api.call(startAiCallTask, { TaskId: "1" }),
			/StartAiCallTask failed: ECONNRESET\. The connection broke before an answer arrived\. Run the same command again/,
		);

		server.close();
		assert.equal(requests, 1);
	});

	it("is unclear when the answer is not HTTP", async () => {
		const server = await listen(createNetServer((socket) => socket.end("SSH-2.0-OpenSSH\r\n")));
		const { api } = fixture.newContext({ configuration: { "aiccs:endpoint": `http://127.0.0.1:${server.port}` } });

		await assert.rejects(
			api.call(startAiCallTask, { TaskId: "1" }),
			/UnreadableAnswer\. The answer is not HTTP \(.*\)\. If this persists, check aiccs:endpoint\. Run the same/,
		);

		server.close();
	});
});

describeSimulator("a server that resets idle connections", (fixture) => {
	/** Forwards one request of each connection, and resets the connection at the next. */
	async function resettingServer(): Promise<Running & { readonly resets: () => number }> {
		let resets = 0;
		const { port } = new URL(fixture.simulator.url);
		const server = await listen(
			createNetServer((socket) => {
				const service = connect(Number(port), "127.0.0.1");
				service.on("error", () => {});
				service.on("data", (answer) => socket.write(answer));
				let isAnswered = false;
				service.once("data", () => {
					isAnswered = true;
				});
				socket.on("data", (request) => {
					if (!isAnswered) return service.write(request);
					resets++;
					service.destroy();
					return socket.resetAndDestroy();
				});
				socket.on("close", () => service.destroy());
			}),
		);
		return { ...server, resets: () => resets };
	}

	it("gets each query again, and what must not be sent twice on a connection of its own", async () => {
		const server = await resettingServer();
		const { api } = fixture.newContext({ configuration: { "aiccs:endpoint": `http://127.0.0.1:${server.port}` } });
		const parameters = taskDefinition.parameters(AiCallTask.parse(aDefinition()));

		await api.call(queryAiCallTaskPage, {});
		const taskId = await api.call(createAiCallTask, parameters);
		const { List } = await api.call(queryAiCallTaskPage, {});

		server.close();
		assert.deepEqual(
			List?.map((row) => row.TaskId),
			[taskId],
		);
		assert.equal(server.resets(), 1);
		assert.equal(fixture.simulator.tasks().length, 1);
	});

	it("causes no unclear answer while a program is created, updated and destroyed", async () => {
		const server = await resettingServer();
		const engine = fixture.newEngine({ configuration: { "aiccs:endpoint": `http://127.0.0.1:${server.port}` } });

		await engine.up({ spring: aDefinition({ runState: "running" }) });
		await engine.up({ spring: aDefinition({ runState: "running", taskCps: 7 }) });
		await engine.up({});

		server.close();
		assert.equal(fixture.simulator.actions().filter((action) => action === "CreateAiCallTask").length, 1);
		assert.deepEqual(
			fixture.lines.filter((line) => /lost/.test(line)),
			[],
		);
	});
});

describeSimulator("a wrong clock", (fixture) => {
	it("is reported with its difference from the service's", async () => {
		const server = await listen(
			createServer((_request, response) => {
				response.setHeader("date", new Date(Date.now() - 20 * 60_000).toUTCString());
				response.writeHead(400, { "content-type": "application/json" });
				const Message = "Specified time stamp or date value is expired.";
				response.end(JSON.stringify({ Code: "InvalidTimeStamp.Expired", Message, RequestId: "R-1" }));
			}),
		);
		const { api } = fixture.newContext({ configuration: { "aiccs:endpoint": `http://127.0.0.1:${server.port}` } });

		await assert.rejects(
			api.call(startAiCallTask, { TaskId: "1" }),
			/InvalidTimeStamp\.Expired \(HTTP 400, request id R-1\)\. .* Check this machine's clock: it is 20 minutes ahead of the service's\.$/,
		);

		server.close();
	});
});

describeSimulator("a region", (fixture) => {
	it("of an unlikely form is reported in one line and stops nothing", async () => {
		const { api } = fixture.newContext({ configuration: { "aiccs:region": "Hangzhou" } });

		for (let time = 0; time < 3; time++) await api.call(queryAiCallTaskPage, {});

		assert.equal(fixture.lines.length, 1);
		assert.match(
			fixture.lines[0] ?? "",
			/^aiccs:region .*does not look like a region such as cn-hangzhou\..*pulumi config rm/,
		);
		assert.equal(fixture.simulator.actions().length, 3);
	});

	it("that is unknown but well-formed is not reported", async () => {
		const { api } = fixture.newContext({ configuration: { "aiccs:region": "me-central-1" } });

		await api.call(queryAiCallTaskPage, {});

		assert.deepEqual(fixture.lines, []);
	});
});
