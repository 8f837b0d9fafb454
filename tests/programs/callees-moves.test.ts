import assert from "node:assert/strict";
import type { Simulator } from "../../simulator";
import { killProcessesWith } from "../../tools/pulumi/processes";
import type { Program } from "../../tools/pulumi/program";
import { killRunAt } from "../support/killed-run";
import { assertHas, csvOf, mondayMorning, numbersOf, onOtherMachine, up, withLists } from "./support/callees";
import { describePrograms, succeeded } from "./support/describe-programs";

const people = numbersOf(40);
const otherAgent = "118712345678905678";
const spring = "urn:pulumi:dev::program::pulumi-nodejs:dynamic/aiccs:CalleeList::spring";

interface Stage {
	readonly program: Program;
	readonly simulator: Simulator;
}

interface Declaration {
	readonly name?: string;
	readonly options?: string;
	readonly list?: string;
	readonly task?: string;
}

const declared = ({ name = "spring", options = "", list = "", task = "" }: Declaration = {}) =>
	withLists(`
		class Region extends pulumi.ComponentResource {
			constructor(name) { super("test:index:Region", name); }
		}
		const { taskId } = task("calls", { taskCps: 2, ${task} });
		new CalleeList("${name}", { taskId, source: new FileAsset("people.csv"), ${list} }, { ${options} });
	`);

/** What the service was asked to do, apart from queries. */
const changes = (simulator: Simulator) => simulator.actions().filter((action) => !/^(Page)?Query/.test(action));
const without = (some: ReadonlySet<string>) => people.filter((one) => !some.has(one));
const called = (simulator: Simulator) => simulator.calls().map(({ phoneNumber }) => phoneNumber);

describePrograms("a list that moves or is replaced, or whose state is lost", (open) => {
	it("calls no one twice and misses no one", async () => {
		const { program, simulator } = await open(
			{ files: { ...declared(), "people.csv": csvOf(people) }, config: { "aiccs:listLagSeconds": "1" } },
			{ now: () => mondayMorning },
		);
		const goUp = async (declaration: Declaration, ...args: string[]) => {
			program.write(declared(declaration));
			simulator.clearRequests();
			await succeeded(program.up(...args));
		};
		const remains = () => {
			assert.deepEqual(changes(simulator), []);
			assertHas(simulator, "calls", people);
		};
		await goUp({});
		simulator.advance(120);
		assert.ok(called(simulator).length > 2);

		await goUp({ name: "summer", options: 'aliases: [{ name: "spring" }]' });
		assert.deepEqual(simulator.actions(), [], "a list with its alias is the same one");
		remains();
		await goUp({ name: "spring" });
		remains();
		await goUp({}, "--replace", spring);
		remains();
		await succeeded(program.run(["state", "taint", spring, "--yes"]));
		await goUp({});
		remains();
		await succeeded(program.run(["state", "delete", spring, "--yes"]));
		await goUp({});
		remains();
		await goUp({ options: 'parent: new Region("east")' });
		remains();
		await loseState({ program, simulator });
		await goUp({ task: `adoptTaskId: "${simulator.task("calls")?.taskId}"` });
		remains();

		// The task is replaced while it runs: those whom it has called are left out.
		simulator.advance(120);
		const first = new Set(called(simulator));
		await goUp({ task: `agentId: "${otherAgent}"` });
		assertHas(simulator, "calls", without(first));
		simulator.advance(120);
		await killReplacement({ program, simulator });
		simulator.advance(120);
		const all = called(simulator);
		assert.ok(all.length > first.size + 2 && all.length < people.length, `${all.length} calls`);
		assert.equal(new Set(all).size, all.length, "no one is called twice");

		await goUp({ task: `agentId: "${otherAgent}"`, list: "callAgain: true" });
		assertHas(simulator, "calls", people);
	});

	it("calls no one twice if it is tainted, and gets another name and another task", async () => {
		const { program, simulator } = await open(
			{ files: { ...declared(), "people.csv": csvOf(people) }, config: { "aiccs:listLagSeconds": "1" } },
			{ now: () => mondayMorning },
		);
		await succeeded(program.up());
		simulator.advance(120);
		const first = new Set(called(simulator));
		assert.ok(first.size > 2);
		await succeeded(program.run(["state", "taint", spring, "--yes"]));

		const alias = 'aliases: [{ name: "spring" }]';
		program.write(declared({ name: "summer", options: alias, task: `agentId: "${otherAgent}"` }));
		await succeeded(program.up());

		assertHas(simulator, "calls", without(first));
		simulator.advance(120);
		const all = called(simulator);
		assert.ok(all.length > first.size);
		assert.equal(new Set(all).size, all.length);
	});

	/** The stack's state loses the task and its list. */
	async function loseState({ program }: Stage): Promise<void> {
		const task = "urn:pulumi:dev::program::pulumi-nodejs:dynamic/aiccs:AiCallTask::calls";
		await succeeded(program.run(["state", "delete", task, "--target-dependents", "--yes"]));
	}

	/** Everything is killed when the new task has its first people; another machine goes on. */
	async function killReplacement({ program, simulator }: Stage): Promise<void> {
		const before = new Set(called(simulator));
		program.write(declared());
		const boundary = { action: "ImportTaskNumberDatas", when: "after" } as const;
		const { arrived, output } = await killRunAt({ program, simulator }, up, boundary, "both");
		assert.ok(arrived, output);
		await killProcessesWith(`PULUMI_HOME=${program.env.PULUMI_HOME}`);
		await succeeded(program.run(["cancel", "--yes", "--non-interactive"]));
		await succeeded(program.run(up, onOtherMachine(program)));
		assertHas(simulator, "calls", without(before));
	}
});
