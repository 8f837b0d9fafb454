import assert from "node:assert/strict";
import { assertHas, csvOf, mondayMorning, numbersOf, withLists } from "./support/callees";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

const count = 30;
const names = Array.from({ length: count }, (_, index) => `list-${index}`);

describePrograms("a preview of lists", (open) => {
	it("shows what is wrong with all of them, and reads the list of tasks once", async () => {
		const { program, simulator } = await open({ files: {} });
		const taskIds = simulator.seedTasks({ count: count + 1, namePrefix: "by hand ", task: { status: "STOPPED" } });
		const known = taskIds[count];
		program.write({
			...withLists(`
				const list = (name, taskId, file) => new CalleeList(name, { taskId, source: new FileAsset(file) });
				for (const [index, taskId] of ${JSON.stringify(taskIds.slice(0, count))}.entries()) {
					list("list-" + index, taskId, "people-" + index + ".csv");
				}
				const { taskId } = task("new");
				for (const name of ["one", "two"]) list("new-" + name, taskId, "good.csv");
				for (const name of ["one", "two"]) list("known-" + name, "${known}", "good.csv");
			`),
			"good.csv": csvOf(numbersOf(3)),
			...Object.fromEntries(
				names.map((_, index) => [`people-${index}.csv`, `${csvOf(numbersOf(index + 1))}abc,x,y\n`]),
			),
		});

		const said = diagnosticsOf(await failed(program.preview()));

		for (const [index, name] of names.entries()) {
			const [error = "", ...others] = (said.get(name) ?? []).filter((line) => line.startsWith("error: "));
			assert.ok(error.includes(`1 row of people-${index}.csv`) && error.includes(`line ${index + 3})`), error);
			assert.deepEqual(others, []);
		}
		for (const kind of ["new", "known"]) {
			for (const [name, other] of [
				["one", "two"],
				["two", "one"],
			]) {
				const errors = said.get(`${kind}-${name}`)?.filter((line) => line.startsWith("error: "));
				assert.equal(errors?.length, 1, `${kind}-${name}: ${said.get(`${kind}-${name}`)?.join("\n")}`);
				assert.match(errors?.[0] ?? "", new RegExp(`^error: taskId .*is also the task of "${kind}-${other}"`));
			}
		}
		const lists = simulator.actions().filter((action) => action === "QueryAiCallTaskPage");
		assert.ok(lists.length <= 2, `${lists.length} pages for 34 lists`);
	});

	it("counts what an update, also one by a saved plan, then does", async () => {
		const lists = `
			const { taskId } = task("spring", { taskCps: 2 });
			new CalleeList("spring", { taskId, source: new FileAsset("people.csv"), doNotCall: new FileAsset("no.csv") });
		`;
		const people = numbersOf(20);
		const { program, simulator } = await open(
			{
				files: { ...withLists(lists), "people.csv": csvOf(people), "no.csv": numbersOf(2, 100).join("\n") },
				config: { "aiccs:listLagSeconds": "0" },
			},
			{ now: () => mondayMorning },
		);
		const says = (output: string) => diagnosticsOf(output).get("spring")?.join("\n") ?? "";

		const first = await succeeded(program.up("--skip-preview=false"));
		assert.match(says(first), /20 people on the list\. To import: 20\./);
		assert.match(first, /20 people imported\./);
		simulator.advance(120);
		const called = simulator.calls().map(({ phoneNumber }) => phoneNumber);
		const waiting = people.filter((one) => !called.includes(one));
		const [gone = "", tooLate = "", refused = ""] = [waiting[0], called[0], waiting[1]];
		const kept = people.filter((one) => one !== gone && one !== tooLate);
		const more = numbersOf(5, 20);
		program.write({
			"people.csv": csvOf([...kept, ...more, ...more.slice(0, 2)]),
			"no.csv": `${refused}\n${more[4]}\n`,
		});
		const plan = `${program.directory}/plan.json`;

		const planned = says(await succeeded(program.preview("--save-plan", plan)));
		assert.ok(
			planned.includes(
				"21 people on the list. To import: 4. In the task already: 17. To withdraw: 2. Gone from the list, but called already (too late): 1. Suppressed (doNotCall): 2. Duplicates: 2.",
			),
			planned,
		);
		assert.match(await succeeded(program.up("--plan", plan)), /4 people imported, 2 withdrawn/);
		assertHas(
			simulator,
			"spring",
			[...kept, tooLate, ...more.slice(0, 4)].filter((one) => one !== refused),
		);
		simulator.clearRequests();
		await succeeded(program.up("--expect-no-changes"));
		assert.deepEqual(simulator.actions(), []);
	});
});
