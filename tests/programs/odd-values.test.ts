import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

describePrograms("values that a program did not mean", (open) => {
	it("are recognised as what Pulumi and JavaScript made of them", async () => {
		const { program, simulator } = await open({
			files: javaScript(`
				const first = new AiCallTask("first", { ...campaign, taskName: "first" });
				const declare = (name, args) => new AiCallTask(name, { ...campaign, taskName: name, ...args });
				const at = new Date("2099-01-05T09:00:00+08:00");
				declare("joined", { taskName: \`second-\${first.taskId}\` });
				declare("nested", { callTime: [{ startTime: \`\${first.taskName}\`, endTime: "12:00:00" }] });
				declare("encoded", { agentId: JSON.stringify(first.agentId) });
				declare("awaited", { taskName: "task-" + Promise.resolve("a") });
				declare("date", { startType: "SCHEDULE", taskStartTime: at });
				declare("expiry", { callExpireType: 2, callExpireDate: at });
				declare("big", { agentId: 118712345678901234n });
				declare("rounded", { agentId: 118712345678901234 });
				declare("set", { callDay: new Set(["MONDAY"]) });
				declare("masked", { virtualNumber: "05710000XXXX" });
				declare("zone", { timeZone: "Europe/Berlin" });
				declare("people", { phoneNumbers: ["05710000009"] });
				declare("night", { callDay: ["FRIDAY"], callTime: [{ startTime: "22:00:00", endTime: "02:00:00" }] });
			`),
		});

		const output = await failed(program.preview());

		const said = diagnosticsOf(output);
		const expected: Readonly<Record<string, RegExp>> = {
			joined: /^error: taskName .*the text of a Pulumi Output.*pulumi\.interpolate.*\.apply/,
			nested: /^error: callTime\[0\]\.startTime .*the text of a Pulumi Output.*pulumi\.interpolate/,
			encoded: /^error: agentId .*the text of a Pulumi Output.*pulumi\.interpolate/,
			awaited: /^error: taskName \("task-\[object Promise\]"\) has \[object Promise\] in it/,
			date: /^error: taskStartTime \(\{\}\) is an empty object, .* of a Date\. Use its toISOString\(\)\./,
			expiry: /^error: callExpireDate \(\{\}\) is an empty object, .* of a Date\. Use its toISOString\(\)\./,
			big: /^error: agentId \(\{\}\) is an empty object, .* of a BigInt\. Use its toString\(\)\./,
			rounded: /^error: agentId \(118712345678901230\) is a number, and its last digits are lost already.*console/,
			set: /^error: callDay \(\{\}\) is an empty object, .* of a Set or Map\./,
			masked: /^error: virtualNumber \("05710000XXXX"\) is masked/,
			zone: /^error: timeZone \("Europe\/Berlin"\) is not a property .*Asia\/Shanghai/,
			people: /^error: phoneNumbers .*is not a property .* Declare a CalleeList/,
			night: /^error: callTime\[0\] \("22:00:00 to 02:00:00"\) is reversed: .* two tasks: /,
		};
		for (const [name, pattern] of Object.entries(expected)) {
			const errors = (said.get(name) ?? []).filter((line) => line.startsWith("error: "));
			assert.match(errors[0] ?? output, pattern, name);
			assert.equal(errors.length, 1, errors.join("\n"));
		}
		assert.equal(said.get("first"), undefined);
		assert.deepEqual(simulator.tasks(), []);
	});

	it("have their moment shown on the clock of China, unless they are secret", async () => {
		const { program } = await open({
			files: javaScript(`
				const sunday = { ...campaign, startType: "SCHEDULE", taskStartTime: "2099-01-03T20:00:00-05:00" };
				new AiCallTask("open", { ...sunday, taskName: "open" });
				new AiCallTask("hidden", { ...sunday, taskName: "hidden", taskStartTime: pulumi.secret(4_071_171_600_000) });
			`),
		});

		const said = diagnosticsOf(await succeeded(program.preview()));

		const moment = /That is Sunday 2099-01-04 09:00:00 in China\.$/;
		const [shown = "", hidden = ""] = ["open", "hidden"].map((name) => said.get(name)?.join("\n"));
		assert.match(shown, /^warning: taskStartTime \("2099-01-03T20:00:00-05:00"\) lies outside every call window: /);
		assert.match(shown, moment);
		assert.match(hidden, /^warning: taskStartTime lies outside every call window: /);
		assert.doesNotMatch(hidden, /in China|2099|4071/);
	});
});

describePrograms("an expiry date in RFC 3339", (open) => {
	it("is sent in the vendor's form, and is the same in that form", async () => {
		const expiring = (dates: readonly string[]) =>
			javaScript(`
				for (const [index, callExpireDate] of [${dates.join(", ")}].entries()) {
					const taskName = "spring-" + index;
					new AiCallTask(taskName, { ...campaign, taskName, callExpireType: 2, callExpireDate });
				}
			`);
		const sent = '"2099-03-01t10:00:00z"';
		const { program, simulator } = await open({ files: expiring([sent, sent, sent]) });

		await succeeded(program.up("--skip-preview=false"));
		for (const { definition } of simulator.tasks()) assert.equal(definition.CallExpireDate, "2099-03-01 18:00:00");
		const [vendors, javaScripts] = ['"2099-03-01 18:00:00"', 'new Date("2099-03-01T18:00:00+08:00").toISOString()'];
		program.write(expiring([sent, vendors, javaScripts]));
		await succeeded(program.up("--refresh", "--expect-no-changes"));

		assert.equal(simulator.actions().filter((action) => action === "UpdateAiCallTask").length, 0);
	});
});

const typeScript = `
import * as pulumi from "@pulumi/pulumi";
import { AiCallTask, type AiCallTaskArgs } from "pulumi-aiccs";

const args: AiCallTaskArgs = {
	taskName: "first", agentId: "118712345678901234", virtualNumber: "05710000001", startType: "IMMEDIATE",
	callDay: ["MONDAY"], callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
};
const first = new AiCallTask("first", args);
new AiCallTask("second", {
	...args, taskName: pulumi.interpolate\`\${first.taskName}-2\`, agentId: first.agentId, virtualNumber: first.virtualNumber,
	taskCps: first.taskCps, callableTime: first.callableTime, callTime: first.callTime, callDay: first.callDay,
	runState: pulumi.output<"stopped" | undefined>(undefined), source: Promise.resolve(undefined),
});
`;

describePrograms("the outputs of another task", (open) => {
	it("compile as arguments, where they may be without a value, too", async () => {
		const { program, simulator } = await open({ files: { "index.ts": typeScript } });

		await succeeded(program.up("--skip-preview=false"));
		await succeeded(program.up("--expect-no-changes"));

		assert.deepEqual(
			simulator.tasks().map(({ definition }) => [definition.TaskName, definition.AgentId]),
			[
				["first", "118712345678901234"],
				["first-2", "118712345678901234"],
			],
		);
	});
});
