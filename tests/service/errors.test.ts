import assert from "node:assert/strict";
import { fieldOf } from "../../provider/definition/field";
import { ApiError, type Outcome } from "../../provider/service/api-error";
import {
	cancelAiCallDetails,
	createAiCallTask,
	importTaskNumberDatas,
	type Operation,
	queryAiCallDetailPage,
	queryAiCallTaskPage,
	startAiCallTask,
	updateAiCallTask,
} from "../../provider/service/operations";
import { dataOf } from "../../provider/service/requests/answer";
import { apiErrorOf } from "../../provider/service/requests/api-error-of";
import { outcomeOf } from "../../provider/service/requests/refusal";
import { AiCallTask } from "../../provider/tasks/model";

const id = "118712345678901235";

function read<T>(operation: Operation<T>, body: string, parameters: Record<string, string> = {}): T {
	return dataOf(operation, { status: 200, body, parameters });
}

function errorOf(read: () => unknown): ApiError {
	try {
		read();
	} catch (error) {
		if (error instanceof ApiError) return error;
		throw error;
	}
	return assert.fail("no error");
}

describe("an answer", () => {
	for (const [form, data] of [
		["a number", id],
		["text", `"${id}"`],
		["text with a trailing line break", `"${id}\\n"`],
	] as const) {
		it(`returns the exact id of a task that is ${form}`, () => {
			assert.equal(read(createAiCallTask, `{"Code":"OK","Success":true,"Data":${data}}`), id);
		});
	}

	it("is a success in the two forms that the service returns", () => {
		assert.equal(read(updateAiCallTask, '{"Code":"OK","Success":true,"Data":true,"AccessDeniedDetail":null}'), true);
		assert.equal(read(updateAiCallTask, '{"Code":"OK","Success":"true","Data":true}'), true);
	});

	it("returns rows with fields that are missing, null, or text instead of a number", () => {
		const rows = `[{"TaskId":${id},"TaskName":"a","Status":"2","CompleteRate":70,"TotalCount":null},{"TaskId":"1","TaskName":"b"}]`;

		const { List } = read(queryAiCallTaskPage, `{"Code":"OK","Success":true,"Data":{"Total":2,"List":${rows}}}`);

		assert.equal(List?.[0]?.TaskId, id);
		assert.equal(List?.[0]?.Status, 2);
		assert.equal(List?.[0]?.CompleteRate, "70%");
		assert.equal(List?.[1]?.Status, undefined);
	});

	for (const [what, body, code, outcome] of [
		[
			"success false with a code",
			'{"Code":"TaskNameExist","Message":"任务名称已存在","Success":false}',
			"TaskNameExist",
			"refused",
		],
		["success false with no data at all", '{"Code":"X","Success":false}', "X", "refused"],
		["a system error in HTTP 200", '{"Code":"SystemError","Success":false}', "SystemError", "unclear"],
		["success without OK", '{"Code":"Odd","Success":true,"Data":true}', "Odd", "unclear"],
		["OK without success", '{"Code":"OK","Success":false}', "OK", "unclear"],
		["no code", '{"Success":false}', "NoCode", "refused"],
		["neither code nor success", '{"RequestId":"R-1","Data":"1"}', "NoCode", "unclear"],
		["nothing at all", "{}", "NoCode", "unclear"],
		["an empty code without success", '{"Code":"","Message":""}', "NoCode", "unclear"],
		["null for code and success", '{"Code":null,"Success":null}', "NoCode", "unclear"],
		["OK alone", '{"Code":"OK","Data":true}', "OK", "unclear"],
		["a code alone", '{"Code":"TaskNameExist"}', "TaskNameExist", "refused"],
		["success with another value", '{"Code":"OK","Success":"yes","Data":true}', "UnexpectedAnswer", "unclear"],
		["data false", '{"Code":"OK","Success":true,"Data":false}', "UnexpectedAnswer", "unclear"],
		["no data", '{"Code":"OK","Success":true}', "UnexpectedAnswer", "unclear"],
		["a list", "[]", "UnexpectedAnswer", "unclear"],
		["throttling in HTTP 200", '{"Code":"Throttling.Api","Success":false}', "Throttling.Api", "throttled"],
	] as const) {
		it(`that is ${what} is ${outcome}`, () => {
			const error = errorOf(() => read(startAiCallTask, body));

			assert.equal(error.code, code);
			assert.equal(error.outcome, outcome);
		});
	}

	it("that cannot be used is reported with the names of its fields, not their values", () => {
		const body = '{"Code":"OK","Success":true,"RequestId":"R-1","Data":{"List":[{"TaskId":"secret-id","TaskName":7}]}}';

		const { message } = errorOf(() => read(queryAiCallTaskPage, body));

		assert.equal(
			message,
			"QueryAiCallTaskPage failed: UnexpectedAnswer (HTTP 200, request id R-1). The answer cannot be used: these fields differ from the API's description: List.0.TaskId, List.0.TaskName. Run the same command again: the provider checks what already happened before it repeats anything.",
		);
	});

	it("hides every number that the model calls a line number", () => {
		const names = Object.entries(AiCallTask.shape)
			.filter(([, schema]) => fieldOf(schema).textOf === "number")
			.map(([name]) => name.charAt(0).toUpperCase() + name.slice(1));

		assert.ok(names.length > 0);
		for (const { phoneNumbers } of [createAiCallTask, updateAiCallTask]) assert.deepEqual(phoneNumbers, names);
	});

	it("is quoted without the phone numbers that were sent", () => {
		const body = '{"Code":"InvalidParameter","Message":"number 057100001111 on 02100001111 is off","Success":false}';
		const sent = { VirtualNumber: "057100001111", LinePhoneNum: "02100001111" };

		const { message } = errorOf(() => read(updateAiCallTask, body, sent));

		assert.match(message, /The service says: "number \(VirtualNumber\) on \(LinePhoneNum\) is off"\./);
	});
});

