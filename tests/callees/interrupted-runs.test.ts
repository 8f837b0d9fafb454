import assert from "node:assert/strict";
import { quickShells } from "../support/shells";
import { type Campaign, describeCampaign, numberOf, rowsOf } from "./support/describe-campaign";

function calledOnce(campaign: Campaign, ...indexes: readonly number[]): void {
	campaign.place.wait(7200);
	assert.deepEqual(campaign.called().toSorted(), indexes.map(numberOf));
}

/** Imports six people into the task, which does not call them. Returns their file. */
async function sixWaiting(campaign: Campaign) {
	const source = campaign.people(...rowsOf(1, 6));
	campaign.simulator.setStatus(campaign.taskId, "STOPPED");
	assert.deepEqual(await campaign.up({ source }), []);
	return source;
}

/** Kills the move of six people into a new task after its first import, and gives the list a third task. */
async function killedMove(campaign: Campaign) {
	const source = await sixWaiting(campaign);
	campaign.taskId = campaign.newTask();
	await campaign.killedAfter("ImportTaskNumberDatas", { source }, { newTasks: [campaign.taskId] });
	campaign.place.wait(3600);
	campaign.taskId = campaign.newTask();
	return source;
}

for (const shell of quickShells) {
	describeCampaign(
		`a list whose run is killed, on the same machine, ${shell.title}`,
		(fixture) => {
			it("calls no one again when its first import is killed and its task is replaced then", async () => {
				const { campaign } = fixture;
				const source = campaign.people(...rowsOf(1, 6));
				const former = campaign.taskId;
				await campaign.killedAfter("ImportTaskNumberDatas", { source }, { newTasks: [former] });
				campaign.place.wait(3600);
				assert.deepEqual(campaign.called(), [1, 2, 3].map(numberOf));
				campaign.simulator.setStatus(former, "STOPPED");
				campaign.taskId = campaign.newTask();

				assert.deepEqual(await campaign.up({ source }, { newTasks: [campaign.taskId] }), []);

				calledOnce(campaign, 1, 2, 3, 4, 5, 6);
				assert.equal(campaign.outputs().leftOut, 3);
			});

			it("calls no one again when its move is killed and it moves to a third task then", async () => {
				const { campaign } = fixture;
				const source = await killedMove(campaign);

				assert.deepEqual(await campaign.up({ source }), []);

				calledOnce(campaign, 1, 2, 3, 4, 5, 6);
				assert.equal(campaign.outputs().leftOut, 3);
			});

			it("withdraws what a killed move has imported when it returns to its task", async () => {
				const { campaign } = fixture;
				const source = campaign.people(...rowsOf(1, 6));
				const home = campaign.taskId;
				campaign.simulator.setStatus(home, "STOPPED");
				assert.deepEqual(await campaign.up({ source }), []);
				campaign.taskId = campaign.newTask();
				campaign.simulator.setStatus(campaign.taskId, "STOPPED");
				await campaign.killedAfter("ImportTaskNumberDatas", { source }, {}, 2);
				assert.ok(campaign.details(home).some(({ status }) => status === "cancelled"));
				const other = campaign.taskId;
				campaign.taskId = home;

				assert.deepEqual(await campaign.up({ source }), []);

				campaign.simulator.setStatus(other, "RUNNING");
				campaign.simulator.setStatus(home, "RUNNING");
				calledOnce(campaign, 1, 2, 3, 4, 5, 6);
				const taskIds = new Set(campaign.simulator.calls().map(({ taskId }) => taskId));
				assert.deepEqual([...taskIds], [home]);
			});

			it("imports again whom a killed run has withdrawn when the change is taken back", async () => {
				const { campaign } = fixture;
				const source = campaign.people(...rowsOf(1, 3));
				campaign.simulator.setStatus(campaign.taskId, "STOPPED");
				assert.deepEqual(await campaign.up({ source }), []);
				const doNotCall = campaign.file(`number\n${numberOf(2)}\n`);
				await campaign.killedAfter("CancelAiCallDetails", { source, doNotCall });

				assert.deepEqual(await campaign.up({ source }), []);

				campaign.simulator.setStatus(campaign.taskId, "RUNNING");
				calledOnce(campaign, 1, 2, 3);
				campaign.actions();
				assert.deepEqual(await campaign.up({ source }), []);
				assert.deepEqual(campaign.actions(), [], "a further run makes no call");
			});

			it("leaves its people to a list of another name that has the task of the killed move", async () => {
				const { campaign } = fixture;
				const source = await sixWaiting(campaign);
				campaign.taskId = campaign.newTask();
				campaign.simulator.setStatus(campaign.taskId, "STOPPED");
				await campaign.killedAfter("ImportTaskNumberDatas", { source }, {}, 2);
				campaign.name = "customers";

				assert.deepEqual(await campaign.up({ source }), []);

				campaign.simulator.setStatus(campaign.taskId, "RUNNING");
				calledOnce(campaign, 1, 2, 3, 4, 5, 6);
			});

			it("calls no one again when its move is killed and it is replaced for a third task then", async () => {
				const { campaign } = fixture;
				const source = await killedMove(campaign);

				assert.deepEqual(await campaign.up({ source }, { replace: ["people"] }), []);

				calledOnce(campaign, 1, 2, 3, 4, 5, 6);
			});

			it("withdraws what a killed move has imported when it is destroyed", async () => {
				const { campaign } = fixture;
				const source = await sixWaiting(campaign);
				const home = campaign.taskId;
				campaign.taskId = campaign.newTask();
				campaign.simulator.setStatus(campaign.taskId, "STOPPED");
				await campaign.killedAfter("ImportTaskNumberDatas", { source }, {}, 2);

				assert.deepEqual(await campaign.destroy(), []);

				const waiting = [...campaign.details(), ...campaign.details(home)].filter(({ status }) => status === "waiting");
				assert.deepEqual(waiting, []);
			});
		},
		{},
		3,
		shell,
	);
}

for (const shell of quickShells) {
	describeCampaign(
		`a new list whose answers are lost, ${shell.title}`,
		(fixture) => {
			it("is in the state, so that no one is called again when its task is replaced then", async () => {
				const { campaign } = fixture;
				const source = campaign.people(...rowsOf(1, 3));
				const faults = { action: "ImportTaskNumberDatas", fault: "error-500" } as const;
				campaign.simulator.fault({ ...faults, done: false, times: 2 });
				const [error = ""] = await campaign.up({ source }, { newTasks: [campaign.taskId] });
				assert.match(error, /^ImportTaskNumberDatas failed twice without an answer/);
				// The service executes what it has answered with an error, after all.
				campaign.others(numberOf(1), numberOf(2));
				campaign.place.wait(3600);
				assert.deepEqual(campaign.called(), [1, 2].map(numberOf));
				campaign.taskId = campaign.newTask();

				assert.deepEqual(await campaign.up({ source }, { journal: campaign.place.newJournal() }), []);

				calledOnce(campaign, 1, 2, 3);
			});
		},
		{},
		3,
		shell,
	);
}
