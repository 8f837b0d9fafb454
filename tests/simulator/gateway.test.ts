import assert from "node:assert/strict";
import { describeSimulator } from "./support/describe-simulator";
import { askByHand } from "./support/hand-signed";
import { aTask } from "./support/tasks";

function secondsFromNow(seconds: number): string {
	return `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;
}

describeSimulator("the gateway's refusals", (fixture) => {
	const ask = (
		...[action, parameters, habits]: [string, Parameters<typeof askByHand>[2]?, Parameters<typeof askByHand>[3]?]
	) => askByHand(fixture.simulator, action, parameters, habits);
	const refused = async (answer: ReturnType<typeof ask>, status: number, code: string) => {
		const { status: actualStatus, code: actualCode } = await answer;
		assert.deepEqual({ status: actualStatus, code: actualCode }, { status, code });
	};

	it("refuse a request without an Authorization header", () =>
		refused(ask("QueryAiCallTaskPage", {}, { authorization: null }), 400, "IncompleteSignature"));

	it("refuse another algorithm", () =>
		refused(
			ask("QueryAiCallTaskPage", {}, { authorization: "ACS3-RSA-SHA256 Credential=a,SignedHeaders=host,Signature=00" }),
			400,
			"IncompleteSignature",
		));

	it("refuse an Authorization header without a signature", () =>
		refused(
			ask("QueryAiCallTaskPage", {}, { authorization: "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host" }),
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
		it(`refuse ${name} when it is not signed`, () =>
			refused(ask("QueryAiCallTaskPage", {}, { unsigned: [name] }), 400, "IncompleteSignature"));
	}

	it("refuse a signed header that is missing", () =>
		refused(ask("QueryAiCallTaskPage", {}, { unsent: ["x-acs-date"] }), 400, "IncompleteSignature"));

	it("refuse an unknown access key", () =>
		refused(
			askByHand({ ...fixture.simulator, accessKeyId: "LTAIother" }, "QueryAiCallTaskPage"),
			404,
			"InvalidAccessKeyId.NotFound",
		));

	it("refuse a signature by another secret", () =>
		refused(
			askByHand({ ...fixture.simulator, accessKeySecret: "other" }, "QueryAiCallTaskPage"),
			403,
			"SignatureDoesNotMatch",
		));

	it("refuse a signature that is no signature", () =>
		refused(ask("QueryAiCallTaskPage", {}, { signature: "zz" }), 403, "SignatureDoesNotMatch"));

	it("refuse a body that is not the one hashed", () =>
		refused(
			ask("QueryAiCallTaskPage", {}, { headers: { "x-acs-content-sha256": "0".repeat(64) } }),
			403,
			"SignatureDoesNotMatch",
		));

	for (const seconds of [-16 * 60, 16 * 60]) {
		it(`refuse a date ${seconds} seconds off the real clock`, () =>
			refused(
				ask("QueryAiCallTaskPage", {}, { headers: { "x-acs-date": secondsFromNow(seconds) } }),
				400,
				"InvalidTimeStamp.Expired",
			));
	}

	it("accept a date 14 minutes off, wherever the simulator's own clock stands", async () => {
		fixture.simulator.advance(86_400);

		const { status } = await ask("QueryAiCallTaskPage", {}, { headers: { "x-acs-date": secondsFromNow(-14 * 60) } });

		assert.equal(status, 200);
	});

	it("refuse a date that is none", () =>
		refused(ask("QueryAiCallTaskPage", {}, { headers: { "x-acs-date": "today" } }), 400, "InvalidTimeStamp.Format"));

	it("refuse a nonce the second time", async () => {
		const habits = { headers: { "x-acs-signature-nonce": "once" } };
		await ask("QueryAiCallTaskPage", {}, habits);

		await refused(ask("QueryAiCallTaskPage", {}, habits), 400, "SignatureNonceUsed");
	});

	it("refuse another version", () =>
		refused(ask("QueryAiCallTaskPage", {}, { headers: { "x-acs-version": "2023-05-16" } }), 400, "InvalidVersion"));

	it("refuse an unknown action", () => refused(ask("DeleteAiCallTask"), 404, "InvalidAction.NotFound"));

	it("refuse a known action that is not simulated in words of its own", async () => {
		const answer = await ask("QueryAiVoiceAgentDetailNew");

		assert.deepEqual([answer.status, answer.code], [400, "UnsupportedOperation"]);
		assert.match(answer.text, /this simulator does not play it/);
	});

	it("refuse for the signature before they look at the action", () =>
		refused(ask("DeleteAiCallTask", {}, { signature: "00" }), 403, "SignatureDoesNotMatch"));

	it("refuse a missing parameter before the operation's own rules", () =>
		refused(ask("StartAiCallTask"), 400, "MissingTaskId"));

	it("carry the gateway's body and request id", async () => {
		const { text, headers } = await ask("StartAiCallTask");

		const body: unknown = JSON.parse(text);
		assert.ok(typeof body === "object" && body !== null);
		assert.deepEqual(Object.keys(body).sort(), ["Code", "HostId", "Message", "Recommend", "RequestId"]);
		assert.ok(text.includes(String(headers["x-acs-request-id"])));
	});

	it("and answers alike carry length, type, request id and trace id", async () => {
		for (const habits of [{}, { signature: "00" }]) {
			const { text, headers } = await ask("QueryAiCallTaskPage", { TaskName: "春季" }, habits);

			assert.equal(headers["content-length"], String(Buffer.byteLength(text)));
			assert.equal(headers["transfer-encoding"], undefined);
			assert.equal(headers["content-type"], "application/json;charset=utf-8");
			assert.match(String(headers["x-acs-trace-id"]), /^[0-9a-f]{32}$/);
			assert.ok(text.includes(String(headers["x-acs-request-id"])));
			assert.deepEqual([headers["access-control-allow-origin"], headers["access-control-expose-headers"]], ["*", "*"]);
		}
	});

	it("have a trace id of their own each", async () => {
		const traces = [await ask("QueryAiCallTaskPage"), await ask("QueryAiCallTaskPage")];

		assert.equal(new Set(traces.map(({ headers }) => headers["x-acs-trace-id"])).size, 2);
	});

	for (const method of ["PUT", "DELETE"] as const) {
		it(`refuse the method ${method}, signed or not`, async () => {
			await refused(ask("CreateAiCallTask", aTask(), { method }), 403, "UnsupportedHTTPMethod");
			await refused(ask("CreateAiCallTask", aTask(), { method, signature: "00" }), 403, "UnsupportedHTTPMethod");
			assert.deepEqual(fixture.simulator.tasks(), []);
		});
	}

	it("refuse the method HEAD", async () => {
		const { status } = await ask("QueryAiCallTaskPage", {}, { method: "HEAD" });

		assert.equal(status, 403);
	});

	it("leave nothing done, and a record of each", async () => {
		await ask("CreateAiCallTask", aTask(), { signature: "00" });

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
		it("is asked for", async () => {
			const { code } = await askByHand(fixture.simulator, "QueryAiCallTaskPage");

			assert.equal(code, "MissingSecurityToken");
		});

		it("is compared", async () => {
			const habits = { headers: { "x-acs-security-token": "another" } };

			const { code } = await askByHand(fixture.simulator, "QueryAiCallTaskPage", {}, habits);

			assert.equal(code, "InvalidSecurityToken.MismatchWithAccessKey");
		});

		it("must be signed", async () => {
			const habits = { headers: { "x-acs-security-token": "sts-token" }, unsigned: ["x-acs-security-token"] };

			const { code } = await askByHand(fixture.simulator, "QueryAiCallTaskPage", {}, habits);

			assert.equal(code, "IncompleteSignature");
		});

		it("is accepted from the official client", async () => {
			const { status } = await fixture.ask("QueryAiCallTaskPage");

			assert.equal(status, 200);
		});
	},
	{ securityToken: "sts-token" },
);
