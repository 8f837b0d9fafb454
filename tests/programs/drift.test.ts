import assert from "node:assert/strict";
import { z } from "zod";
import { javaScript } from "./support/campaign";
import { describePrograms, succeeded } from "./support/describe-programs";

const number = "05719876543";
const others = "05719876549";
const name = "geheim-kampagne";

const Preview = z.object({
	steps: z.array(
		z.object({
			op: z.string(),
			urn: z.string(),
			oldState: z.object({ outputs: z.record(z.string(), z.unknown()).default({}) }).optional(),
		}),
	),
	diagnostics: z.array(z.object({ urn: z.string().optional(), message: z.string(), severity: z.string() })).default([]),
});

const linesOf = (output: string) => output.split("\n").filter((line) => /^\s+Task \d+ was changed outside/.test(line));

describePrograms("a task that someone changes at the console", (open) => {
	it("is named in refreshes, told apart in previews, and set back, while its secrets stay secret", async () => {
		const { program, simulator } = await open({ files: javaScript("") });
		const [byHand = ""] = simulator.seedTasks([{ TaskName: "by hand", TaskCps: 7 }]);
		program.write(
			javaScript(`
				new AiCallTask("spring", {
					...campaign,
					taskName: pulumi.secret("${name}"),
					virtualNumber: pulumi.secret("${number}"),
					taskCps: 5,
				});
				AiCallTask.get("other", "${byHand}");
			`),
		);
		const outputs: string[] = [];
		const run = async (...args: string[]) => {
			const output = await succeeded(program.run([...args, "--color", "never"]));
			outputs.push(output);
			return output;
		};
		const refresh = (...more: string[]) => run("refresh", "--yes", "--skip-preview", "--non-interactive", ...more);
		const stateOf = (id: string) => program.state().deployment.resources?.find((one) => one.id === id)?.outputs ?? {};
		await run("up", "--yes", "--skip-preview", "--non-interactive");
		assert.deepEqual(linesOf(await refresh("--expect-no-changes")), []);
		const { taskId, definition: declared } = simulator.task(name) ?? assert.fail();
		simulator.setStatus(taskId, "STOPPED");
		simulator.changeTask(taskId, { VirtualNumber: others, TaskCps: 50 });
		simulator.changeTask(byHand, { TaskCps: 8 });

		// The task that the program only reads has no drift.
		const [line = "", ...more] = linesOf(await refresh());
		assert.equal(
			line.trim(),
			`Task ${taskId} was changed outside of this stack, at the console or by an interrupted run: virtualNumber, taskCps. pulumi up sets virtualNumber, taskCps back, which updates the task in place; a running campaign is stopped for that time.`,
		);
		assert.deepEqual(more, [], "once, under the stack");
		assert.equal(stateOf(byHand).taskCps, 8);
		assert.deepEqual(linesOf(await refresh("--expect-no-changes")), [line], "again, and nothing has changed since");

		const later = Preview.parse(JSON.parse(await run("preview", "--json")));
		const step = later.steps.find(({ urn }) => urn.endsWith("::spring"));
		assert.equal(step?.op, "update");
		assert.deepEqual(step.oldState?.outputs.__drifted, ["virtualNumber", "taskCps"]);
		assert.equal(step.oldState?.outputs.__declared, "[secret]");
		assert.deepEqual(
			later.diagnostics.map(({ urn, message, severity }) => [urn?.split("::").at(-1), message.trim(), severity]),
			[
				[
					"spring",
					"Changed outside of this stack: virtualNumber, taskCps. The program has not changed that: this update sets it back.",
					"info",
				],
			],
		);
		const sooner = Preview.parse(JSON.parse(await run("preview", "--refresh", "--json")));
		assert.deepEqual(
			sooner.diagnostics.map(({ urn, message }) => urn ?? message.trim()),
			[line.trim(), later.diagnostics[0]?.urn],
		);

		await run("up", "--yes", "--skip-preview=false", "--non-interactive", "--diff");
		assert.deepEqual(simulator.task(taskId)?.definition, declared);
		assert.ok(!("__drifted" in stateOf(taskId)) && !("__declared" in stateOf(taskId)));
		assert.deepEqual(linesOf(await refresh("--expect-no-changes")), []);
		for (const output of [...outputs, program.state().text]) {
			for (const secret of [number, others, name])
				assert.ok(!output.includes(secret), `a secret is printed:\n${output}`);
		}
	});
});
