import assert from "node:assert/strict";
import type { Settings } from "../../simulator";
import { numberOf } from "../callees/support/describe-campaign";
import { openQuickPlace, type QuickPlace } from "../callees/support/quick-place";
import { aDefinition } from "../support/definitions";
import { LaunchStack } from "../support/launch-stack";

const numbers = Array.from({ length: 8 }, (_, index) => numberOf(index));

describe("the start of a task", () => {
	let place: QuickPlace;
	let stack: LaunchStack;
	const open = async (settings: Partial<Settings> = {}) => {
		await place?.close();
		place = await openQuickPlace(settings);
		stack = new LaunchStack(place, 5);
	};
	beforeEach(() => open());
	afterEach(() => place.close());

	const program = (changes = {}) => ({ tasks: { spring: aDefinition(changes) }, lists: {} });
	const starts = () => place.simulator.actions().filter((action) => action === "StartAiCallTask").length;
	const updates = () => place.simulator.actions().filter((action) => action === "UpdateAiCallTask").length;
	const only = () => place.simulator.tasks()[0] ?? assert.fail("no task");
	/** A task of the stack that someone has filled and stopped. */
	const stopped = async (changes = {}, people = numbers) => {
		assert.deepEqual(await stack.up(program(changes)), []);
		place.simulator.importNumbers(only().taskId, people);
		place.simulator.setStatus(only().taskId, "STOPPED");
	};

	it("asks for a confirmation if more people wait than the limit", async () => {
		await stopped();
		const started = program({ runState: "running" });

		const [error = ""] = (await stack.preview(started)).filter((line) => line.startsWith("error: "));
		const refused = await stack.up(started);

		assert.match(
			error,
			/^error: This update starts task \d+, in which 8 people wait: more than aiccs:launchLimit \(5\) allows without a confirmation\. Fingerprint 8-[\da-z]{19} covers task \d+ as the program declares it, and up to 8 people\. To confirm it: pulumi config set --path 'aiccs:confirmedLaunches\[0\]' 8-[\da-z]{19}$/,
		);
		assert.deepEqual(refused, [error.replace("error: ", "")]);
		assert.equal(starts(), 0);

		stack.confirm(refused);
		assert.deepEqual(await stack.up(started), []);
		assert.equal(only().status, "RUNNING");
	});

	it("needs none for so many people, for a running task, and for one that stays stopped", async () => {
		await stopped({}, numbers.slice(0, 5));
		assert.deepEqual(await stack.up(program({ runState: "running" })), []);
		assert.equal(starts(), 1);
		place.simulator.importNumbers(only().taskId, numbers.slice(5));

		assert.deepEqual(await stack.up(program({ runState: "running", taskCps: 9 })), []);
		assert.equal(starts(), 2, "it was suspended for the update");
		place.simulator.setStatus(only().taskId, "STOPPED");
		assert.deepEqual(await stack.up(program({ taskCps: 8 })), []);
		assert.equal(only().status, "STOPPED");
	});

	it("stays confirmed if fewer people wait, and does not if more do", async () => {
		await stopped();
		const started = program({ runState: "running" });
		stack.confirm(await stack.preview(started));
		place.simulator.importNumbers(only().taskId, [numberOf(20)]);

		const more = await stack.up(started);

		assert.match(more.join(), /9 people wait:.*confirmedLaunches\[1\]' 9-/);
		const cancelled = place.simulator.details(only().taskId).slice(-2);
		const DetailIdList = JSON.stringify(cancelled.map(({ detailId }) => detailId));
		await place.simulator.perform("CancelAiCallDetails", { TaskId: only().taskId, DetailIdList });
		assert.deepEqual(await stack.up(started), []);
	});

	it("has another fingerprint after a change of the definition", async () => {
		await stopped();
		stack.confirm(await stack.preview(program({ runState: "running" })));

		const errors = await stack.up(program({ runState: "running", taskCps: 500 }));

		assert.match(errors.join(), /confirmedLaunches\[1\]'/);
		assert.equal(starts() + updates(), 0);
	});

	it("is asked about where a refresh finds that someone has stopped the task", async () => {
		const started = program({ runState: "running" });
		assert.deepEqual(await stack.up(started), []);
		place.simulator.importNumbers(only().taskId, numbers);
		place.simulator.setStatus(only().taskId, "STOPPED");
		assert.deepEqual(await stack.up(started), [], "nothing is known of it yet");
		assert.equal(only().status, "STOPPED");
		assert.deepEqual(await stack.refresh(), []);
		place.simulator.clearRequests();
		const offline = await stack.preview(started, { configuration: { "aiccs:offlinePreview": "true" } });
		assert.deepEqual(place.simulator.actions(), []);
		assert.doesNotMatch(offline.join(), /error/);
		const previewed = await stack.preview(started);
		const refused = await stack.up(started);

		assert.match(previewed.join(), /^error: This update starts task \d+, in which 8 people wait/);
		assert.match(refused.join(), /^This update starts task/);
		assert.equal(starts(), 0);
		stack.confirm(refused);
		assert.deepEqual(await stack.up(started), []);
		assert.equal(only().status, "RUNNING");
	});

	it("is refused before it is sent where nothing is known of the stop", async () => {
		await stopped({ runState: "running" });
		const sent = starts();
		// The name that the state has is not the task's: the check does not find it.
		place.simulator.changeTask(only().taskId, { TaskName: "by hand" });

		const errors = await stack.up(program({ runState: "running", taskCps: 9 }));

		assert.match(errors.join(), /^The task was not started: This update starts task \d+, in which 8 people wait/);
		assert.equal(starts(), sent);
	});

	it("of a campaign that a killed update has suspended needs none", async () => {
		assert.deepEqual(await stack.up(program({ runState: "running" })), []);
		place.simulator.importNumbers(only().taskId, numbers);
		assert.equal(only().status, "RUNNING");
		const changed = program({ runState: "running", taskCps: 9 });
		let kills = 0;
		for (let call = 1; only().status === "RUNNING" && call < 20; call++) {
			if ((await stack.killedUp(changed, { call, when: "after" })) === undefined) kills++;
		}
		assert.equal(only().status, "STOPPED", `after ${kills} kills`);

		assert.doesNotMatch((await stack.preview(changed)).join(), /error/);
		assert.deepEqual(await stack.up(changed), []);
		assert.equal(only().status, "RUNNING");
	});

	it("is asked about for a task that is adopted", async () => {
		const [taskId = ""] = place.simulator.seedTasks([{ TaskName: "by hand", status: "STOPPED" }]);
		place.simulator.importNumbers(taskId, numbers);
		const { AgentId } = place.simulator.task(taskId)?.definition ?? {};
		const adopted = program({ adoptTaskId: taskId, runState: "running", ...(AgentId && { agentId: AgentId }) });

		const previewed = await stack.preview(adopted);
		stack.confirm(previewed);

		assert.match(previewed.join("\n"), /^error: This update starts task \d+, in which 8 people wait/m);
		assert.deepEqual(await stack.up(adopted), []);
		assert.equal(only().status, "RUNNING");
	});

	it("at its time is asked about once more if the campaign is changed before", async () => {
		await open({ updateInInit: "accepted" });
		const scheduled = { startType: "SCHEDULE", taskStartTime: "2026-01-09T10:00:00+08:00" } as const;
		assert.deepEqual(await stack.up(program(scheduled)), []);
		place.simulator.importNumbers(only().taskId, numbers);
		assert.equal(only().status, "INIT");
		assert.deepEqual(await stack.up(program(scheduled)), []);
		const changed = program({ ...scheduled, taskStartTime: "2026-01-05T11:00:00+08:00" });

		const [error = ""] = (await stack.preview(changed)).filter((line) => line.startsWith("error: "));
		const refused = await stack.up(changed);

		assert.match(
			error,
			/^error: This update changes task \d+ before it starts, in which 8 people wait: more than aiccs:launchLimit/,
		);
		assert.equal(updates(), 0);
		stack.confirm(refused);
		assert.deepEqual(await stack.up(changed), []);
		assert.equal(updates(), 1);
	});

	it("needs none for a replaced task: the new one has no one", async () => {
		await stopped();
		const replaced = program({ agentId: "118012345678905678", runState: "running" });

		assert.doesNotMatch((await stack.preview(replaced)).join(), /confirm/);
		assert.deepEqual(await stack.up(replaced), []);
	});

	it("queries nothing more for an unchanged task, and nothing at all without a limit", async () => {
		await stopped();
		const started = program({ runState: "running" });
		stack.confirm(await stack.up(started));
		assert.deepEqual(await stack.up(started), []);
		place.simulator.clearRequests();

		assert.deepEqual(await stack.preview(started), []);
		assert.deepEqual(await stack.up(started), []);
		assert.deepEqual(place.simulator.actions(), []);

		stack.limit = undefined;
		place.simulator.setStatus(only().taskId, "STOPPED");
		assert.deepEqual(await stack.refresh(), []);
		place.simulator.clearRequests();
		assert.deepEqual(await stack.up(started), []);
		assert.equal(place.simulator.actions().includes("QueryAiCallDetailPage"), false);
	});

	it("shows each launch of a preview with an index of its own", async () => {
		const names = ["spring", "summer", "autumn"] as const;
		const tasks = (changes = {}) => ({
			tasks: Object.fromEntries(names.map((taskName) => [taskName, aDefinition({ taskName, ...changes })])),
			lists: {},
		});
		assert.deepEqual(await stack.up(tasks()), []);
		for (const { taskId } of place.simulator.tasks()) {
			place.simulator.importNumbers(taskId, numbers);
			place.simulator.setStatus(taskId, "STOPPED");
		}
		const started = tasks({ runState: "running" });

		const previewed = await stack.preview(started);

		assert.deepEqual(
			previewed.flatMap((line) => /confirmedLaunches\[(\d+)\]/.exec(line)?.[1] ?? []),
			["0", "1", "2"],
		);
		assert.equal(stack.confirm(previewed).length, 3);
		assert.deepEqual(await stack.up(started), []);
	});

	it("reports a configuration that is a text with all of the fingerprints", async () => {
		await stopped();
		const started = program({ runState: "running" });
		const configuration = { "aiccs:confirmedLaunches": "1-aaaaaaaaaaaaaaaaaaa, 2-bbbbbbbbbbbbbbbbbbb" };

		const errors = await stack.up(started, { configuration });

		assert.match(
			errors.join(),
			/To confirm it: pulumi config set aiccs:confirmedLaunches "1-aaaaaaaaaaaaaaaaaaa 2-bbbbbbbbbbbbbbbbbbb 8-[\da-z]{19}"$/,
		);
	});
});
