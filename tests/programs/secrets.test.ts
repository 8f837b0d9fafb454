import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";

const secrets = {
	agentId: "118755566677788899",
	taskName: "geheim-kampagne",
	virtualNumber: "05719876543",
	linePhoneNum: "13912345678",
	startTime: "09:17:23",
};

function assertNoSecret(output: string): void {
	// Nothing of the way by which findings travel shows either.
	assert.doesNotMatch(output, /__findings|pulumi-aiccs-[0-9a-f]{8}-/);
	for (const [property, secret] of Object.entries(secrets)) {
		assert.ok(!output.includes(secret), `${property} is printed:\n${output}`);
	}
}

const secretive = (more = "") =>
	javaScript(`
		const secret = pulumi.secret;
		new AiCallTask("agent", {
			...campaign,
			taskName: secret("${secrets.taskName}"),
			agentId: secret("${secrets.agentId}"),
			virtualNumber: secret("${secrets.virtualNumber}"),
			callTime: [{ startTime: secret("${secrets.startTime}"), endTime: "18:00:00" }],
			${more}
		});
		new AiCallTask("engine", {
			...campaign, agentId: undefined, virtualNumber: undefined,
			taskName: "engine", source: 1, applicationCode: "APP1",
			phoneType: 1, lineEncoding: "L1", linePhoneNum: secret("${secrets.linePhoneNum}"),
		});
	`);

describePrograms("secret properties", (open) => {
	it("are printed by no command and are encrypted in the state", async () => {
		const { program, simulator } = await open({ files: secretive() });

		assertNoSecret(await succeeded(program.preview("--json")));
		assertNoSecret(await succeeded(program.up("--skip-preview=false", "--diff")));
		assert.equal(simulator.task(secrets.taskName)?.definition.AgentId, secrets.agentId);
		assertNoSecret(await succeeded(program.up("--refresh", "--expect-no-changes", "--diff")));
		assertNoSecret(program.state().text);

		const { taskId = "" } = simulator.task(secrets.taskName) ?? {};
		simulator.setStatus(taskId, "STOPPED");
		program.write(secretive("taskCps: 4"));
		assertNoSecret(await succeeded(program.up("--skip-preview=false", "--diff")));
		assert.equal(simulator.task(taskId)?.definition.TaskCps, 4);
		assertNoSecret(program.state().text);
	});

	it("are left out of findings, whatever the findings are about", async () => {
		const { program, simulator } = await open({
			files: javaScript(`
				const secret = pulumi.secret;
				const hidden = { ...campaign, agentId: secret("${secrets.agentId}") };
				new AiCallTask("bad", {
					...hidden,
					taskName: secret(" ${secrets.taskName}-3"),
					virtualNumber: secret("${secrets.virtualNumber} "),
					callTime: [{ startTime: secret("${secrets.startTime}9"), endTime: "18:00:00" }],
				});
				new AiCallTask("held", { ...hidden, taskName: secret("${secrets.taskName}") });
				for (const name of ["one", "two"]) new AiCallTask(name, { ...hidden, taskName: secret("${secrets.taskName}-2") });
			`),
		});
		simulator.seedTasks([{ TaskName: secrets.taskName, AgentId: secrets.agentId }]);

		const preview = await failed(program.preview("--diff"));
		assertNoSecret(preview);
		assert.match(preview, /error: callTime\[0\]\.startTime is/);
		assert.match(preview, /error: taskName is already held by task \d+/);
		assert.match(preview, /error: taskName is also declared by "two"/);
		assertNoSecret((await program.preview("--json")).output);

		program.write(
			javaScript(
				`new AiCallTask("held", { ...campaign, taskName: pulumi.secret("${secrets.taskName}"), agentId: pulumi.secret("${secrets.agentId}") });`,
			),
		);
		const update = await failed(program.up());
		assertNoSecret(update);
		assert.match(update, /taskName is already held by task/);
	});
});
