import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { getAgents, getTaskOutput, getTasksOutput } from "../../provider";

function settled<T>(output: pulumi.Output<T>): Promise<T | undefined> {
	return new Promise((resolve) => {
		output.apply(resolve);
		void pulumi.isSecret(output).then(() => setImmediate(resolve, undefined));
	});
}

describe("lookups under Pulumi's mocks", () => {
	const forget = () => pulumi.runtime.resetOptions("", "", -1, "", "", false, "");
	const calls: pulumi.runtime.MockCallArgs[] = [];

	beforeEach(async () => {
		forget();
		calls.length = 0;
		const answers: Readonly<Record<string, object>> = {
			"aiccs:index:getAgents": { agents: [{ agentId: "1", agentName: "callback", published: true, lists: [] }] },
			"aiccs:index:getTask": { taskId: "2", taskName: "spring", status: "RUNNING", progress: {}, definition: {} },
			"aiccs:index:getTasks": { tasks: [] },
		};
		await pulumi.runtime.setMocks(
			{
				newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
				call: (args) => {
					calls.push(args);
					return answers[args.token] ?? {};
				},
			},
			"shop",
			"dev",
			true,
		);
	});
	after(forget);

	it("are answered by the mocks, and send nothing", async () => {
		const { agents } = await getAgents({ published: true });

		assert.deepEqual(
			agents.map(({ agentId, agentName }) => [agentId, agentName]),
			[["1", "callback"]],
		);
		assert.deepEqual(
			calls.map(({ token, inputs }) => [token, inputs]),
			[["aiccs:index:getAgents", { published: true }]],
		);
	});

	it("take outputs and secrets, and keep an answer about a secret secret", async () => {
		const plain = getTaskOutput({ taskId: pulumi.output("2") });
		const secret = getTaskOutput({ taskName: pulumi.secret("spring") });

		assert.equal((await settled(plain))?.status, "RUNNING");
		assert.equal(await pulumi.isSecret(plain), false);
		assert.equal(await pulumi.isSecret(secret), true);
		assert.deepEqual(calls.map(({ inputs }) => inputs).sort(), [{ taskId: "2" }, { taskName: "spring" }]);
	});

	it("are not asked, and have an unknown answer, while an argument is not known", async () => {
		const unknown: pulumi.Output<string> = pulumi.output(pulumi.unknown as unknown as string);

		const tasks = getTasksOutput({ agentId: unknown });

		assert.equal(await settled(tasks), undefined);
		assert.deepEqual(calls, []);
	});
});
