import assert from "node:assert/strict";
import { join } from "node:path";
import type { Simulator } from "../../simulator";
import { killProcessesWith } from "../../tools/pulumi/processes";
import type { Program } from "../../tools/pulumi/program";
import { runCommand } from "../../tools/setup/command";
import { killRunAt } from "../support/killed-run";
import { assertHas, csvOf, numbersOf, sundayEvening, up, withLists } from "./support/callees";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

const spring = numbersOf(2500);
const summer = numbersOf(1200, 5000);
const files = {
	...withLists(`
		for (const name of ["spring", "summer"]) {
			const { taskId } = task(name, { runState: "running" });
			new CalleeList(name, { taskId, source: new FileAsset(name + ".csv") });
		}
	`),
	"spring.csv": csvOf(spring),
	"summer.csv": csvOf(summer),
};
const config = { "aiccs:launchLimit": "1000", "aiccs:listLagSeconds": "0" };

describePrograms("a launch of more people than aiccs:launchLimit", (open) => {
	/** Runs the commands that an output prints, as they are, in the order of their indexes. */
	async function confirm(program: Program, output: string): Promise<number> {
		const { env, directory } = program;
		const commands = [...new Set(output.match(/pulumi config set --path .*$/gm))].sort();
		for (const command of commands) await succeeded(runCommand("sh", ["-c", command], { cwd: directory, env }));
		return commands.length;
	}
	const imported = (simulator: Simulator) =>
		simulator.actions().filter((one) => one === "ImportTaskNumberDatas").length;
	const started = (simulator: Simulator) => simulator.actions().filter((one) => one === "StartAiCallTask").length;

	it("waits for the printed command, needs no other one after a kill and by a plan, and one more after a change", async () => {
		const { program, simulator } = await open({ files, config }, { now: () => sundayEvening });

		const asked = await failed(program.preview());
		const said = diagnosticsOf(asked);
		for (const [name, people] of Object.entries({ spring: "2,500", summer: "1,200" })) {
			const errors = said.get(name)?.filter((line) => line.startsWith("error: "));
			const [error = "", ...others] = errors ?? [];
			assert.deepEqual(others, [], asked);
			assert.ok(error.includes(`imports all ${people} people on the list: more than`), error);
			assert.match(error, new RegExp(`'aiccs:confirmedLaunches\\[[01]\\]' ${people.replace(",", "")}-[\\da-z]{19}$`));
		}
		assert.match(await failed(program.up()), /This update imports all [\d,]+ people.*: pulumi config set --path/);
		assert.equal(imported(simulator), 0);

		assert.equal(await confirm(program, asked), 2);
		const plan = join(program.directory, "plan.json");
		const confirmed = await succeeded(program.preview("--save-plan", plan));
		assert.match(confirmed, /This update imports all 2,500 people on the list: confirmed \(2500-[\da-z]{19}\)\./);
		const boundary = { action: "ImportTaskNumberDatas", skip: 2, when: "after" } as const;
		const { arrived, output } = await killRunAt({ program, simulator }, [...up, "--plan", plan], boundary, "both");
		assert.ok(arrived, output);
		await killProcessesWith(`PULUMI_HOME=${program.env.PULUMI_HOME}`);
		await succeeded(program.run(["cancel", "--yes", "--non-interactive"]));
		await succeeded(program.up());
		assertHas(simulator, "spring", spring);
		assertHas(simulator, "summer", summer);

		simulator.clearRequests();
		await succeeded(program.up("--expect-no-changes"));
		assert.deepEqual(simulator.actions(), []);

		program.write({ "summer.csv": csvOf([...summer, ...numbersOf(1001, 9000)]) });
		const more = await failed(program.up());
		assert.match(more, /imports 1,001 of 2,201 people on the list.*aiccs:confirmedLaunches\[2\]' 2201-/);
		assert.equal(imported(simulator), 0);
		program.write({ "summer.csv": csvOf([...summer, ...numbersOf(1000, 9000)]) });
		await succeeded(program.up());

		const { taskId = "" } = simulator.task("spring") ?? {};
		simulator.setStatus(taskId, "STOPPED");
		await succeeded(program.refresh());
		const before = started(simulator);
		const stopped = await failed(program.preview());
		assert.match(
			diagnosticsOf(stopped).get("spring")?.join("\n") ?? "",
			/error: This update starts task \d+, in which 2,500 people wait: .*aiccs:confirmedLaunches\[2\]' 2500-/,
		);
		assert.match(await failed(program.up()), /This update starts task \d+, in which 2,500 people wait/);
		assert.equal(started(simulator), before);
		assert.equal(await confirm(program, stopped), 1);
		await succeeded(program.up());
		assert.equal(simulator.task("spring")?.status, "RUNNING");
	});
});
