import assert from "node:assert/strict";
import type { Values } from "../support/engine";
import { type Campaign, describeCampaign, numberOf, type Row, rowsOf } from "./support/describe-campaign";

/** How often each action was sent since the last time. */
function counts(campaign: Campaign): Record<string, number> {
	const found: Record<string, number> = {};
	for (const action of campaign.actions()) found[action] = (found[action] ?? 0) + 1;
	return found;
}

async function up(
	campaign: Campaign,
	inputs: Values,
	newTasks: readonly string[] = [],
): Promise<Record<string, number>> {
	assert.deepEqual(await campaign.up(inputs, { newTasks }), []);
	return counts(campaign);
}

/** No line and no error may have a number or an outId. */
function namesNoOne(campaign: Campaign, errors: readonly string[]): void {
	const shown = [...campaign.place.lines, ...errors].filter((line) => /1380000\d{4}|customer-\d/.test(line));
	assert.deepEqual(shown, []);
}

/* A reading: pages of 1,000 and of 500 are refused; the three lists, their totals, and these again after the lag. */
const hundredBatches = rowsOf(1, 300);

describeCampaign("the calls of a list", (fixture) => {
	it("are 100 imports and 7 comparisons with the task for 100 batches into a task of this run", async () => {
		const { campaign } = fixture;
		const source = campaign.people(...hundredBatches);

		assert.deepEqual(await up(campaign, { source }, [campaign.taskId]), {
			ImportTaskNumberDatas: 100,
			QueryAiCallTaskPage: 7,
		});
	});

	it("read the task before 100 batches are imported into one that exists", async () => {
		const { campaign } = fixture;
		const source = campaign.people(...hundredBatches);

		assert.deepEqual(await up(campaign, { source }), {
			ImportTaskNumberDatas: 100,
			QueryAiCallTaskPage: 9,
			QueryAiCallDetailPage: 3,
		});
	});

	it("are none for a list that has not changed, or of which only something is recorded", async () => {
		const { campaign } = fixture;
		const source = campaign.people(...rowsOf(1, 7));
		await up(campaign, { source });

		for (const changes of [{}, { atMost: 100 }, { atMost: 50, onDestroy: "leave" }, { onDestroy: "withdraw" }]) {
			assert.deepEqual(await up(campaign, { source, ...changes }), {}, JSON.stringify(changes));
		}
	});

	it("are none for a file with other variables, another order, or another column for the same people", async () => {
		const { campaign } = fixture;
		await up(campaign, { source: campaign.file(`phone,name\n${numberOf(1)},Li\n${numberOf(2)},Wang\n`) });

		const texts = [
			`phone,name\n${numberOf(2)},Wang\n${numberOf(1)},Zhao\n`,
			`name,phone\nLi,${numberOf(1)}\nWang,${numberOf(2)}\n`,
		];
		for (const text of texts) assert.deepEqual(await up(campaign, { source: campaign.file(text) }), {});
		const source = campaign.file(`Handset\n${numberOf(1)}\n${numberOf(2)}\n`);
		assert.deepEqual(await up(campaign, { source, columns: { Handset: "calleeNumber" } }), {});
	});

	it("read the task once for another do-not-call list, and withdraw", async () => {
		const { campaign } = fixture;
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		const source = campaign.people(...rowsOf(1, 7));
		await up(campaign, { source });
		const noOne = campaign.file(`number\n${numberOf(99)}\n`);
		const three = campaign.file(`number\n${numberOf(3)}\n`);

		const reading = { QueryAiCallTaskPage: 2, QueryAiCallDetailPage: 11 };
		assert.deepEqual(await up(campaign, { source, doNotCall: noOne }), reading);
		assert.deepEqual(await up(campaign, { source, doNotCall: three }), { ...reading, CancelAiCallDetails: 1 });
	});

	it("read the task once for people who come and go", async () => {
		const { campaign } = fixture;
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		await up(campaign, { source: campaign.people(...rowsOf(1, 7)) });

		assert.deepEqual(await up(campaign, { source: campaign.people(...rowsOf(3, 9)) }), {
			QueryAiCallTaskPage: 3,
			QueryAiCallDetailPage: 11,
			CancelAiCallDetails: 1,
			ImportTaskNumberDatas: 2,
		});
	});

	it("are none in a preview of a list that has not changed", async () => {
		const { campaign } = fixture;
		const inputs = { taskId: campaign.taskId, source: campaign.people(...rowsOf(1, 7)) };
		await up(campaign, inputs);

		assert.deepEqual(await campaign.engine.preview({ people: inputs }), { people: [] });

		assert.deepEqual(counts(campaign), {});
	});

	it("are queries in a preview of changes", async () => {
		const { campaign } = fixture;
		await up(campaign, { source: campaign.people(...rowsOf(1, 7)) });
		const inputs = { taskId: campaign.taskId, source: campaign.people(...rowsOf(2, 8)) };

		const { people: findings = [] } = await campaign.engine.preview({ people: inputs });

		assert.ok(
			findings.some((line) => line.startsWith("note: 7 people on the list. To import: 1. In the task already: 6.")),
			findings.join("\n"),
		);
		const queries = Object.keys(counts(campaign)).filter((action) => !action.startsWith("Query"));
		assert.deepEqual(queries, []);
		namesNoOne(campaign, findings);
	});
});

