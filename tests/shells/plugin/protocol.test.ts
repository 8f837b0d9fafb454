import assert from "node:assert/strict";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { structOf, valuesOf } from "../../../provider/shells/plugin/messages";
import { taskDefinition } from "../../../provider/tasks/definition";
import { aDefinition, everyProperty, otherAgent } from "../../support/definitions";
import { describeSimulator } from "../../support/describe-simulator";
import type { Values } from "../../support/engine";
import { urnOf } from "../../support/shells/plugin";
import { answerTo } from "../../support/shells/plugin-calls";
import { expectedProperties } from "../../tasks/support/properties";
import {
	check,
	create,
	createdTask,
	diff,
	type InState,
	type OpenPlugin,
	openPlugin,
	update,
} from "./support/open-plugin";
import { preview } from "./support/preview-engine";

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const canary = "canary-0123456789";

interface Failure {
	readonly details: string;
}

const failureOf = (promise: Promise<unknown>): Promise<string> =>
	promise.then(
		() => "",
		(error: Failure) => error.details,
	);

async function configFailures(client: ResourceProviderClient, inputs: Values): Promise<string[]> {
	const request = new proto.CheckRequest();
	request.setUrn("urn:pulumi:dev::shop::pulumi:providers:aiccs::explicit");
	request.setNews(structOf(inputs));
	const response = await answerTo<proto.CheckResponse>((done) => client.checkConfig(request, done));
	return response.getFailuresList().map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
}

async function configChange(client: ResourceProviderClient, olds: Values, news: Values): Promise<number> {
	const request = new proto.DiffRequest();
	request.setOldInputs(structOf(olds));
	request.setNews(structOf(news));
	return (await answerTo<proto.DiffResponse>((done) => client.diffConfig(request, done))).getChanges();
}

async function read(client: ResourceProviderClient, id: string, inputs?: Values, outputs: Values = {}) {
	const request = new proto.ReadRequest();
	request.setUrn(urnOf("spring"));
	request.setId(id);
	if (inputs !== undefined) request.setInputs(structOf(inputs));
	request.setProperties(structOf(outputs));
	const response = await answerTo<proto.ReadResponse>((done) => client.read(request, done));
	return {
		id: response.getId(),
		inputs: valuesOf(response.getInputs()),
		outputs: valuesOf(response.getProperties()),
	};
}

interface Page {
	readonly names: string[];
	readonly next: string;
}

interface Wanted {
	readonly size?: number;
	readonly limit?: number;
	readonly token?: string;
	readonly type?: string;
}

function list(client: ResourceProviderClient, { size = 0, limit = 0, token = "", type = "AiCallTask" }: Wanted) {
	const request = new proto.ListRequest();
	request.setToken(`aiccs:index:${type}`);
	request.setPageSize(size);
	request.setLimit(limit);
	request.setContinuationToken(token);
	return new Promise<Page>((resolve, reject) => {
		const names: string[] = [];
		let next = "";
		client
			.list(request)
			.on("data", (response: proto.ListResponse) => {
				if (response.hasResult()) names.push(response.getResult()?.getName() ?? "");
				next = response.getContinuation()?.getContinuationToken() ?? next;
			})
			.on("error", reject)
			.on("end", () => resolve({ names, next }));
	});
}

const kinds = new Map(Object.entries(proto.PropertyDiff.Kind).map(([name, number]) => [number, name]));

/** The properties of a difference, each with its kind. */
async function details(client: ResourceProviderClient, held: InState, news: Values): Promise<Record<string, unknown>> {
	const response = await diff(client, "spring", held, news);
	const found: [string, unknown][] = [];
	response.getDetaileddiffMap().forEach((detail, name) => {
		found.push([name, kinds.get(detail.getKind())]);
	});
	return Object.fromEntries(found);
}

