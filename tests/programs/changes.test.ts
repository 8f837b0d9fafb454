import assert from "node:assert/strict";
import type { Simulator } from "../../simulator";
import { describePrograms, failed, spring, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

const writes = (simulator: Simulator) => simulator.actions().filter((action) => !/^(Page)?Query/.test(action));

describePrograms("a change in a program", (_open, openDeployed) => {
	it("is announced by the preview, made in place, and not made again", async () => {
		const { program, simulator, taskId } = await openDeployed();
		simulator.setStatus(taskId, "STOPPED");
		program.write(spring('taskCps: 9, callDay: ["SUNDAY"]'));

		const preview = await succeeded(program.preview());
		assert.match(preview, /update \[diff: .*(callDay|taskCps)/);
		assert.deepEqual(writes(simulator), []);

		await succeeded(program.up());
		await succeeded(program.up("--expect-no-changes"));

		assert.deepEqual(writes(simulator), ["UpdateAiCallTask"]);
		const { TaskCps, CallDay } = simulator.task(taskId)?.definition ?? {};
		assert.deepEqual([TaskCps, CallDay], [9, ["SUNDAY"]]);
		assert.equal(simulator.tasks().length, 1);
		// Above 2^53: a number would have lost its last digits.
		assert.equal((await program.outputs()).taskId, taskId);
		assert.ok(BigInt(taskId) > BigInt(Number.MAX_SAFE_INTEGER));
	});

	it("of the agent replaces the task: the old one gives its name up before the new one is created", async () => {
		const { program, simulator, taskId: old } = await openDeployed();
		simulator.importNumbers(old, ["13800000001"]);
		program.write(spring('agentId: "118712345678905678"'));

		assert.match(await succeeded(program.up("--skip-preview=false")), /1 to replace/);
		await succeeded(program.up("--expect-no-changes"));

		assert.deepEqual(
			writes(simulator).filter((action) => action !== "CancelAiCallDetails"),
			["StopAiCallTask", "UpdateAiCallTask", "CreateAiCallTask"],
		);
		assert.equal(simulator.task(old)?.taskName, `released-${old}`);
		assert.equal(simulator.task(old)?.status, "STOPPED");
		assert.equal(simulator.task("spring")?.definition.AgentId, "118712345678905678");
		const stack = program.state().deployment.resources?.find(({ type }) => type === "pulumi:pulumi:Stack");
		assert.equal(stack?.outputs?.taskId, simulator.task("spring")?.taskId);
	});

	it("of a running campaign is a warning that names the interruption, and the campaign runs again afterwards", async () => {
		const { program, simulator, taskId } = await openDeployed();
		simulator.importNumbers(taskId, ["13800000001", "13800000002"]);
		assert.equal(simulator.task(taskId)?.status, "RUNNING");
		program.write(spring("taskCps: 4"));

		const up = diagnosticsOf(await succeeded(program.up("--skip-preview=false")));

		assert.deepEqual(up.get("spring"), [
			"warning: The campaign is running: this update stops it, changes it and starts it again.",
		]);
		assert.equal(simulator.task(taskId)?.status, "RUNNING");
		assert.equal(simulator.task(taskId)?.definition.TaskCps, 4);
	});
});

describePrograms("a campaign that makes progress", (_open, openDeployed) => {
	it("is no drift; a refresh reads its progress and changes nothing else in the state", async () => {
		const { program, simulator, taskId } = await openDeployed();
		const resourceNow = () => program.state().deployment.resources?.find(({ id }) => id === taskId);
		const declared = resourceNow()?.inputs;
		simulator.importNumbers(taskId, ["13800000001", "13800000002", "13800000003"]);
		simulator.setStatus(taskId, "RUNNING");
		simulator.advance(90);

		await succeeded(program.preview("--refresh", "--expect-no-changes"));
		await succeeded(program.refresh("--expect-no-changes"));

		const { status, progress } = resourceNow()?.outputs ?? {};
		assert.deepEqual([status, Object(progress).totalCount], ["RUNNING", 3]);
		assert.deepEqual(resourceNow()?.inputs, declared);
		await succeeded(program.up("--expect-no-changes"));
	});
});

describePrograms("a task changed or removed outside of Pulumi", (_open, openDeployed) => {
	it("shows as drift and is restored; a vanished one leaves the state and is created again", async () => {
		const { program, simulator, taskId } = await openDeployed();
		const declared = simulator.task(taskId)?.definition.CallDay;
		simulator.setStatus(taskId, "STOPPED");
		simulator.changeTask(taskId, { CallDay: ["SUNDAY"] });

		const drift = await program.preview("--refresh", "--expect-no-changes");
		assert.notEqual(drift.exitCode, 0);
		assert.match(drift.output, /spring update \[diff: ~callDay\]/);
		await succeeded(program.up("--refresh"));
		assert.deepEqual(simulator.task(taskId)?.definition.CallDay, declared);

		simulator.removeTask(taskId);
		await succeeded(program.refresh());
		assert.ok(!program.state().deployment.resources?.some(({ id }) => id === taskId));
		await succeeded(program.up());
		assert.equal(simulator.tasks().length, 1);
	});
});

describePrograms("a creation that succeeds in part", (open) => {
	it("keeps the task with its id, and the next update finishes it", async () => {
		const settings = { startInInit: "accepted", startInFailed: "accepted" } as const;
		const { program, simulator } = await open({ files: spring('runState: "running"') }, { settings });
		simulator.setAgent("118712345678901234", { online: false });

		const output = await failed(program.up());
		const [task, ...others] = simulator.tasks();
		assert.deepEqual(others, []);
		assert.match(output, /the start of task \d+ failed; the service says: .*run pulumi up again/);
		const { text, deployment } = program.state();
		assert.doesNotMatch(text, /__findings|__preview/);
		assert.ok(deployment.resources?.some(({ id }) => id === task?.taskId));

		simulator.setAgent("118712345678901234", { online: true });
		await succeeded(program.up());
		assert.equal(simulator.task(task?.taskId ?? "")?.status, "RUNNING");
		assert.equal(simulator.tasks().length, 1);
		await succeeded(program.up("--expect-no-changes"));
	});
});
