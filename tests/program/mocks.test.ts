import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AiCallTask } from "../../provider";
import { aDefinition } from "../support/definitions";

const type = "pulumi-nodejs:dynamic/aiccs:AiCallTask";

function settled<T>(output: pulumi.Output<T>): Promise<T> {
	return new Promise((resolve) => output.apply(resolve));
}

/** Mocks as in Pulumi's guide to unit tests. An unexpected call fails the test. */
function mocks(declared: pulumi.runtime.MockResourceArgs[]): pulumi.runtime.Mocks {
	return {
		newResource: (args) => {
			declared.push(args);
			return { id: `${args.name}-id`, state: args.inputs };
		},
		call: ({ token }) => {
			throw new Error(`Unexpected call: ${token}`);
		},
	};
}

class Region extends pulumi.ComponentResource {
	readonly task: AiCallTask;

	constructor(name: string, options?: pulumi.ComponentResourceOptions) {
		super("test:index:Region", name, {}, options);
		this.task = new AiCallTask(`${name}-task`, aDefinition({ taskName: name }), { parent: this });
		this.registerOutputs();
	}
}

describe("a unit test with Pulumi's mocks", () => {
	const forget = () => pulumi.runtime.resetOptions("", "", -1, "", "", false, "");
	beforeEach(forget);
	after(forget);

	const settings: Readonly<Record<string, readonly [project?: string, stack?: string, preview?: boolean]>> = {
		"and nothing else": [],
		"of an update": ["shop", "dev", false],
		"of a preview": ["shop", "dev", true],
	};

	for (const [title, [project, stack, preview]] of Object.entries(settings)) {
		describe(title, () => {
			const declared: pulumi.runtime.MockResourceArgs[] = [];
			beforeEach(async () => {
				declared.length = 0;
				await pulumi.runtime.setMocks(mocks(declared), project, stack, preview);
			});

			it("sees a task's id, arguments and URN", async () => {
				const task = new AiCallTask("spring", aDefinition());

				assert.equal(await settled(task.taskId), "spring-id");
				assert.equal(await settled(task.taskName), "spring");
				assert.equal(await settled(task.runState), undefined);
				assert.equal(
					await settled(task.urn),
					`urn:pulumi:${stack ?? "stack"}::${project ?? "project"}::${type}::spring`,
				);
			});

			it("sees a task's parents", async () => {
				const outer = new Region("outer");
				const { task } = new Region("inner", { parent: outer });

				assert.equal(await settled(task.taskId), "inner-task-id");
				assert.match(await settled(task.urn), /::test:index:Region\$pulumi-nodejs:dynamic.*::inner-task$/);
				assert.equal(await settled(outer.task.taskId), "outer-task-id");
			});

			it("passes the same inputs to the mocks in a preview and an update", async () => {
				await settled(new AiCallTask("spring", aDefinition()).taskId);

				assert.deepEqual(declared[0]?.inputs, {
					...aDefinition(),
					__owner: `organization/urn:pulumi:${stack ?? "stack"}::${project ?? "project"}::${type}::spring`,
					__provider: 'exports.handler=()=>require("pulumi-aiccs/dynamic")',
				});
			});

			it("can declare secrets and promised values", async () => {
				const later = new Promise<string>((resolve) => setTimeout(resolve, 5, "later"));
				const task = new AiCallTask("spring", {
					...aDefinition(),
					taskName: pulumi.secret(later),
					virtualNumber: pulumi.output(later),
				});

				assert.equal(await settled(task.taskName), "later");
				assert.equal(await pulumi.isSecret(task.taskName), true);
				assert.equal(await pulumi.isSecret(task.virtualNumber), false);
			});
		});
	}

	it("can give a task a status and progress", async () => {
		await pulumi.runtime.setMocks({
			newResource: ({ inputs }) => ({ id: "1", state: { ...inputs, status: "RUNNING", progress: { totalCount: 3 } } }),
			call: () => ({}),
		});

		const task = new AiCallTask("spring", aDefinition());

		assert.equal(await settled(task.status), "RUNNING");
		assert.equal((await settled(task.progress))?.totalCount, 3);
	});

	it("of a preview can declare unknown values", async () => {
		const declared: pulumi.runtime.MockResourceArgs[] = [];
		await pulumi.runtime.setMocks(mocks(declared), "shop", "dev", true);
		const unknown: pulumi.Output<string> = pulumi.output(pulumi.unknown as unknown as string);

		const task = new AiCallTask("spring", { ...aDefinition(), taskName: unknown });

		assert.equal(await settled(task.taskId), "spring-id");
		assert.equal(declared.length, 1);
	});
});