describeCampaign(
	"a large import",
	(fixture) => {
		it("shows its progress every 10,000 people, and what was done", async () => {
			const { campaign } = fixture;
			const source = campaign.people(
				...rowsOf(1, 9999),
				...Array.from({ length: 15_001 }, (_, one): Row => [`139${10_000_000 + one}`]),
			);

			assert.deepEqual(await campaign.up({ source }, { newTasks: [campaign.taskId] }), []);

			const of = `Task ${campaign.taskId}:`;
			assert.deepEqual(campaign.place.lines, [
				`${of} 10,000 of 25,000 people imported.`,
				`${of} 20,000 of 25,000 people imported.`,
				`${of} 25,000 people imported.`,
			]);
		});
	},
	{},
	1000,
);

const customers = Array.from({ length: 7 }, (_, index): Row => [numberOf(index + 1), `customer-${index + 1}`]);

describeCampaign("an import whose answer is lost", (fixture) => {
	for (const fault of ["reset-before", "reset-after", "bad-json", "html-503"] as const) {
		it(`imports everyone once: ${fault}`, async () => {
			const { campaign } = fixture;
			campaign.simulator.fault({ action: "ImportTaskNumberDatas", fault, skip: 1 });

			assert.deepEqual(
				await campaign.up({ source: campaign.people(...customers) }, { newTasks: [campaign.taskId] }),
				[],
			);

			assert.deepEqual(
				campaign.details().map(({ phoneNumber }) => phoneNumber),
				customers.map(([number]) => number),
			);
			assert.ok(
				campaign.place.lines.includes(
					`The answer to an import into task ${campaign.taskId} was lost. Reading what the task has.`,
				),
			);
			namesNoOne(campaign, []);
		});
	}

	it("ends when it is lost twice, with the lines of the people, and is continued by the next run", async () => {
		const { campaign } = fixture;
		const source = campaign.people(...customers);
		campaign.simulator.fault({ action: "ImportTaskNumberDatas", fault: "reset-before", skip: 1, times: 2 });

		const errors = await campaign.up({ source }, { newTasks: [campaign.taskId] });

		assert.equal(errors.length, 1);
		assert.match(
			errors[0] ?? "",
			/^ImportTaskNumberDatas failed twice without an answer for 3 people \(lines 5 to 7 of \S+\.csv\), who do not show in the task\./,
		);
		assert.equal(campaign.outputs().__incomplete, true);
		assert.equal(campaign.details().length, 3);
		namesNoOne(campaign, errors);
		assert.deepEqual(await campaign.up({ source }), []);
		assert.equal(campaign.details().length, 7);
		assert.equal(campaign.outputs().__incomplete, undefined);
	});
});

describeCampaign(
	"an import of which the service takes a part when the answer is lost",
	(fixture) => {
		it("imports the rest", async () => {
			const { campaign } = fixture;
			campaign.simulator.fault({ action: "ImportTaskNumberDatas", fault: "reset-after", skip: 1 });

			assert.deepEqual(
				await campaign.up({ source: campaign.people(...customers) }, { newTasks: [campaign.taskId] }),
				[],
			);

			const numbers = campaign.details().map(({ phoneNumber }) => phoneNumber);
			assert.deepEqual(
				numbers.toSorted(),
				customers.map(([number]) => number),
			);
		});
	},
	{ importOnLostAnswer: "part", rowDelayAfterImport: 8, countDelayAfterImport: 3 },
);

describeCampaign(
	"an import of a number that the service refuses",
	(fixture) => {
		it("imports the others, and names the line and not the number", async () => {
			const { campaign } = fixture;
			const other = campaign.newTask();
			campaign.simulator.setStatus(campaign.taskId, "STOPPED");
			assert.deepEqual(await campaign.up({ source: campaign.people(...customers.slice(0, 2)) }), []);
			assert.notEqual(other, campaign.taskId);
			assert.deepEqual(await campaign.up({ source: campaign.people(...customers.slice(0, 1)) }), []);

			const errors = await campaign.up({ source: campaign.people(...customers) });

			assert.equal(errors.length, 1);
			assert.match(errors[0] ?? "", /InvalidPhoneNumberList .*1 person \(lines? 3 of \S+\.csv\)/);
			const waiting = campaign.details().filter(({ status }) => status === "waiting");
			assert.deepEqual(waiting.map(({ phoneNumber }) => phoneNumber).toSorted(), [1, 3, 4, 5, 6, 7].map(numberOf));
			namesNoOne(campaign, errors);
		});
	},
	{ duplicateNumbers: "refused" },
);

describeCampaign("an import beside one of others", (fixture) => {
	it("does not import whom they have imported meanwhile", async () => {
		const { campaign } = fixture;
		let imports = 0;
		const before = (action: string) => {
			if (action === "ImportTaskNumberDatas" && ++imports === 2) campaign.others(numberOf(12), numberOf(14));
		};

		const source = campaign.people(...rowsOf(1, 15));
		assert.deepEqual(await campaign.up({ source }, { newTasks: [campaign.taskId], around: { before } }), []);

		const numbers = campaign.details().map(({ phoneNumber }) => phoneNumber);
		assert.deepEqual(
			numbers.toSorted(),
			rowsOf(1, 15).map(([number]) => number),
		);
	});
});

describeCampaign(
	"an import into a stopped task that the import starts",
	(fixture) => {
		it("ends after one person, and stops the task again", async () => {
			const { campaign } = fixture;
			campaign.simulator.setStatus(campaign.taskId, "STOPPED");

			const [error = ""] = await campaign.up({ source: campaign.people(...rowsOf(1, 7)) });

			assert.match(error, /was stopped, and the import of 1 person has started it, so it was stopped again/);
			assert.equal(campaign.simulator.task(campaign.taskId)?.status, "STOPPED");
			assert.equal(campaign.details().length, 1);
		});
	},
	{ importIntoStopped: "starts" },
);