describe("what a status and a code prove", () => {
	const table: readonly (readonly [status: number, code: string, outcome: Outcome])[] = [
		[400, "Throttling", "throttled"],
		[400, "Throttling.User", "throttled"],
		[429, "TooManyRequests", "throttled"],
		[404, "InvalidAccessKeyId.NotFound", "credentials"],
		[403, "InvalidAccessKeyId.Inactive", "credentials"],
		[403, "SignatureDoesNotMatch", "credentials"],
		[400, "IncompleteSignature", "credentials"],
		[400, "InvalidSecurityToken.Expired", "credentials"],
		[400, "InvalidSecurityToken.MismatchWithAccessKey", "credentials"],
		[400, "MissingSecurityToken", "credentials"],
		[403, "Forbidden.RAM", "refused"],
		[403, "NoPermission", "refused"],
		[400, "MissingParameter", "refused"],
		[400, "InvalidParameter", "refused"],
		[200, "isv.BUSINESS_LIMIT_CONTROL", "refused"],
		[200, "TaskStatus.Invalid", "refused"],
		[404, "InvalidAction.NotFound", "refused"],
		[500, "InvalidParameter", "unclear"],
		[500, "InternalError", "unclear"],
		[503, "ServiceUnavailable", "unclear"],
		[400, "ServiceUnavailable", "unclear"],
		[200, "SystemError", "unclear"],
		[200, "isp.SYSTEM_ERROR", "unclear"],
		[200, "isp.GATEWAY_ERROR", "unclear"],
		[200, "isp.RAM_PERMISSION_DENY", "refused"],
		[200, "isv.OUT_OF_SERVICE", "refused"],
		[400, "isv.TIMEOUT_TOO_LONG", "refused"],
		[400, "InvalidTimeoutSeconds", "refused"],
		[200, "RequestTimeout", "unclear"],
		[408, "RequestTimeout", "unclear"],
		[400, "ServerBusy", "unclear"],
		[200, "UNKNOWN_EXCEPTION", "unclear"],
		[400, "SignatureNonceUsed", "unclear"],
		[400, "InvalidTimeStamp.Expired", "credentials"],
		[400, "InvalidTimeStamp.Format", "credentials"],
		[502, "", "unclear"],
	];
	for (const [status, code, outcome] of table) {
		it(`is ${outcome} for ${status} ${code}`, () => assert.equal(outcomeOf(status, code), outcome));
	}
});

