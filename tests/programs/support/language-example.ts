import assert from "node:assert/strict";
import type { Context } from "mocha";
import type { Program, ProgramOptions } from "../../../tools/pulumi/program";
import { mondayMorning } from "./callees";
import { describePrograms, succeeded } from "./describe-programs";

interface Means extends Pick<ProgramOptions, "path" | "env" | "files"> {
	/** Does what is done in the folder of the program before its first run. */
	prepare?(program: Program): Promise<void>;
	close?(): void;
}

/** Tests that an example in a language creates its campaign, changes nothing in a second run, and ends. */
export function describeExample(language: string, open: (context: Context) => Promise<Means>): void {
	describePrograms(`the example in ${language}`, (openProgram) => {
		let means: Means = {};
		before(async function () {
			means = await open(this);
		});
		after(() => means.close?.());

		it("creates its task, imports its people, shows call results, changes nothing in a second run, and ends", async function () {
			this.timeout(1_200_000);
			const { path = [], env = {}, files = {} } = means;
			const options: ProgramOptions = { example: language, path, env, files };
			const { program, simulator } = await openProgram(options, { now: () => mondayMorning });
			await means.prepare?.(program);

			const first = await succeeded(program.up("--skip-preview=false"));
			assert.match(first, /12 people on the list\. To import: 12\./);
			assert.match(first, /\+ 3 created/);
			const [task] = simulator.tasks();
			assert.equal(task?.taskName, `spring-callback-${language}`);
			const { taskId, people } = await program.outputs();
			assert.deepEqual({ taskId, people }, { taskId: task.taskId, people: 12 });

			simulator.advance(3600);
			assert.equal(new Set(simulator.calls().map(({ phoneNumber }) => phoneNumber)).size, 12);
			const second = await succeeded(program.up("--expect-no-changes"));
			assert.match(second, /ANSWERED/);

			await succeeded(program.destroy());
			assert.equal(simulator.task(task.taskName), undefined);
		});
	});
}
