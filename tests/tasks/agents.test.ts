import assert from "node:assert/strict";
import { ApiError } from "../../provider/service/api-error";
import type { Api } from "../../provider/service/client";
import { aDefinition, agent, otherAgent } from "../support/definitions";
import { describeSimulator } from "../support/describe-simulator";
import type { Program } from "../support/engine";

function program(count: number, agentOf: (index: number) => string): Program {
	return Object.fromEntries(
		Array.from({ length: count }, (_, index) => [
			`t${index}`,
			aDefinition({ taskName: `t${index}`, agentId: agentOf(index) }),
		]),
	);
}

describeSimulator("the agent of a new task, in a preview", (fixture) => {
	const { preview, agentQueries } = {
		preview: async (declared: Program = { spring: aDefinition() }) =>
			Object.values(await fixture.engine.preview(declared)).flat(),
		agentQueries: () => fixture.simulator.actions().filter((action) => action.startsWith("PageQueryAgent")),
	};

	it("is queried once for twenty tasks that have it", async () => {
		assert.deepEqual(await preview(program(20, () => agent)), []);

		assert.deepEqual(agentQueries(), ["PageQueryAgentList"]);
	});

	it("is looked up in the list, read once, if the tasks have many agents", async () => {
		const ids = Array.from({ length: 20 }, (_, index) => `1180000000000${10_101 + index}`);
		for (const id of ids) fixture.simulator.setAgent(id, { online: true });

		assert.deepEqual(await preview(program(20, (index) => ids[index] ?? "")), []);

		assert.equal(agentQueries().length, 3);
	});

	for (const agentLists of ["both", "old", "new"] as const) {
		it(`is an error if it is not published, where ${agentLists === "both" ? "both lists have" : `the ${agentLists} list has`} the agents`, async () => {
			fixture.simulator.configure({ agentLists });
			fixture.simulator.setAgent(agent, { online: false });

			const [finding, ...others] = await preview();

			assert.match(
				finding ?? "",
				/^error: agentId names an agent that is not published: it (is "offline" in PageQueryAgentList|has no published version in PageQueryAgentListNew).*\. Publish it in the console, or use another agent/,
			);
			assert.deepEqual(others, []);
		});

		it(`is accepted if it is published, where ${agentLists === "both" ? "both lists have" : `the ${agentLists} list has`} the agents`, async () => {
			fixture.simulator.configure({ agentLists });

			assert.deepEqual(await preview(), []);
			assert.ok(agentQueries().length <= 2);
		});
	}

	it("is a warning if neither list has it: they may leave agents out", async () => {
		fixture.simulator.configure({ agents: "listed" });

		assert.match(
			(await preview()).join(),
			/^warning: agentId names an agent that is in neither list of the account's agents: it is not certain that it is published\. Check the id/,
		);
	});

	for (const [agentStates, words] of [
		["absent", /is without a state in PageQueryAgentList, and has no known state in PageQueryAgentListNew/],
		["unknown", /is "9" in PageQueryAgentList/],
	] as const) {
		it(`is a warning if its state is ${agentStates}`, async () => {
			fixture.simulator.configure({ agentStates });

			const found = await preview();

			assert.equal(found.length, 1);
			assert.match(found.join(), /^warning: agentId names an agent that /);
			assert.match(found.join(), words);
		});
	}

	it("is found by its id if the whole list leaves it out", async () => {
		fixture.simulator.configure({ agentsLeftOut: "unless-asked" });
		const ids = [agent, otherAgent, "118000000000000001", "118000000000000002"];
		for (const id of ids) fixture.simulator.setAgent(id, { online: true });

		assert.deepEqual(await preview(program(4, (index) => ids[index] ?? "")), []);
	});

	for (const count of [1, 4]) {
		it(`is judged by its row, in a program with ${count}, where the lists count more agents than they show`, async () => {
			fixture.simulator.configure({ agentTotal: "larger" });
			const ids = [agent, otherAgent, "118000000000000001", "118000000000000002"].slice(0, count);
			for (const id of ids) fixture.simulator.setAgent(id, { online: true });
			const declared = program(count, (index) => ids[index] ?? "");
			assert.deepEqual(await preview(declared), []);

			fixture.simulator.setAgent(ids.at(-1) ?? "", { online: false });
			const found = await preview(declared);

			assert.equal(found.length, 1, found.join("\n"));
			assert.match(found.join(), /^error: agentId names an agent that is not published/);
		});
	}

	it("is an error, which asks for another preview, as long as the lists show it as it was before it was published", async () => {
		fixture.simulator.setAgent(agent, { online: false });
		fixture.simulator.configure({ listDelayAfterPublish: 3600 });
		fixture.simulator.setAgent(agent, { online: true });

		const early = await preview();
		fixture.simulator.configure({ listDelayAfterPublish: 0 });
		const late = await preview();

		assert.match(early.join(), /^error: .* If it was published just now, preview again: the lists may lag\.$/);
		assert.deepEqual(late, []);
	});

	it("is one note for the whole program without permission, after one request to each list", async () => {
		fixture.simulator.configure({ deniedActions: "PageQueryAgentList,PageQueryAgentListNew" });

		const found = await preview(program(5, (index) => `1180000000000${10_101 + index}`));

		assert.equal(found.length, 1, found.join("\n"));
		assert.match(
			found.join(),
			/^note: Whether agents are published was not checked\. PageQueryAgentList failed: Forbidden\.RAM .*aiccs:PageQueryAgentList\./,
		);
		assert.deepEqual(agentQueries(), ["PageQueryAgentList", "PageQueryAgentListNew"]);
	});

	it("is accepted if the one list that may be read has it, and uncertain if that list does not say so", async () => {
		fixture.simulator.configure({ deniedActions: "PageQueryAgentList" });
		assert.deepEqual(await preview(), []);

		fixture.simulator.setAgent(agent, { online: false });
		assert.match((await preview()).join(), /^warning: .*PageQueryAgentListNew, and the other list could not be read/);
	});

	it("is one warning for the whole program if the lists cannot be read", async () => {
		const through = (api: Api): Api => ({
			call: async (operation, parameters) => {
				const { action } = operation;
				if (!action.startsWith("PageQueryAgent")) return api.call(operation, parameters);
				throw new ApiError({ action, outcome: "refused", code: "NoTenantFound", answer: "" });
			},
		});

		const engine = fixture.newEngine({ through });
		const found = Object.values(await engine.preview(program(3, () => agent))).flat();

		assert.equal(found.length, 1, found.join("\n"));
		assert.match(found.join(), /^warning: Whether agents are published was not checked\. PageQueryAgentList/);
	});

	it("is not queried in an update, by an unchanged task, or with aiccs:offlinePreview", async () => {
		assert.deepEqual(await fixture.engine.up({ spring: aDefinition() }), []);
		fixture.simulator.setAgent(agent, { online: false });

		assert.doesNotMatch((await preview({ spring: aDefinition({ taskCps: 9 }) })).join(), /agentId/);
		const offline = fixture.newEngine({ configuration: { "aiccs:offlinePreview": "true" } });
		await offline.preview({ summer: aDefinition({ taskName: "summer" }) });

		assert.deepEqual(agentQueries(), []);
	});

	it("is checked when it changes, and when --replace or a taint creates the task again", async () => {
		assert.deepEqual(await fixture.engine.up({ spring: aDefinition() }), []);
		fixture.simulator.setAgent(otherAgent, { online: false });

		const found = await preview({ spring: aDefinition({ agentId: otherAgent }) });

		assert.ok(
			found.some((one) => /^error: agentId names an agent that is not published/.test(one)),
			found.join(),
		);
	});

	it("is not checked for an engine task, or for one that is adopted", async () => {
		const { agentId: _, ...rest } = aDefinition({ source: 1, applicationCode: "APP-1" });
		await preview({ spring: rest });
		const [taskId = ""] = fixture.simulator.seedTasks([{ TaskName: "summer", AgentId: agent }]);
		await preview({ summer: aDefinition({ taskName: "summer", adoptTaskId: taskId }) });

		assert.deepEqual(agentQueries(), []);
	});
});
