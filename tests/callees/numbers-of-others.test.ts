import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type Campaign, describeCampaign, numberOf, type Row, rowsOf } from "./support/describe-campaign";

function waiting(campaign: Campaign): string[] {
	return campaign.details().flatMap(({ phoneNumber, status }) => (status === "waiting" ? [phoneNumber] : []));
}

const own: Row[] = [
	[numberOf(1), "A"],
	[numberOf(2), "B"],
	[numberOf(3), "C"],
	[numberOf(4), "D"],
];

describeCampaign("numbers that others have imported into the task of a list", (fixture) => {
	it("are not imported again, are not withdrawn, and are counted in a preview", async () => {
		const { campaign } = fixture;
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		campaign.others(numberOf(2), numberOf(9));
		const program = { people: { taskId: campaign.taskId, source: campaign.people(...rowsOf(1, 3)) } };
		const { people: findings = [] } = await campaign.engine.preview(program);
		assert.ok(
			findings.some((line) => line.includes("Imported by others, and left as they are: 1.")),
			findings.join("\n"),
		);

		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 3)) }), []);
		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(3, 3)) }), []);

		assert.deepEqual(waiting(campaign).toSorted(), [2, 3, 9].map(numberOf));
	});

	it("are withdrawn where the do-not-call list has them", async () => {
		const { campaign } = fixture;
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		campaign.others(numberOf(7), numberOf(8), numberOf(9));
		const doNotCall = campaign.file(`number\n${numberOf(8)}\n${numberOf(2)}\n`);

		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 3)), doNotCall }), []);

		assert.deepEqual(waiting(campaign).toSorted(), [1, 3, 7, 9].map(numberOf));
		const { count, suppressed, withdrawn } = campaign.outputs();
		assert.deepEqual({ count, suppressed, withdrawn }, { count: 2, suppressed: 1, withdrawn: 1 });
	});
});

describeCampaign("a batch that neither state nor journal knows", (fixture) => {
	/** Imports a list, and loses everything that remembers it. */
	async function importAndForget(campaign: Campaign): Promise<void> {
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		assert.deepEqual(await campaign.up({ source: campaign.people(...own) }), []);
		campaign.engine.state.clear();
	}

	it("is the list's if most of its people are: who is gone is withdrawn", async () => {
		const { campaign } = fixture;
		await importAndForget(campaign);

		const source = campaign.people(...own.slice(0, 3));
		assert.deepEqual(await campaign.up({ source }, { journal: campaign.place.newJournal() }), []);

		assert.deepEqual(waiting(campaign), [1, 2, 3].map(numberOf));
	});

	it("is that of others if most of its people are", async () => {
		const { campaign } = fixture;
		await importAndForget(campaign);

		// The first one was imported alone; of the batch of the three others, one is left.
		const source = campaign.people([numberOf(1), "A"], [numberOf(2), "B"]);
		assert.deepEqual(await campaign.up({ source }, { journal: campaign.place.newJournal() }), []);

		assert.deepEqual(waiting(campaign), [1, 2, 3, 4].map(numberOf));
	});

	it("is the list's if its outIds follow from the numbers", async () => {
		const { campaign } = fixture;
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 4)) }), []);
		campaign.engine.state.clear();

		const source = campaign.people(...rowsOf(1, 2));
		assert.deepEqual(await campaign.up({ source }, { journal: campaign.place.newJournal() }), []);

		assert.deepEqual(waiting(campaign), [1, 2].map(numberOf));
	});
});

describeCampaign(
	"a service that masks numbers",
	(fixture) => {
		it("has people recognized by their outIds", async () => {
			const { campaign } = fixture;
			campaign.simulator.setStatus(campaign.taskId, "STOPPED");
			assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 4)) }), []);
			const doNotCall = campaign.file(`number\n${numberOf(3)}\n`);
			const journal = campaign.place.newJournal();
			campaign.engine.state.clear();

			assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 6)), doNotCall }, { journal }), []);

			assert.deepEqual(waiting(campaign).toSorted(), [1, 2, 4, 5, 6].map(numberOf));
		});
	},
	{ calledNumber: "masked" },
);

describeCampaign("people who leave a list while its task calls", (fixture) => {
	it("are counted as withdrawn or as too late, each once", async () => {
		const { campaign } = fixture;
		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 8)) }), []);
		campaign.place.wait(200);
		const called = campaign.called().length;
		assert.ok(called > 1 && called < 7);
		let isLate = false;
		const before = (action: string) => {
			if (action !== "CancelAiCallDetails" || isLate) return;
			isLate = true;
			campaign.place.wait(100);
		};

		const source = campaign.people(...rowsOf(8, 8));
		assert.deepEqual(await campaign.up({ source }, { around: { before } }), []);

		const { withdrawn, tooLate } = campaign.outputs();
		const cancelled = campaign.details().filter(({ status }) => status === "cancelled").length;
		assert.deepEqual({ withdrawn, tooLate }, { withdrawn: cancelled, tooLate: 7 - cancelled });
		assert.ok(campaign.called().length > called, "some were called just before they could be withdrawn");
		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(8, 9)) }), []);
		assert.deepEqual(
			[campaign.outputs().withdrawn, campaign.outputs().tooLate],
			[cancelled, 7 - cancelled],
			"and as long as they are gone",
		);
	});

	it("are counted once if they wait for their next call", async () => {
		const { campaign } = fixture;
		campaign.taskId = campaign.newTask({
			MissCallRetry: true,
			CallRetryTimes: 3,
			CallRetryInterval: 60,
			TaskCps: 5,
		});
		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 12)) }), []);
		campaign.place.wait(600);
		const retrying = campaign.details().filter(({ status }) => status === "waiting-retry").length;
		assert.ok(retrying > 0);

		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(13, 13)) }), []);

		assert.deepEqual([campaign.outputs().withdrawn, campaign.outputs().tooLate], [0, 12]);
		campaign.place.wait(7200);
		const again = campaign.simulator.calls().filter(({ attempt }) => attempt > 1);
		assert.deepEqual(again, [], "and are not called again");
	});
});

describeCampaign("hashes that others have imported into the task of an encrypted list", (fixture) => {
	it("do not keep the list from being destroyed, and stay", async () => {
		const { campaign } = fixture;
		const hashOf = (index: number) => createHash("sha256").update(numberOf(index)).digest("hex");
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		const source = campaign.file(`calleeNumber\n${hashOf(1)}\n${hashOf(2)}\n`);
		assert.deepEqual(await campaign.up({ source, encryptionType: 2 }), []);
		await campaign.simulator.perform("ImportTaskNumberDatas", {
			TaskId: campaign.taskId,
			DataType: "JSON",
			EncryptionType: "2",
			PhoneNumberList: JSON.stringify([{ calleeNumber: hashOf(3) }]),
		});

		assert.deepEqual(await campaign.destroy(), []);

		assert.deepEqual(waiting(campaign), [hashOf(3)]);
	});
});
