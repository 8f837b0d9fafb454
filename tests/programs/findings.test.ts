import assert from "node:assert/strict";
import { automation, runAutomation } from "./support/automation";
import { describePrograms, failed } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

const window = (startTime: string, endTime: string) => ({ startTime, endTime });
const closing =
	"error: Nothing was sent to the service. Fix the problems listed under the resources, then preview again.";

/** One mistake each, and how its finding begins: with the path, and the value where there is one. */
const mistakes: Readonly<Record<string, readonly [Readonly<Record<string, unknown>>, string]>> = {
	"no-name": [{ taskName: undefined }, "taskName is missing"],
	"empty-name": [{ taskName: "" }, 'taskName ("")'],
	"spaced-name": [{ taskName: " spring" }, 'taskName (" spring")'],
	"unknown-start": [{ startType: "LATER" }, 'startType ("LATER")'],
	"no-start": [{ startType: "SCHEDULE" }, "taskStartTime is missing"],
	"past-start": [
		{ startType: "SCHEDULE", taskStartTime: "2020-01-06T09:00:00+08:00" },
		'taskStartTime ("2020-01-06T09:00:00+08:00")',
	],
	"start-in-seconds": [{ startType: "SCHEDULE", taskStartTime: 1_900_000_000 }, "taskStartTime (1900000000)"],
	"start-without-schedule": [
		{ taskStartTime: "2099-01-05T09:00:00+08:00" },
		'taskStartTime ("2099-01-05T09:00:00+08:00")',
	],
	"no-day": [{ callDay: [] }, "callDay ([])"],
	"unknown-day": [{ callDay: ["MONDAY", "FUNDAY"] }, 'callDay[1] ("FUNDAY")'],
	"day-twice": [{ callDay: ["MONDAY", "MONDAY"] }, 'callDay[1] ("MONDAY")'],
	"no-window": [{ callTime: [] }, "callTime ([])"],
	"late-window": [
		{ callTime: [window("09:00:00", "12:00:00"), window("14:00:00", "25:00:00")] },
		'callTime[1].endTime ("25:00:00")',
	],
	"short-time": [{ callTime: [window("9:00", "12:00:00")] }, 'callTime[0].startTime ("9:00")'],
	"reversed-window": [{ callTime: [window("12:00:00", "09:00:00")] }, 'callTime[0] ("12:00:00 to 09:00:00")'],
	"overlapping-windows": [
		{ callTime: [window("09:00:00", "12:00:00"), window("11:00:00", "13:00:00")] },
		'callTime[1] ("11:00:00 to 13:00:00")',
	],
	"no-agent": [{ agentId: undefined }, "agentId is missing"],
	"numeric-agent": [{ agentId: 1187 }, "agentId (1187)"],
	"no-line": [{ virtualNumber: undefined }, "virtualNumber is missing"],
	"text-for-flag": [{ missCallRetry: "yes" }, 'missCallRetry ("yes")'],
	"retries-without-retry": [{ callRetryTimes: 2 }, "callRetryTimes (2)"],
	"unknown-reason": [
		{ missCallRetry: true, callRetryReason: ["BORED"], callRetryTimes: 1, callRetryInterval: 30 },
		'callRetryReason[0] ("BORED")',
	],
	"no-calls": [{ taskCps: 0 }, "taskCps (0)"],
	"too-many-calls": [{ taskCps: 501 }, "taskCps (501)"],
	misspelt: [{ taskCsp: 5 }, "taskCsp (5)"],
};
const names = Object.keys(mistakes);

const campaign = {
	agentId: "118712345678901234",
	virtualNumber: "05710000001",
	startType: "IMMEDIATE",
	callDay: ["MONDAY"],
	callTime: [window("09:00:00", "18:00:00")],
};

/** Forty tasks, of which twenty-five have a mistake each: data, which no compiler sees. */
const tasks = JSON.stringify(
	Object.fromEntries([
		...Object.entries(mistakes).map(([name, [args]]) => [name, { ...campaign, taskName: name, ...args }]),
		...Array.from({ length: 15 }, (_, index) => [`sound-${index}`, { ...campaign, taskName: `sound-${index}` }]),
	]),
);

const typeScript = `
import { readFileSync } from "node:fs";
import { AiCallTask, type AiCallTaskArgs } from "pulumi-aiccs";

const tasks: Record<string, AiCallTaskArgs> = JSON.parse(readFileSync("tasks.json", "utf8"));
for (const [name, args] of Object.entries(tasks)) new AiCallTask(name, args);
`;
const javaScript = `
const { AiCallTask } = require("pulumi-aiccs");
for (const [name, args] of Object.entries(require("./tasks.json"))) new AiCallTask(name, args);
`;

function assertFindings(output: string): void {
	const said = diagnosticsOf(output);
	for (const [name, [, beginning]] of Object.entries(mistakes)) {
		const lines = (said.get(name) ?? []).filter((line) => line.startsWith("error: "));
		assert.equal(lines.length, 1, `${name}: ${lines.join("\n")}`);
		assert.match(lines[0] ?? "", /^error: .+? (is|has|lies|repeats|overlaps) /);
		assert.ok(lines[0]?.startsWith(`error: ${beginning}`), `${name}: ${lines[0]}`);
		// What to do about it.
		assert.match(lines[0] ?? "", /(Add|Use|Choose|Make|Merge|Swap|Remove|Did you mean) .+[.?]$/);
	}
	assert.deepEqual(
		[...said.keys()].filter((name) => name.startsWith("sound")),
		[],
	);
	assert.equal(output.split(closing).length - 1, 2, "once as it comes, and once in the summary");
}

describePrograms("the findings of a preview", (open) => {
	// In JavaScript programs: `messages.test.ts`.
	it("are all shown at once, each under its resource, in a TypeScript program", async () => {
		const { program, simulator } = await open({ files: { "index.ts": typeScript, "tasks.json": tasks } });

		const output = await failed(program.preview());

		assert.equal(names.length, 25);
		assertFindings(output);
		assert.deepEqual(new Set(simulator.actions()), new Set(["QueryAiCallTaskPage", "PageQueryAgentList"]));
		assert.deepEqual(simulator.tasks(), []);
	});

	it("are all shown at once in an Automation API program", async () => {
		const account = await open({
			files: {
				"index.js": "",
				"tasks.json": tasks,
				"automation.js": automation(`async () => {
					for (const [name, args] of Object.entries(require("./tasks.json"))) new AiCallTask(name, args);
				}`),
			},
		});

		const { exitCode, output } = await runAutomation(account, { command: "preview" });

		assert.equal(exitCode, 1, output);
		assertFindings(output);
		assert.doesNotMatch(output, /\n\s+at |unhandled/i);
	});

	it("stop an update without a preview before the first bad task is created, in the same words", async () => {
		const { program, simulator } = await open({
			files: {
				"index.js": javaScript,
				"tasks.json": JSON.stringify({ bad: { ...campaign, taskName: "bad", taskCps: 0 } }),
			},
		});

		const update = await failed(program.up());

		assert.match(update, /resource 'bad' has a problem: taskCps is .+\. Use a whole number from 1 to 500\./);
		assert.deepEqual(simulator.tasks(), []);
		const { text } = program.state();
		assert.doesNotMatch(text, /__findings|__preview/);
	});
});