describeSimulator("the plugin", (fixture) => {
	let plugin: OpenPlugin;

	beforeEach(async () => {
		plugin = await openPlugin(fixture);
	});
	afterEach(() => plugin.close());

	async function again(): Promise<void> {
		plugin.close();
		plugin = await openPlugin(fixture);
	}

	it("returns schema.json as its schema", async () => {
		const response = await answerTo<proto.GetSchemaResponse>((done) =>
			plugin.client.getSchema(new proto.GetSchemaRequest(), done),
		);

		assert.deepEqual(JSON.parse(response.getSchema()), require("../../../schema.json"));
	});

	it("refuses keys that it does not know, each with the one that is meant", async () => {
		assert.deepEqual(
			await configFailures(plugin.client, { acessKeyId: canary, region: "cn-hangzhou", version: "1.0.0" }),
			[": acessKeyId is no key of this provider. Use accessKeyId."],
		);
	});

	it("refuses invalid values, and repeats no value of a key", async () => {
		for (const key of ["accessKeyId", "accessKeySecret", "securityToken", "endpoint", "retrySeconds", "launchLimit"]) {
			const failures = await configFailures(plugin.client, { [key]: `${canary} \n` });
			assert.ok(
				failures.every((failure) => failure.startsWith(": ")),
				"no property is named: the engine prints its value",
			);
			if (/access|Token/.test(key)) assert.doesNotMatch(failures.join(), /canary/, key);
		}
		assert.notDeepEqual(await configFailures(plugin.client, { retrySeconds: "soon" }), []);
	});

	it("accepts keys that are not known yet, and refuses unknown names beside them", async () => {
		assert.deepEqual(
			await configFailures(plugin.client, { accessKeySecret: unknownText, retrySeconds: unknownText }),
			[],
		);
		assert.equal((await configFailures(plugin.client, { accessKeySecret: unknownText, reggion: "x" })).length, 1);
	});

	it("reports a change of the configuration only where there is one, and never replaces for it", async () => {
		const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
		const keys = { accessKeyId: "a", endpoint: "b" };

		assert.equal(await configChange(plugin.client, keys, { ...keys }), DIFF_NONE);
		assert.equal(await configChange(plugin.client, keys, { ...keys, endpoint: "c" }), DIFF_SOME);
		assert.equal(await configChange(plugin.client, keys, { accessKeyId: "a" }), DIFF_SOME);
		assert.equal(await configChange(plugin.client, keys, { ...keys, accessKeyId: unknownText }), DIFF_SOME);
	});

	for (const property of Object.keys(everyProperty)) {
		it(`accepts in previews a value of ${property} that is not known yet, and keeps it unknown`, async () => {
			const news: Values = { ...everyProperty, [property]: unknownText };
			const { inputs } = await check(plugin.client, "spring", news);
			const { outputs } = await create(plugin.client, "spring", inputs, true);

			assert.equal(inputs[property], unknownText);
			assert.equal(outputs[property], unknownText);
			assert.equal(outputs.taskId, unknownText);
			assert.deepEqual(
				plugin.lines.filter(({ severity }) => severity === "error"),
				[],
			);
		});
	}

	it("knows in the preview of an update the id and all inputs, and not what the service shows", async () => {
		const held = await createdTask(plugin.client, "spring", { ...aDefinition() });
		await again();
		const { inputs } = await check(plugin.client, "spring", { ...aDefinition({ taskCps: 9 }) }, held.inputs);
		await diff(plugin.client, "spring", held, inputs);

		const outputs = await update(plugin.client, "spring", held, inputs, true);

		assert.equal(outputs.taskId, held.id);
		assert.equal(outputs.taskCps, 9);
		assert.equal(outputs.status, unknownText);
	});

	it("details each property that differs as added, updated or deleted, and as replacing where it is", async () => {
		const held = await createdTask(plugin.client, "spring", { ...everyProperty });
		for (const [name, { change }] of taskDefinition.properties) {
			const [one, other] = expectedProperties[name].values;
			const before: Values = { ...held.outputs, [name]: one };
			// Another name for the same account replaces nothing.
			if (name === "account") continue;
			const isReplacing = change === "replaces" ? "_REPLACE" : "";
			const news: Values = { ...everyProperty, [name]: other };
			const found = await details(plugin.client, { id: held.id, outputs: before }, news);
			for (const [place, kind] of Object.entries(found)) {
				assert.match(place, new RegExp(`^${name}\\b`));
				assert.equal(kind, `UPDATE${isReplacing}`, name);
			}
		}
	});

	it("details the part of a window that differs, so that replaceOnChanges can name it", async () => {
		const [first, second] = [
			{ startTime: "09:00:00", endTime: "12:00:00" },
			{ startTime: "14:00:00", endTime: "18:00:00" },
		];
		const held = await createdTask(plugin.client, "spring", { ...aDefinition({ callTime: [first, second] }) });
		const later = { ...second, endTime: "19:00:00" };

		assert.deepEqual(await details(plugin.client, held, { ...aDefinition({ callTime: [first, later] }) }), {
			"callTime[1].endTime": "UPDATE",
		});
		assert.deepEqual(await details(plugin.client, held, { ...aDefinition({ callTime: [first] }) }), {
			callTime: "UPDATE",
		});
	});

	it("details a list whose elements differ, an added and a removed property", async () => {
		const held = await createdTask(plugin.client, "spring", { ...aDefinition({ missCallRetry: false }) });
		const { missCallRetry: _, ...without } = aDefinition({ missCallRetry: false });

		assert.deepEqual(
			await details(plugin.client, held, { ...aDefinition({ missCallRetry: false, callDay: ["SUNDAY"] }) }),
			{
				callDay: "UPDATE",
			},
		);
		assert.deepEqual(
			await details(plugin.client, held, {
				...aDefinition({ missCallRetry: false, callExpireMinutes: 90, callExpireType: 1 }),
			}),
			{ callExpireMinutes: "ADD", callExpireType: "ADD" },
		);
		assert.deepEqual(
			await details(plugin.client, held, { ...aDefinition({ missCallRetry: false, agentId: otherAgent }) }),
			{ agentId: "UPDATE_REPLACE" },
		);
		assert.deepEqual(await details(plugin.client, held, without), {}, "the service's default is no change");
	});

	it("finds no change in the order of days and in what the engine ignores", async () => {
		const held = await createdTask(plugin.client, "spring", { ...aDefinition() });
		const reordered = aDefinition({ callDay: ["FRIDAY", "THURSDAY", "WEDNESDAY", "TUESDAY", "MONDAY"] });

		const response = await diff(plugin.client, "spring", held, { ...reordered });

		assert.equal(response.getChanges(), proto.DiffResponse.DiffChanges.DIFF_NONE);
		assert.deepEqual([response.getDiffsList(), response.getReplacesList()], [[], []]);
		assert.deepEqual(response.getStablesList(), ["taskId"]);
	});

	it("reads no task that is gone", async () => {
		const held = await createdTask(plugin.client, "spring", { ...aDefinition() });
		await again();

		assert.equal((await read(plugin.client, "118723606797700000", held.inputs, held.outputs)).id, "");
		assert.match(await failureOf(read(plugin.client, "118723606797700000")), /the account has no task with this id/);
	});

	it("reads the whole definition of a task that is imported, and finds no change in it", async () => {
		const { id } = await createdTask(plugin.client, "spring", { ...everyProperty });
		for (const inputs of [undefined, {}]) {
			await again();
			const found = await read(plugin.client, id, inputs);

			assert.equal(found.id, id);
			assert.equal(found.outputs.taskName, everyProperty.taskName);
			// AiCallTask.get sends no inputs, and gets no difference.
			if (inputs !== undefined) continue;
			const { DIFF_NONE } = proto.DiffResponse.DiffChanges;
			const difference = await diff(plugin.client, "spring", { id, outputs: found.outputs }, found.inputs);
			assert.equal(difference.getChanges(), DIFF_NONE);
			assert.equal(found.inputs.taskName, everyProperty.taskName);
		}
	});

	it("lists the tasks of the account in pages, as many as are wanted", async () => {
		const names = Array.from({ length: 25 }, (_, index) => `task ${index}`);
		fixture.simulator.seedTasks(names.map((TaskName) => ({ TaskName })));

		const whole = await list(plugin.client, {});
		assert.deepEqual([...whole.names].toSorted(), names.toSorted());
		assert.equal(whole.next, "");

		const paged: string[] = [];
		let token = "";
		do {
			const page: Page = await list(plugin.client, { size: 10, limit: 23, token });
			assert.ok(page.names.length <= 10);
			paged.push(...page.names);
			token = page.next;
		} while (token !== "");
		assert.deepEqual(paged, whole.names.slice(0, 23));
		assert.deepEqual((await list(plugin.client, { limit: 7 })).names, whole.names.slice(0, 7));
		assert.deepEqual(await list(plugin.client, { size: 10, token: "25" }), { names: [], next: "" });
		assert.deepEqual(await list(plugin.client, { type: "CalleeList" }), { names: [], next: "" });
	});

	it("fails a list of a type that it does not have, and of an account that does not answer", async () => {
		assert.match(await failureOf(list(plugin.client, { type: "Line" })), /no resource of type aiccs:index:Line/);
		plugin.close();
		plugin = await openPlugin(fixture, { configuration: { "aiccs:retrySeconds": "0" } });
		fixture.simulator.fault({ fault: "error-500", times: 100, done: false });
		assert.match(await failureOf(list(plugin.client, {})), /QueryAiCallTaskPage/);
	});

	it("fails calls about types and functions that it does not have", async () => {
		const request = new proto.CheckRequest();
		request.setUrn("urn:pulumi:dev::shop::aiccs:index:Line::spring");
		assert.match(await failureOf(answerTo((done) => plugin.client.check(request, done))), /no resource of type/);
		const invoke = new proto.InvokeRequest();
		invoke.setTok("aiccs:index:getLines");
		assert.match(await failureOf(answerTo((done) => plugin.client.invoke(invoke, done))), /getLines/);
	});

	it("answers a preview with findings at once when it is cancelled", async () => {
		const wrong = Array.from({ length: 3 }, (_, index) => ({
			name: `wrong-${index}`,
			news: { ...aDefinition({ taskName: `wrong ${index}` }), taskCps: 600 },
		}));
		const began = Date.now();
		const ended = preview(plugin.client, wrong, 1);
		while (plugin.lines.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
		await answerTo((done) => plugin.client.cancel(new Empty(), done));

		assert.equal((await ended).failure, undefined);
		assert.ok(Date.now() - began < 1000 + 900, "no held call waits for others");
	});

	it("shows the drift of a task that is replaced", async () => {
		const held = await createdTask(plugin.client, "spring", { ...aDefinition() });
		fixture.simulator.setStatus(held.id, "STOPPED");
		fixture.simulator.changeTask(held.id, { TaskCps: 50 });
		await again();
		const found = await read(plugin.client, held.id, held.inputs, held.outputs);
		await again();
		const state = { id: held.id, outputs: found.outputs };
		const news = { ...aDefinition({ agentId: otherAgent }) };
		const { inputs } = await check(plugin.client, "spring", news, found.inputs);
		const difference = await diff(plugin.client, "spring", state, inputs);
		assert.deepEqual(difference.getReplacesList(), ["agentId"]);
		await check(plugin.client, "spring", news);

		await create(plugin.client, "spring", inputs, true);

		const notes = plugin.lines.filter(({ severity }) => severity === "note").map(({ text }) => text);
		assert.match(notes.join("\n"), /Changed outside of this stack: taskCps/);
	});
});
