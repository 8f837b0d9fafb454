import assert from "node:assert/strict";
import { asset } from "@pulumi/pulumi";
import { aiccsPolicies } from "../../provider/policies";
import { calleeListTokens } from "../../provider/program/type-tokens";
import { list, report, task, unknownText } from "./support/run-policy";

describe("the policy of list sizes", () => {
	const policy = "aiccs-list-size";

	it("demands atMost, and a limit of it if one is configured", async () => {
		assert.match((await report(policy, list({}))).join(), /^atMost is not set\. Required: an upper bound/);
		assert.deepEqual(await report(policy, list({ atMost: 9_000_000 })), []);
		assert.deepEqual(await report(policy, list({ atMost: 501 }), { mostPeople: 500 }), [
			"atMost is too large. Allowed: at most 500 (mostPeople in the configuration of the policy aiccs-list-size). Lower atMost, or split the list.",
		]);
		assert.match(
			(await report(policy, list({ atMost: 501 }), { mostPeople: 500, showValues: true })).join(),
			/^atMost \(501\)/,
		);
		assert.deepEqual(await report(policy, list({ atMost: 500 }), { mostPeople: 500 }), []);
		assert.deepEqual(await report(policy, list({ atMost: unknownText }), { mostPeople: 500 }), []);
	});

	it("demands a canary of lists whose canary is not done", async () => {
		const config = { canary: 100, canaryDone: ["customers"] };
		const people = (props: Readonly<Record<string, unknown>>, name: string) =>
			list({ atMost: 1000, ...props }, { name });

		assert.match(
			(await report(policy, people({}, "due"), config)).join(),
			/^first is not set\. .*add "due" to canaryDone/,
		);
		assert.match((await report(policy, people({ first: 101 }, "due"), config)).join(), /^first is too large\./);
		assert.deepEqual(await report(policy, people({ first: 100 }, "due"), config), []);
		assert.deepEqual(await report(policy, people({ first: unknownText }, "due"), config), []);
		assert.deepEqual(await report(policy, people({}, "customers"), config), []);
	});

	it("sees the resources of both shells, and no tasks", async () => {
		assert.equal((await report(policy, list({}, { type: calleeListTokens.schema }))).length, 1);
		assert.deepEqual(await report(policy, task({})), []);
	});
});

describe("a resource that --target leaves out before it exists, which Pulumi shows without properties", () => {
	it("violates nothing", async () => {
		const config: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
			"aiccs-account-concurrency": { limit: 1 },
			"aiccs-list-size": { canary: 1 },
		};
		for (const { name } of aiccsPolicies())
			for (const one of [task({}), list({})])
				assert.deepEqual(await report(name, { ...one, props: {} }, config[name] ?? {}), [], name);
	});
});

describe("the policy of do-not-call lists", () => {
	const policy = "aiccs-do-not-call";
	const file = { __pulumiAsset: true, path: "do-not-call.txt" };

	it("demands doNotCall", async () => {
		for (const missing of [{}, { doNotCall: null }, { doNotCall: [] }]) {
			assert.deepEqual(await report(policy, list(missing)), [
				'doNotCall is not set. Required: the numbers that must not be called (policy aiccs-do-not-call). Set doNotCall: new pulumi.asset.FileAsset("<file>").',
			]);
		}
	});

	it("accepts a file, several, and what a preview does not know", async () => {
		for (const doNotCall of [file, [file, file], unknownText, [unknownText]])
			assert.deepEqual(await report(policy, list({ doNotCall })), []);
	});

	it("accepts the asset that Pulumi makes of a file", async () => {
		const { path } = new asset.FileAsset("do-not-call.txt");

		assert.deepEqual(await report(policy, list({ doNotCall: { path: await path, __pulumiAsset: true } })), []);
	});
});

describe("the policy of names", () => {
	const policy = "aiccs-names";

	it("compares names with the patterns of the configuration, and repeats neither", async () => {
		const config = { taskName: "^[a-z-]+$", resourceName: "^campaign-" };

		assert.deepEqual(await report(policy, task({ taskName: "Spring 2027" }), config), [
			"taskName does not match the pattern. Allowed: ^[a-z-]+$ (taskName in the configuration of the policy aiccs-names). Choose another taskName.",
			"The name of the resource in the program does not match the pattern. Allowed: ^campaign- (resourceName in the configuration of the policy aiccs-names). Rename the resource, with the option aliases if it exists.",
		]);
		assert.deepEqual(await report(policy, task({ taskName: "spring" }, { name: "campaign-spring" }), config), []);
		assert.deepEqual(await report(policy, task({ taskName: "Spring 2027" })), []);
		assert.deepEqual(await report(policy, task({ taskName: unknownText }), { taskName: "^x$" }), []);
	});

	it("matches whole characters, as Chinese names have", async () => {
		assert.deepEqual(await report(policy, task({ taskName: "春季𠮷" }), { taskName: "^\\p{Script=Han}{3}$" }), []);
	});
});

describe("the policy of agents", () => {
	const policy = "aiccs-agents";
	const agentId = "118712345678901234";
	const engine = task({ agentId: undefined, source: 1, applicationCode: "APP1" });

	it("accepts listed agents only, and repeats no id", async () => {
		assert.deepEqual(await report(policy, task({ agentId }), { agentIds: [agentId] }), []);
		assert.deepEqual(await report(policy, task({ agentId: "118712345678909999" }), { agentIds: [agentId] }), [
			"agentId is not approved. Allowed: what is listed in agentIds in the configuration of the policy aiccs-agents. Use an approved one, or have it added to agentIds.",
		]);
		assert.deepEqual(await report(policy, task({ agentId: unknownText }), { agentIds: [agentId] }), []);
		assert.deepEqual(await report(policy, task({ agentId })), []);
	});

	it("lets no engine through if only agents are listed, nor the reverse", async () => {
		assert.match(
			(await report(policy, engine, { agentIds: [agentId] })).join(),
			/^applicationCode is not approved\. Allowed: none, by applicationCodes/,
		);
		assert.match(
			(await report(policy, task({ agentId }), { applicationCodes: ["APP1"] })).join(),
			/^agentId is not approved/,
		);
		assert.deepEqual(await report(policy, engine, { applicationCodes: ["APP1"] }), []);
	});
});