describe("what the client throws", () => {
	const url = "POST http://127.0.0.1/?TaskName=SSL%20CERT%20timeout%20ECONNREFUSED&LinePhoneNum=02100001111 failed.";
	const coded = (code: string) => Object.assign(new Error(`${code} ${url}`), { code });
	const table: readonly (readonly [what: string, thrown: unknown, outcome: Outcome, code: string])[] = [
		["a dropped connection, whatever the request holds", coded("ECONNRESET"), "unclear", "ECONNRESET"],
		["a broken pipe", coded("EPIPE"), "unclear", "EPIPE"],
		["a refused connection, which may not be the first one", coded("ECONNREFUSED"), "unclear", "ECONNREFUSED"],
		["something that is not HTTP", coded("HPE_INVALID_CONSTANT"), "unclear", "UnreadableAnswer"],
		[
			"an answer without a code",
			Object.assign(new Error(url), { code: "undefined", statusCode: 404 }),
			"unclear",
			"NoCode",
		],
		["no answer in time", Object.assign(new Error(url), { name: "RequestTimeoutError" }), "unclear", "Timeout"],
		["a connection that went dead", coded("ETIMEDOUT"), "unclear", "Timeout"],
		["a web page", new SyntaxError("Unexpected token '<'"), "unclear", "UnreadableAnswer"],
		["an error without a code", new Error(url), "unclear", "NoAnswer"],
		["text", "odd", "unclear", "NoAnswer"],
		["nothing", undefined, "unclear", "NoAnswer"],
	];
	for (const [what, thrown, outcome, code] of table) {
		it(`is ${outcome} for ${what}, and the message shows nothing of the request`, () => {
			const error = apiErrorOf(createAiCallTask, thrown);

			assert.equal(error.outcome, outcome);
			assert.equal(error.code, code);
			assert.equal(error.provesNotDone, outcome !== "unclear");
			assert.doesNotMatch(error.message, /TaskName|02100001111|127\.0\.0\.1/);
			assert.equal(error.cause, thrown);
		});
	}

	const never = { wasCreated: true, mayHaveBeenSent: false };
	const unsent: readonly (readonly [thrown: unknown, code: string, lasts: boolean, words: RegExp])[] = [
		[coded("ECONNREFUSED"), "ECONNREFUSED", false, /Could not connect to the service\. Check the network/],
		[coded("ECONNRESET"), "ECONNRESET", false, /Could not connect to the service\./],
		[coded("ENOTFOUND"), "ENOTFOUND", false, /Could not resolve the service's host name\. Check the network/],
		[coded("EAI_AGAIN"), "EAI_AGAIN", false, /Could not resolve the service's host name\. Check the network/],
		[coded("EHOSTUNREACH"), "EHOSTUNREACH", false, /Could not connect to the service\./],
		[coded("ETIMEDOUT"), "ETIMEDOUT", false, /Could not connect to the service in time\./],
		[coded("EPROTO"), "EPROTO", true, /does not speak https as expected, so nothing was sent\./],
		[coded("ERR_SSL_WRONG_VERSION_NUMBER"), "ERR_SSL_WRONG_VERSION_NUMBER", true, /does not speak https/],
		[coded("DEPTH_ZERO_SELF_SIGNED_CERT"), "DEPTH_ZERO_SELF_SIGNED_CERT", true, /NODE_EXTRA_CA_CERTS/],
		[coded("UNABLE_TO_GET_ISSUER_CERT_LOCALLY"), "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", true, /NODE_EXTRA_CA_CERTS/],
		[coded("SELF_SIGNED_CERT_IN_CHAIN"), "SELF_SIGNED_CERT_IN_CHAIN", true, /NODE_EXTRA_CA_CERTS/],
		[coded("CERT_HAS_EXPIRED"), "CERT_HAS_EXPIRED", true, /has expired, .* Check this machine's clock/],
		[coded("CERT_NOT_YET_VALID"), "CERT_NOT_YET_VALID", true, /is not valid yet, .* Check this machine's clock/],
		[coded("ERR_TLS_CERT_ALTNAME_INVALID"), "ERR_TLS_CERT_ALTNAME_INVALID", true, /is for another host/],
		[new Error(url), "NoConnection", false, /Could not connect to the service\./],
		["odd", "NoConnection", false, /Could not connect to the service\./],
	];
	for (const [thrown, code, lasts, words] of unsent) {
		it(`proves that nothing was done when no connection was made (${code}), ${lasts ? "and lasts" : "and may pass"}`, () => {
			const error = apiErrorOf(createAiCallTask, thrown, { exchange: never });

			assert.equal(error.provesNotDone, true);
			assert.equal(error.outcome, "unreachable");
			assert.equal(error.code, code === "ETIMEDOUT" ? "Timeout" : code);
			assert.equal(error.lasts, lasts);
			assert.match(error.message, words);
			assert.doesNotMatch(error.message, /TaskName|02100001111/);
		});
	}

	it("proves that nothing was done when Node.js did not accept the request", () => {
		const thrown = Object.assign(new TypeError('Invalid character in header content ["user-agent"]'), {
			code: "ERR_INVALID_CHAR",
		});

		const error = apiErrorOf(createAiCallTask, thrown, { exchange: { wasCreated: false, mayHaveBeenSent: false } });

		assert.equal(error.outcome, "unreachable");
		assert.match(error.message, /Node\.js did not accept the request \(header user-agent\), so nothing was sent\./);
	});

	for (const [clockAhead, words] of [
		[undefined, "Check this machine's clock."],
		[-3_000, "Check this machine's clock."],
		[20 * 60_000, "Check this machine's clock: it is 20 minutes ahead of the service's."],
		[-17 * 60_000, "Check this machine's clock: it is 17 minutes behind the service's."],
		[-8 * 3_600_000, "Check this machine's clock: it is 8 hours behind the service's."],
		[400 * 86_400_000, "Check this machine's clock: it is 400 days ahead of the service's."],
	] as const) {
		it(`says "${words}" when the service rejects the time of a request (${clockAhead} ms)`, () => {
			const thrown = { code: "InvalidTimeStamp.Expired", statusCode: 400, data: { Message: "date value is expired" } };

			const error = apiErrorOf(createAiCallTask, thrown, {
				exchange: { wasCreated: true, mayHaveBeenSent: true, clockAhead },
			});

			assert.ok(error.message.endsWith(words), error.message);
			assert.equal(error.provesNotDone, true);
			assert.equal(error.lasts, true);
		});
	}

	it("keeps an ApiError as it is", () => {
		const error = apiErrorOf(createAiCallTask, new Error());

		assert.equal(apiErrorOf(startAiCallTask, error), error);
	});

	it("is quoted without the signed text, which holds the whole request and the token", () => {
		const Message =
			"Specified signature is not matched with our calculation. server string to sign is:POST\n/\nLinePhoneNum=02100001111\nx-acs-security-token:TOKEN";
		const thrown = { code: "SignatureDoesNotMatch", statusCode: 403, data: { Message, RequestId: "R-1" } };

		const { message } = apiErrorOf(createAiCallTask, thrown);

		assert.equal(
			message,
			'CreateAiCallTask failed: SignatureDoesNotMatch (HTTP 403, request id R-1). The service says: "Specified signature is not matched with our calculation.". Check the access key: aiccs:accessKeyId and aiccs:accessKeySecret, or the environment that supplies it.',
		);
	});

	it("is quoted without the phone numbers that were sent", () => {
		const thrown = { code: "InvalidParameter", statusCode: 400, data: { Message: "057100001111 is off" } };

		const { message } = apiErrorOf(updateAiCallTask, thrown, { parameters: { VirtualNumber: "057100001111" } });

		assert.match(message, /The service says: "\(VirtualNumber\) is off"\./);
	});

	it("names the missing policy when the service forbids an action", () => {
		const thrown = { code: "Forbidden.RAM", statusCode: 403, data: { Message: "No." } };

		assert.match(apiErrorOf(createAiCallTask, thrown).message, /Give the RAM user the policy AliyunAiccsFullAccess/);
	});
});

describe("the service's words about numbers to call", () => {
	const rows = [
		{ calleeNumber: "13800000001", outId: "customer-7", name: "Zhang Wei" },
		{ calleeNumber: "057188880000", outId: "p1", name: "x" },
	];
	const parameters = { TaskId: id, PhoneNumberList: JSON.stringify(rows) };
	const answerTo = (operation: Operation<unknown>, words: string) =>
		errorOf(() =>
			read(operation, JSON.stringify({ Code: "InvalidPhoneNumberList", Success: false, Message: words }), parameters),
		).message;

	for (const outId of ["customer-7", "0", "[vip]-1", '["a"]', "[1]"]) {
		it(`lose the outId of a query: ${outId}`, () => {
			const words = `${outId} is not in the task`;
			const sent = { TaskId: id, Status: "1", OutId: outId };
			const thrown = { code: "InvalidOutId", statusCode: 400, data: { Message: words } };

			const { message } = apiErrorOf(queryAiCallDetailPage, thrown, { parameters: sent });

			assert.match(message, /The service says: "\(OutId\) is not in the task"\./);
		});
	}

	it("are cut off when they repeat a whole import", () => {
		const Message = `Cannot take ${JSON.stringify(Array.from({ length: 1000 }, () => rows[0]))}.`;
		const thrown = { code: "InvalidRow", statusCode: 400, data: { Message } };

		const { message } = apiErrorOf(importTaskNumberDatas, thrown, { parameters });

		assert.ok(message.length < 800, `${message.length} characters`);
		assert.match(message, /The service says: "Cannot take .+ …"\./);
	});

	it("lose values also as JSON writes them", () => {
		const PhoneNumberList = JSON.stringify([{ calleeNumber: "13800000001", name: 'Zhang "Wei"\\' }]);
		const thrown = { code: "InvalidRow", statusCode: 400, data: { Message: `${PhoneNumberList} is off` } };

		const { message } = apiErrorOf(importTaskNumberDatas, thrown, { parameters: { PhoneNumberList } });

		assert.doesNotMatch(message, /Zhang|Wei|138/);
	});

	it("lose every value of the rows that were sent", () => {
		const message = answerTo(
			importTaskNumberDatas,
			"Row 1 (customer-7, Zhang Wei): 13800000001 is not valid; 057188880000?",
		);

		assert.match(
			message,
			/The service says: "Row 1 \(\(PhoneNumberList\), \(PhoneNumberList\)\): \(PhoneNumberList\) is not/,
		);
		for (const value of rows.flatMap((row) => Object.values(row)).filter(({ length }) => length > 2)) {
			assert.ok(!message.includes(value), value);
		}
	});

	for (const number of ["13912345678", "+8613912345678", "139****5678", "0571-88880000"]) {
		it(`lose ${number}, which was not sent`, () => {
			for (const operation of [importTaskNumberDatas, queryAiCallDetailPage, cancelAiCallDetails]) {
				const message = answerTo(operation, `number ${number} is being called`);

				assert.match(message, /The service says: "number \(number\) is being called"\./);
			}
		});
	}

	it("keep the ids of tasks and batches", () => {
		assert.match(answerTo(importTaskNumberDatas, `task ${id} is stopped`), new RegExp(`task ${id} is stopped`));
	});
});
