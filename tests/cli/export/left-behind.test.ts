import assert from "node:assert/strict";
import type { Left } from "../../../provider/cli/export/left-behind";
import { selectorOf } from "../../../provider/cli/export/selection";
import { aDefinition, everyProperty, onOwnLine, otherAgent } from "../../support/definitions";
import { describeSimulator } from "../../support/describe-simulator";
import type { Program, Values } from "../../support/engine";
import {
	created,
	fileOf,
	find,
	importInto,
	previewFrom,
	previewOf,
	type Step,
	stackUrn,
	urnOf,
} from "./support/left-behind";

/** The text that the engine has for a value that is not known yet. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const component = "shop:index:Season";

describeSimulator("what a crashed run has left", (fixture) => {
	/** Creates tasks as a run does whose journal is lost. Returns their ids by the names of the resources. */
	async function leave(program: Program): Promise<Record<string, string>> {
		const engine = fixture.newEngine({ journalDirectory: `${fixture.journalDirectory}/lost` });
		assert.deepEqual(await engine.up(program), []);
		fixture.simulator.clearRequests();
		return Object.fromEntries([...engine.state].map(([name, { id }]) => [name, id]));
	}

	/** A task that was left, and its preview with these changes to what the preview shows. */
	async function spring({ inputs = {}, step = {} }: { inputs?: Values; step?: Values } = {}) {
		const ids = await leave({ spring: aDefinition() });
		const said = await fixture.engine.preview({ spring: aDefinition() });
		const preview = previewFrom([created("spring", { ...aDefinition(), ...inputs }, step)], said);
		return { id: ids.spring ?? "", preview, said };
	}

	function reasonsIn({ notImported }: Left): Record<string, string> {
		return Object.fromEntries(notImported.map(({ label, reason }) => [label, reason]));
	}

	it("is imported, and then an update creates what is missing and changes nothing else", async () => {
		const program = {
			plain: aDefinition({ taskName: "plain" }),
			full: { ...everyProperty, taskName: "full" },
			engine: { ...onOwnLine, taskName: "engine" },
			free: aDefinition({ taskName: "free" }),
		};
		const { free: _, ...begun } = program;
		const ids = await leave(begun);

		const left = await find(fixture.newContext(), await previewOf(fixture.engine, program));

		assert.deepEqual(left.notImported, []);
		importInto(fixture.engine, left);
		assert.deepEqual(Object.fromEntries([...fixture.engine.state].map(([name, { id }]) => [name, id])), ids);
		assert.deepEqual(await fixture.engine.plan(program), {
			plain: "same",
			full: "same",
			engine: "same",
			free: "create",
		});
		const before = new Map(fixture.engine.state);
		assert.deepEqual(await fixture.engine.refresh(), []);
		assert.deepEqual(fixture.engine.state, before);
		fixture.simulator.clearRequests();
		assert.deepEqual(await fixture.engine.up(program), []);
		const sent = fixture.simulator.actions().filter((action) => !/^(Page)?Query/.test(action));
		assert.deepEqual(sent, ["CreateAiCallTask"]);
	});

	it("costs the pages of the list and one query for each of its tasks", async () => {
		const program = Object.fromEntries(
			Array.from({ length: 120 }, (_, index) => [`t${index}`, aDefinition({ taskName: `t${index}` })]),
		);
		const begun = Object.entries(program).slice(0, 110);
		await leave(Object.fromEntries(begun));
		fixture.simulator.seedTasks({ count: 150, namePrefix: "other" });
		const preview = await previewOf(fixture.engine, program);
		fixture.simulator.clearRequests();

		const { imported } = await find(fixture.newContext(), preview);

		assert.equal(imported.length, 110);
		const actions = fixture.simulator.actions();
		assert.equal(actions.filter((action) => action === "QueryAiCallTaskPage").length, 3);
		assert.equal(actions.filter((action) => action === "QueryAiCallTaskDetail").length, 110);
		assert.equal(actions.length, 113);
	});

	it("is what nothing but the preview's creations can be", async () => {
		const { preview } = await spring();
		const [stack, step] = preview.steps;
		assert.ok(stack !== undefined && step !== undefined);

		for (const op of ["same", "update", "replace", "create-replacement", "delete", "read"]) {
			const left = await find(fixture.newContext(), { ...preview, steps: [stack, { ...step, op }] });
			assert.deepEqual([left.imported, left.notImported], [[], []], op);
		}
	});

	describe("is no task", () => {
		it("that is defined otherwise", async () => {
			const { preview } = await spring({ inputs: { taskCps: 6, callDay: ["SUNDAY"] } });

			const left = await find(fixture.newContext(), preview);

			assert.deepEqual(left.imported, []);
			assert.deepEqual(reasonsIn(left), { '"spring"': "it is defined otherwise (callDay, taskCps)" });
		});

		it("that has numbers, and its definition is not queried", async () => {
			const { id, preview } = await spring();
			fixture.simulator.importNumbers(id, ["13800000001", "13800000002"]);
			fixture.simulator.clearRequests();

			const left = await find(fixture.newContext(), preview);

			assert.deepEqual(left.notImported, [{ label: '"spring"', id, reason: "it has numbers (2)" }]);
			assert.deepEqual(left.imported, []);
			assert.deepEqual(fixture.simulator.actions(), ["QueryAiCallTaskPage"]);
		});

		it("that has another agent", async () => {
			const { preview } = await spring({ inputs: { agentId: otherAgent } });

			assert.deepEqual(reasonsIn(await find(fixture.newContext(), preview)), { '"spring"': "it has another agent" });
		});

		it("that the program adopts", async () => {
			const { id } = await spring();
			const preview = previewFrom([created("spring", aDefinition({ adoptTaskId: id }))]);

			const left = await find(fixture.newContext(), preview);

			assert.deepEqual(left.imported, []);
			assert.match(reasonsIn(left)['"spring"'] ?? "", /adoptTaskId: pulumi up adopts the task/);
		});

		it("that two resources declare", async () => {
			const { preview, said } = await spring();
			const twice = previewFrom([created("spring", aDefinition()), created("again", aDefinition())], {
				...said,
				again: said.spring ?? [],
			});

			assert.equal((await find(fixture.newContext(), preview)).imported.length, 1);
			const left = await find(fixture.newContext(), twice);

			assert.deepEqual(left.imported, []);
			assert.deepEqual(reasonsIn(left), {
				'"spring"': 'its name is also declared by "again"',
				'"again"': 'its name is also declared by "spring"',
			});
		});

		it("that the filters leave out, such as one of before the crashed run", async () => {
			const { preview } = await spring();

			const left = await find(fixture.newContext(), preview, {
				isSelected: selectorOf({ createdSince: "2026-01-05 10:00:01" }),
			});

			assert.deepEqual(reasonsIn(left), { '"spring"': "the filters of the command leave it out" });
			const since = { isSelected: selectorOf({ createdSince: "2026-01-05 10:00:00" }) };
			assert.equal((await find(fixture.newContext(), preview, since)).imported.length, 1);
		});

		it("of which the preview says something else, such as that another resource of the stack manages it", async () => {
			const { id } = await spring();
			const message = `error: taskName ("spring") is already held by task ${id} (INIT), and names are unique in the account. That task belongs to resource "autumn" of this stack.`;
			const preview = previewFrom([created("spring", aDefinition())], { spring: [message] });

			const left = await find(fixture.newContext(), preview);

			assert.deepEqual(left.imported, []);
			assert.match(reasonsIn(left)['"spring"'] ?? "", /something else about it: follow that message/);
		});

		it("of which the preview says nothing: it did not query the account", async () => {
			await spring();

			const left = await find(fixture.newContext(), previewFrom([created("spring", aDefinition())]));

			assert.deepEqual(left.imported, []);
			assert.match(reasonsIn(left)['"spring"'] ?? "", /preview again, with access to the account/);
		});

		it("of which the service does not show the definition", async () => {
			const { preview } = await spring();
			fixture.simulator.configure({ unknownTask: "empty", detailDelayAfterCreate: 3600 });

			const left = await find(fixture.newContext(), preview);

			assert.deepEqual(left.imported, []);
			assert.deepEqual(reasonsIn(left), { '"spring"': "the service does not show its definition" });
		});

		it("with which inputs cannot be compared, because they are not known yet or not valid", async () => {
			await spring();
			const unknowns = [
				created("spring", aDefinition({ virtualNumber: unknownText })),
				created("nameless", aDefinition({ taskName: unknownText })),
				created("free", aDefinition({ taskName: "free", virtualNumber: unknownText })),
			];

			const left = await find(fixture.newContext(), previewFrom(unknowns));

			assert.deepEqual(left.imported, []);
			assert.deepEqual(reasonsIn(left), {
				'"spring"': "virtualNumber: not known in the preview, or not valid",
				'"nameless"': "taskName: not known in the preview, or not valid",
			});
			assert.equal(left.notImported.find(({ label }) => label === '"nameless"')?.id, undefined);
		});

		it("that an import would give another provider", async () => {
			const provider = "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::mine::0";
			const { preview } = await spring({ step: { provider } });

			const left = await find(fixture.newContext(), preview);

			assert.match(reasonsIn(left)['"spring"'] ?? "", /a provider of its own/);
		});
	});

	describe("with secrets", () => {
		it("is imported with the values that the command gets, as secrets", async () => {
			const { preview } = await spring({ inputs: { virtualNumber: "[secret]", agentId: "[secret]" } });
			const { agentId = "", virtualNumber = "" } = aDefinition();

			const left = await find(fixture.newContext(), preview, {
				fill: new Map([
					["virtualNumber", virtualNumber],
					["agentId", agentId],
				]),
			});

			const [task] = fileOf(left).resources;
			for (const values of [task?.inputs, task?.outputs]) {
				assert.deepEqual(values?.virtualNumber, {
					"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
					plaintext: JSON.stringify(virtualNumber),
				});
				assert.notEqual(values?.agentId, agentId);
			}
			assert.doesNotMatch(JSON.stringify(fileOf(left)), /\[secret\]/);
			assert.deepEqual(left.secrets, ["agentId", "virtualNumber"]);
		});

		it("is not imported with another value than the service shows, or with none", async () => {
			const { preview } = await spring({ inputs: { agentId: "[secret]" } });

			const wrong = await find(fixture.newContext(), preview, { fill: new Map([["agentId", otherAgent]]) });
			const none = await find(fixture.newContext(), preview);

			assert.deepEqual(reasonsIn(wrong), { '"spring"': "it has another agent" });
			assert.match(reasonsIn(none)['"spring"'] ?? "", /^agentId: secret.*--fill agentId=<value>$/);
			assert.deepEqual([wrong.imported, none.imported, wrong.secrets], [[], [], []]);
		});

		it("keeps a value that is no secret, whatever the command gets", async () => {
			const { preview } = await spring();

			const left = await find(fixture.newContext(), preview, { fill: new Map([["virtualNumber", "02000000000"]]) });

			assert.equal(fileOf(left).resources[0]?.inputs.virtualNumber, aDefinition().virtualNumber);
			assert.deepEqual(left.secrets, []);
		});

		it("is not found by a name that is one", async () => {
			const { preview } = await spring({ inputs: { taskName: "[secret]" } });

			const left = await find(fixture.newContext(), preview);

			assert.match(reasonsIn(left)['"spring"'] ?? "", /^taskName: secret/);
		});
	});

	describe("in components", () => {
		/** Tasks of the same name in the program: in the stack, in a new component, and in a component that it has. */
		async function inComponents(outer: Step | undefined, more: Values = {}): Promise<Left> {
			const tasks = {
				a: aDefinition({ taskName: "a" }),
				b: aDefinition({ taskName: "b" }),
				c: aDefinition({ taskName: "c" }),
			};
			await leave(tasks);
			const said = await fixture.engine.preview(tasks);
			const [outerUrn, innerUrn] = [urnOf("outer", component), urnOf("same", component, component)];
			const inner = {
				op: "create",
				urn: innerUrn,
				newState: {
					type: component,
					custom: false,
					parent: outerUrn,
					inputs: { year: 2027, pin: "[secret]", at: unknownText },
					...more,
				},
			};
			const steps = [
				...(outer === undefined ? [] : [outer]),
				{ ...created("same", tasks.a), urn: urnOf("same") },
				inner,
				{ ...created("same", tasks.b, { parent: innerUrn }), urn: urnOf("same", undefined, component, component) },
				{ ...created("same", tasks.c, { parent: outerUrn }), urn: urnOf("same", undefined, component) },
			];
			const { steps: shown } = previewFrom(steps);
			const messages = ["a", "b", "c"].map((name) => said[name] ?? []);
			const urns = steps.filter(({ urn }) => urn.includes("AiCallTask")).map(({ urn }) => urn);
			const diagnostics = urns.flatMap((urn, index) =>
				(messages[index] ?? []).map((message) => ({ urn, message, severity: "error" })),
			);
			return find(fixture.newContext(), { steps: shown, diagnostics, changeSummary: {} });
		}

		const newOuter = {
			op: "create",
			urn: urnOf("outer", component),
			newState: { type: component, custom: false, parent: stackUrn, inputs: {} },
		};

		it("is imported under them: those that the stack has are named, the others are made", async () => {
			const { nameTable, resources } = fileOf(await inComponents(undefined));

			assert.deepEqual(nameTable, { outer: urnOf("outer", component) });
			const places = resources.map(({ inputs, outputs, id, ...place }) => place);
			const type = "pulumi-nodejs:dynamic/aiccs:AiCallTask";
			assert.deepEqual(places, [
				{ type: component, name: "same-2", logicalName: "same", parent: "outer", component: true },
				{ type, name: "same" },
				{ type, name: "same-3", logicalName: "same", parent: "same-2" },
				{ type, name: "same-4", logicalName: "same", parent: "outer" },
			]);
			assert.deepEqual(resources[0]?.inputs, { year: 2027 }, "what the preview does not show is left out");
		});

		it("is imported under new ones in new ones", async () => {
			const { nameTable, resources } = fileOf(await inComponents(newOuter));

			assert.deepEqual(nameTable, {});
			assert.deepEqual(
				resources.map(({ name, parent, component: made }) => [name, parent, made]),
				[
					["outer", undefined, true],
					["same-2", "outer", true],
					["same", undefined, undefined],
					["same-3", "same-2", undefined],
					["same-4", "outer", undefined],
				],
			);
		});

		it("is not imported under a parent that an import cannot make", async () => {
			const left = await inComponents({ ...newOuter, newState: { ...newOuter.newState, provider: "urn::id" } });

			assert.deepEqual(
				left.imported.map(({ name }) => name),
				["same"],
			);
			for (const { reason } of left.notImported) {
				assert.equal(reason, `its parent "outer" must exist first: pulumi up --target "${newOuter.urn}"`);
			}
			assert.equal(left.notImported.length, 2);
			assert.deepEqual(left.parents, { nameTable: {}, components: [] });
		});
	});
});
