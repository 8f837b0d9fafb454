import assert from "node:assert/strict";
import { z } from "zod";
import { aiccsPolicies } from "../../provider/policies";
import { report, task } from "./support/run-policy";

const policies = aiccsPolicies();

async function wrong(policy: string, config: Readonly<Record<string, unknown>>): Promise<Error> {
	try {
		await report(policy, task({}), config);
	} catch (error) {
		assert.ok(error instanceof Error);
		return error;
	}
	return assert.fail("accepted");
}

describe("the configuration of a policy", () => {
	it("is empty for every policy unless someone gives one", async () => {
		for (const { name } of policies) await report(name, task({}));
	});

	it("is described to Pulumi: each property with its type and meaning, none required", () => {
		const Described = z.record(z.string(), z.looseObject({ type: z.string(), description: z.string() }));
		for (const { name, configSchema } of policies) {
			assert.ok(configSchema !== undefined, name);
			Described.parse(configSchema.properties);
			assert.deepEqual(configSchema.required ?? [], [], name);
		}
	});

	it("is refused with the name that was probably meant", async () => {
		const error = await wrong("aiccs-calling-hours", { regoin: "FR" });

		assert.equal(
			error.message,
			"The configuration of the policy aiccs-calling-hours is wrong: regoin is not part of it (did you mean region?). Correct it in the configuration of the policy pack. See docs/policies.md of pulumi-aiccs.",
		);
		assert.equal(error.stack, error.message);
	});

	for (const [policy, config, problem] of [
		["aiccs-calling-hours", { region: "XX" }, /region: Invalid option: expected one of "CN"/],
		[
			"aiccs-calling-hours",
			{ timeZones: ["Beijing"] },
			/timeZones\[0\]: is not a time zone; use names such as Europe\/Paris/,
		],
		[
			"aiccs-calling-hours",
			{ hours: [{ callDay: ["MON"], callTime: [] }] },
			/hours\[0\]\.callDay\[0\]: .*; hours\[0\]\.callTime: /,
		],
		[
			"aiccs-calling-hours",
			{ hours: [{ callDay: ["MONDAY"], callTime: [{ startTime: "9:00", endTime: "18:00:00" }] }] },
			/startTime: is not a time of day HH:mm:ss/,
		],
		[
			"aiccs-calling-hours",
			{ hours: [{ callDay: ["MONDAY"], callTime: [{ startTime: "18:00:00", endTime: "09:00:00" }] }] },
			/hours\[0\]\.callTime\[0\]: ends before it starts/,
		],
		["aiccs-account-concurrency", { limit: "20" }, /limit: Invalid input: expected number/],
		["aiccs-account-concurrency", { limit: 0 }, /limit: Too small/],
		["aiccs-contact-pressure", { contacts: [{ minutes: 60 }] }, /contacts\[0\]\.atMost: /],
		["aiccs-list-size", { mostPoeple: 1 }, /did you mean mostPeople/],
		["aiccs-names", { taskName: "(" }, /taskName: is not a regular expression of JavaScript/],
		[
			"aiccs-agents",
			{ agentIds: [118712345678901234n.toString(), 118712345678901] },
			/agentIds\[1\]: Invalid input: expected string/,
		],
		["aiccs-do-not-call", { required: true }, /required is not part of it/],
	] as const) {
		it(`is refused: ${policy} ${JSON.stringify(config)}`, async () => {
			assert.match((await wrong(policy, config)).message, problem);
		});
	}
});

describe("the messages of policies", () => {
	const texts = {
		taskName: "geheime Kampagne",
		agentId: "118755566677788899",
		virtualNumber: "05719876543",
		linePhoneNum: "13912345678",
		applicationCode: "GEHEIMCODE",
	};
	const values = {
		callTime: [{ startTime: "05:17:23", endTime: "23:47:19" }],
		taskCps: 77,
		missCallRetry: true,
		callRetryTimes: 3,
		callRetryInterval: 1,
	};
	const shown = ["05:17:23", "23:47:19", "77"];
	const configs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
		"aiccs-account-concurrency": { limit: 20 },
		"aiccs-contact-pressure": { mostRetries: 1, leastInterval: 30 },
		"aiccs-names": { taskName: "^[a-z]+$", resourceName: "^x$" },
		"aiccs-agents": { agentIds: ["1"] },
	};
	const ofTasks = ["aiccs-calling-hours", ...Object.keys(configs)];

	it("never have a text of the program, and have values of it only with showValues", async () => {
		const all = async (showValues: boolean) => {
			const messages: string[] = [];
			for (const policy of ofTasks) {
				const more = ["aiccs-names", "aiccs-agents"].includes(policy) || !showValues ? {} : { showValues };
				const found = await report(policy, task({ ...texts, ...values }), { ...configs[policy], ...more });
				assert.ok(found.length > 0, policy);
				messages.push(...found);
			}
			return messages.join("\n");
		};
		const [without, withValues] = [await all(false), await all(true)];

		for (const text of Object.values(texts)) assert.ok(!`${without}${withValues}`.includes(text), text);
		for (const value of shown) {
			assert.ok(!without.includes(value), value);
			assert.ok(withValues.includes(value), value);
		}
	});

	it("say what is wrong, what is allowed and what to do", async () => {
		for (const policy of ofTasks) {
			for (const message of await report(policy, task({ ...texts, ...values }), configs[policy] ?? {}))
				assert.match(message, /^[^.]+(?:\.[^.]+)*\. (?:Allowed|Required): .+\. \S.*\.$/, message);
		}
	});
});
