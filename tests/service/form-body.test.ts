import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { apiOf } from "../../provider/service/client";
import { cancelAiCallDetails, importTaskNumberDatas } from "../../provider/service/operations";
import { settingsOf } from "../../provider/service/settings";

interface Received {
	readonly request: IncomingMessage;
	readonly body: string;
}

/** What a server receives for one call, and what the call returns. */
async function received(answer: string, call: (endpoint: string) => Promise<unknown>): Promise<Received> {
	let seen: Received | undefined;
	const server = createServer(async (request, response) => {
		seen = { request, body: await text(request) };
		response.setHeader("content-type", "application/json").end(answer);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	try {
		await call(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
		return seen ?? assert.fail("nothing was received");
	} finally {
		server.close();
		server.closeAllConnections();
	}
}

function api(endpoint: string) {
	const keys: Record<string, string> = {
		"aiccs:endpoint": endpoint,
		"aiccs:accessKeyId": "LTAItest",
		"aiccs:accessKeySecret": "secret",
	};
	return apiOf(
		() => settingsOf((key) => keys[key]),
		() => {},
	);
}

describe("an import on the wire", () => {
	const rows = [
		{ name: "王 & 小=明 + 50%", calleeNumber: "13800000001", outId: "c-1" },
		{ calleeNumber: "057188880000", outId: "p~!*'()" },
	];

	it("has the rows in a form body, and everything else in the URL, as the vendor's clients send it", async () => {
		const { request, body } = await received(
			'{"Code":"OK","Success":true,"Data":118812345678901235}',
			async (endpoint) => {
				const batchId = await api(endpoint).call(importTaskNumberDatas, {
					TaskId: "118712345678901235",
					DataType: "JSON",
					EncryptionType: "0",
					PhoneNumberList: JSON.stringify(rows),
				});
				assert.equal(batchId, "118812345678901235", "the id keeps its last digits");
			},
		);

		const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
		assert.equal(pathname, "/");
		assert.deepEqual(Object.fromEntries(searchParams), {
			TaskId: "118712345678901235",
			DataType: "JSON",
			EncryptionType: "0",
		});
		assert.equal(request.headers["x-acs-action"], "ImportTaskNumberDatas");
		assert.match(request.headers["content-type"] ?? "", /^application\/x-www-form-urlencoded/);
		const form = new URLSearchParams(body);
		assert.deepEqual([...form.keys()], ["PhoneNumberList"]);
		assert.deepEqual(JSON.parse(form.get("PhoneNumberList") ?? ""), rows);
	});
});

describe("a cancellation on the wire", () => {
	it("has its ids as a JSON list in the URL, and no body", async () => {
		const { request, body } = await received('{"Code":"OK","Success":true,"Data":{"SucceedCount":2}}', (endpoint) =>
			api(endpoint).call(cancelAiCallDetails, { TaskId: "1", DetailIdList: '["2","3"]' }),
		);

		const { searchParams } = new URL(request.url ?? "", "http://localhost");
		assert.equal(searchParams.get("DetailIdList"), '["2","3"]');
		assert.equal(body, "");
	});
});
