import assert from "node:assert/strict";
import { describeSimulator } from "./support/describe-simulator";
import { type SigningOptions, sendHandSigned } from "./support/hand-signed";
import { aTask } from "./support/tasks";

function secondsFromNow(seconds: number): string {
	return `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;
}

describeSimulator("the gateway", (fixture) => {
	const send = (action: string, parameters: Record<string, string> = {}, options: SigningOptions = {}) =>
		sendHandSigned(fixture.simulator, action, parameters, options);
	const refused = async (answer: ReturnType<typeof send>, status: number, code: string) => {
		const { status: actualStatus, code: actualCode } = await answer;
		assert.deepEqual({ status: actualStatus, code: actualCode }, { status, code });
	};

	it("refuses a request without an Authorization header", () =>
		refused(send("QueryAiCallTaskPage", {}, { authorization: null }), 400, "IncompleteSignature"));

	it("refuses another algorithm", () =>
		refused(
			send(
				"QueryAiCallTaskPage",
				{},
				{ authorization: "ACS3-RSA-SHA256 Credential=a,SignedHeaders=host,Signature=00" },
			),
			400,
			"IncompleteSignature",
		));

	it("refuses an Authorization header without a signature", () =>
		refused(
			send("QueryAiCallTaskPage", {}, { authorization: "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host" }),
			400,
			"IncompleteSignature",
		));

	for (const name of [
		"host",
		"x-acs-action",
		"x-acs-version",
		"x-acs-date",
		"x-acs-signature-nonce",
		"x-acs-content-sha256",
	]) {
		it(`refuses ${name} when it is not signed`, () =>
			refused(send("QueryAiCallTaskPage", {}, { unsigned: [name] }), 400, "IncompleteSignature"));
	}

	it("refuses a signed header that is missing", () =>
		refused(send("QueryAiCallTaskPage", {}, { unsent: ["x-acs-date"] }), 400, "IncompleteSignature"));

	it("refuses an unknown access key", () =>
		refused(
			sendHandSigned({ ...fixture.simulator, accessKeyId: "LTAIother" }, "QueryAiCallTaskPage"),
			404,
			"InvalidAccessKeyId.NotFound",
		));

	it("refuses a signature with another secret", () =>
		refused(
			sendHandSigned({ ...fixture.simulator, accessKeySecret: "other" }, "QueryAiCallTaskPage"),
			403,
			"SignatureDoesNotMatch",
		));

	it("refuses a malformed signature", () =>
		refused(send("QueryAiCallTaskPage", {}, { signature: "zz" }), 403, "SignatureDoesNotMatch"));

	it("refuses a body with another hash", () =>
		refused(
			send("QueryAiCallTaskPage", {}, { headers: { "x-acs-content-sha256": "0".repeat(64) } }),
			403,
			"SignatureDoesNotMatch",
		));

	for (const seconds of [-16 * 60, 16 * 60]) {
		it(`refuses a date ${seconds} seconds off the real clock`, () =>
			refused(
				send("QueryAiCallTaskPage", {}, { headers: { "x-acs-date": secondsFromNow(seconds) } }),
				400,
				"InvalidTimeStamp.Expired",
			));
	}

	it("accepts a date 14 minutes off the real clock after the simulator's clock has moved", async () => {
		fixture.simulator.advance(86_400);

		const { status } = await send("QueryAiCallTaskPage", {}, { headers: { "x-acs-date": secondsFromNow(-14 * 60) } });

		assert.equal(status, 200);
	});

	it("refuses a malformed date", () =>
		refused(send("QueryAiCallTaskPage", {}, { headers: { "x-acs-date": "today" } }), 400, "InvalidTimeStamp.Format"));

	it("refuses a nonce that was used", async () => {
		const options = { headers: { "x-acs-signature-nonce": "once" } };
		await send("QueryAiCallTaskPage", {}, options);

		await refused(send("QueryAiCallTaskPage", {}, options), 400, "SignatureNonceUsed");
	});

	it("refuses another version", () =>
		refused(send("QueryAiCallTaskPage", {}, { headers: { "x-acs-version": "2023-05-16" } }), 400, "InvalidVersion"));

	it("refuses an unknown action", () => refused(send("DeleteAiCallTask"), 404, "InvalidAction.NotFound"));

	it("refuses an operation that is not simulated with its own code", async () => {
		const answer = await send("QueryAiVoiceAgentDetailNew");

		assert.deepEqual([answer.status, answer.code], [400, "UnsupportedOperation"]);
		assert.match(answer.text, /This simulator does not implement QueryAiVoiceAgentDetailNew/);
	});

	it("checks the signature before the action", () =>
		refused(send("DeleteAiCallTask", {}, { signature: "00" }), 403, "SignatureDoesNotMatch"));

	it("checks parameters before the operation's own rules", () =>
		refused(send("StartAiCallTask"), 400, "MissingTaskId"));

	it("sends an error body with the request id", async () => {
		const { text, headers } = await send("StartAiCallTask");

		const body: unknown = JSON.parse(text);
		assert.ok(typeof body === "object" && body !== null);
		assert.deepEqual(Object.keys(body).sort(), ["Code", "HostId", "Message", "Recommend", "RequestId"]);
		assert.ok(text.includes(String(headers["x-acs-request-id"])));
	});

	it("sends length, type, request id and trace id with answers and errors", async () => {
		for (const options of [{}, { signature: "00" }]) {
			const { text, headers } = await send("QueryAiCallTaskPage", { TaskName: "春季" }, options);

			assert.equal(headers["content-length"], String(Buffer.byteLength(text)));
			assert.equal(headers["transfer-encoding"], undefined);
			assert.equal(headers["content-type"], "application/json;charset=utf-8");
			assert.match(String(headers["x-acs-trace-id"]), /^[0-9a-f]{32}$/);
			assert.ok(text.includes(String(headers["x-acs-request-id"])));
			assert.deepEqual([headers["access-control-allow-origin"], headers["access-control-expose-headers"]], ["*", "*"]);
		}
	});

	it("sends a new trace id with each response", async () => {
		const traces = [await send("QueryAiCallTaskPage"), await send("QueryAiCallTaskPage")];

		assert.equal(new Set(traces.map(({ headers }) => headers["x-acs-trace-id"])).size, 2);
	});

	for (const method of ["PUT", "DELETE"] as const) {
		it(`refuses the method ${method}, signed or not`, async () => {
			await refused(send("CreateAiCallTask", aTask(), { method }), 403, "UnsupportedHTTPMethod");
			await refused(send("CreateAiCallTask", aTask(), { method, signature: "00" }), 403, "UnsupportedHTTPMethod");
			assert.deepEqual(fixture.simulator.tasks(), []);
		});
	}

	it("refuses the method HEAD", async () => {
		const { status } = await send("QueryAiCallTaskPage", {}, { method: "HEAD" });

		assert.equal(status, 403);
	});

	it("runs nothing for a refused request, and logs it", async () => {
		await send("CreateAiCallTask", aTask(), { signature: "00" });

		assert.deepEqual(fixture.simulator.tasks(), []);
		const [request] = fixture.simulator.requests();
		assert.deepEqual(
			[request?.action, request?.code, request?.done],
			["CreateAiCallTask", "SignatureDoesNotMatch", false],
		);
	});
});

describeSimulator(
	"a configured security token",
	(fixture) => {
		it("is required", async () => {
			const { code } = await sendHandSigned(fixture.simulator, "QueryAiCallTaskPage");

			assert.equal(code, "MissingSecurityToken");
		});

		it("must match", async () => {
			const options = { headers: { "x-acs-security-token": "another" } };

			const { code } = await sendHandSigned(fixture.simulator, "QueryAiCallTaskPage", {}, options);

			assert.equal(code, "InvalidSecurityToken.MismatchWithAccessKey");
		});

		it("must be signed", async () => {
			const options = { headers: { "x-acs-security-token": "sts-token" }, unsigned: ["x-acs-security-token"] };

			const { code } = await sendHandSigned(fixture.simulator, "QueryAiCallTaskPage", {}, options);

			assert.equal(code, "IncompleteSignature");
		});

		it("is accepted from the vendor's client", async () => {
			const { status } = await fixture.send("QueryAiCallTaskPage");

			assert.equal(status, 200);
		});
	},
	{ securityToken: "sts-token" },
);
