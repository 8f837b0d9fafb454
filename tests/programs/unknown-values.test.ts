import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

/** A resource whose output is unknown until it has been created. */
const source = `
class Source extends pulumi.dynamic.Resource {
	constructor(name, value) {
		const provider = { create: async (inputs) => ({ id: "1", outs: { value: inputs.given } }) };
		super(provider, name, { given: value, value: undefined });
	}
}
`;

describePrograms("values that a preview does not know", (open, openDeployed) => {
	it("are neither judged nor looked up until they are known, and other findings are shown all the same", async () => {
		const { program, simulator } = await open({
			files: javaScript(`${source}
				const { value } = new Source("source", "spring");
				const { value: time } = new Source("time", "09:00:00");
				new AiCallTask("named", { ...campaign, taskName: value });
				new AiCallTask("joined", { ...campaign, taskName: pulumi.interpolate\`\${value}-2\` });
				new AiCallTask("timed", {
					...campaign, taskName: "timed", taskCps: 0, callTime: [{ startTime: time, endTime: "25:00:00" }],
				});
			`),
		});
		simulator.seedTasks([{ TaskName: "spring", status: "STOPPED" }]);

		const said = diagnosticsOf(await failed(program.preview()));

		assert.equal(said.get("named"), undefined);
		assert.equal(said.get("joined"), undefined);
		const timed = said.get("timed")?.join("\n") ?? "";
		assert.match(timed, /error: taskCps \(0\)/);
		assert.match(timed, /error: callTime\[0\]\.endTime/);
		assert.doesNotMatch(timed, /startTime/);
		assert.doesNotMatch(JSON.stringify(simulator.requests()), /04da6b54/);
	});

	it("are checked in the update once they are known, before anything is sent", async () => {
		const { program, simulator } = await open({
			files: javaScript(`${source}
				const { value } = new Source("source", "spring");
				new AiCallTask("named", { ...campaign, taskName: value });
			`),
		});
		const [holder] = simulator.seedTasks([{ TaskName: "spring", status: "STOPPED" }]);

		const output = await failed(program.up("--skip-preview=false"));

		assert.match(output, /\+ 3 to create/, "the preview finds nothing");
		assert.match(output, new RegExp(`taskName is already held by task ${holder}`));
		assert.equal(simulator.tasks().length, 1);
		program.write(
			javaScript(`${source}
				const { value } = new Source("source", "spring");
				new AiCallTask("named", { ...campaign, taskName: value.apply((name) => name + "-2") });
			`),
		);
		await succeeded(program.up());
		await succeeded(program.up("--expect-no-changes"));
		assert.equal(simulator.tasks().length, 2);
	});

	it("count as a change of a task that exists, and are left alone when they turn out the same", async () => {
		const { program, simulator } = await openDeployed();
		program.write(
			javaScript(`${source}
				const { value } = new Source("source", "spring");
				new AiCallTask("spring", { ...campaign, taskName: value, virtualNumber: value.apply(() => campaign.virtualNumber) });
			`),
		);

		await succeeded(program.up("--skip-preview=false"));

		assert.deepEqual(
			simulator.actions().filter((action) => !/^(Page)?Query/.test(action)),
			[],
		);
	});
});
