import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describePrograms, succeeded } from "./support/describe-programs";

const examples = resolve(__dirname, "..", "..", "examples");
const isWriting = (action: string) => !action.startsWith("Query");

/** The service renames a task that has never run. */
const settings = { updateInInit: "accepted" } as const;

/** Configuration that an example requires, by its name. */
const configurations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	"scheduled-campaign": { "scheduled-campaign:startTime": nextMondayMorning() },
};

const expected: Readonly<Record<string, readonly string[]>> = {
	"campaigns-from-list": ["satisfaction-survey-hangzhou", "satisfaction-survey-ningbo", "satisfaction-survey-wenzhou"],
	"scheduled-campaign": ["renewal-reminder-dev"],
};

function nextMondayMorning(): string {
	const day = new Date(Date.now() + 86_400_000);
	while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() + 1);
	return `${day.toISOString().slice(0, 10)}T09:00:00+08:00`;
}

describePrograms("examples", (open) => {
	it("are all tested, the quickstart in tests/tools/start.test.ts", () => {
		assert.deepEqual(readdirSync(examples).sort(), [...Object.keys(expected), "quickstart"].sort());
	});

	for (const [example, names] of Object.entries(expected)) {
		it(`${example}: goes through preview, up, an unchanged up with refresh, and destroy`, async () => {
			const { program, simulator } = await open({ example, config: configurations[example] ?? {} }, { settings });

			const output = await succeeded(program.up("--skip-preview=false"));
			const [preview = "", update = ""] = output.split("Updating (dev)");
			assert.match(preview, new RegExp(`\\+ ${names.length + 1} to create`));
			assert.doesNotMatch(preview, /error|warning/);
			assert.match(update, new RegExp(`\\+ ${names.length + 1} created`));
			const tasks = simulator.tasks();
			assert.deepEqual(tasks.map(({ taskName }) => taskName).sort(), names);
			const outputs = JSON.stringify(await program.outputs());
			for (const { taskId } of tasks) assert.ok(outputs.includes(`"${taskId}"`), outputs);

			simulator.clearRequests();
			await succeeded(program.up("--refresh", "--expect-no-changes"));
			assert.deepEqual(simulator.actions().filter(isWriting), []);

			await succeeded(program.destroy());
			assert.deepEqual(
				simulator.tasks().map(({ taskName }) => taskName),
				tasks.map(({ taskId }) => `released-${taskId}`),
			);
			assert.deepEqual(program.state().deployment.resources ?? [], []);
		});
	}

	it("scheduled-campaign: says which value it lacks", async () => {
		const { program } = await open({ example: "scheduled-campaign" });

		const { exitCode, output } = await program.preview();

		assert.notEqual(exitCode, 0);
		assert.match(output, /startTime/);
	});
});
