import assert from "node:assert/strict";
import type { Program, UpOptions, Values } from "../support/engine";
import { quickShells, type ShellKind } from "../support/shells";
import { Campaign, type Row, rowsOf } from "./support/describe-campaign";
import { type Death, type Run, runMortal } from "./support/mortal-run";
import { openQuickPlace, type ProcessOptions } from "./support/quick-place";

/** Seven batches. */
const batchSize = 3;
const people = rowsOf(1, 20);
/** The last ones are taken off the list, and new ones are put on it. */
const changed = [...rowsOf(1, 15), ...rowsOf(21, 26)];

interface Scene {
	readonly campaign: Campaign;
	/** The inputs of the command, made anew for each run as a program does. */
	inputs(): Values | undefined;
	readonly options: UpOptions;
}

interface Flow {
	readonly title: string;
	/** The state may be lost as well: the account alone shows what was done. */
	readonly mayLoseState: boolean;
	/** Prepares the account and the stack; the command follows. */
	prepare(campaign: Campaign): Promise<Scene>;
	/** Who is called in the end. */
	readonly called: readonly Row[];
}

const flows: readonly Flow[] = [
	{
		title: "a new list of seven batches, with its task",
		mayLoseState: true,
		prepare: async (campaign) => ({
			campaign,
			inputs: () => ({ source: campaign.people(...people) }),
			options: { newTasks: [campaign.taskId] },
		}),
		called: people,
	},
	{
		title: "a new list of seven batches, in a task that exists",
		mayLoseState: true,
		prepare: async (campaign) => ({ campaign, inputs: () => ({ source: campaign.people(...people) }), options: {} }),
		called: people,
	},
	{
		title: "people put on the list and taken off it",
		mayLoseState: true,
		prepare: async (campaign) => {
			await imported(campaign);
			return { campaign, inputs: () => ({ source: campaign.people(...changed) }), options: {} };
		},
		called: changed,
	},
	{
		title: "a move to a task that exists, while the old one calls",
		mayLoseState: false,
		prepare: async (campaign) => {
			await imported(campaign);
			campaign.taskId = campaign.newTask();
			return { campaign, inputs: () => ({ source: campaign.people(...people) }), options: {} };
		},
		called: people,
	},
	{
		title: "a task that is replaced",
		mayLoseState: false,
		prepare: async (campaign) => {
			await imported(campaign);
			campaign.simulator.setStatus(campaign.taskId, "STOPPED");
			campaign.taskId = campaign.newTask();
			return {
				campaign,
				inputs: () => ({ source: campaign.people(...people) }),
				options: { newTasks: [campaign.taskId] },
			};
		},
		called: people,
	},
	{
		title: "a destroy",
		mayLoseState: false,
		prepare: async (campaign) => {
			await imported(campaign);
			return { campaign, inputs: () => undefined, options: {} };
		},
		called: rowsOf(1, 1),
	},
];

async function imported(campaign: Campaign): Promise<void> {
	assert.deepEqual(await campaign.up({ source: campaign.people(...people) }, { newTasks: [campaign.taskId] }), []);
}

interface Loss {
	readonly journal: boolean;
	readonly state: boolean;
}

interface Case {
	readonly action: string;
	readonly death: Death;
	readonly loses: Loss;
}

async function open(flow: Flow, shell: ShellKind): Promise<Scene> {
	return flow.prepare(new Campaign(await openQuickPlace(), batchSize, shell));
}

function run(scene: Scene, options: ProcessOptions & UpOptions = scene.options, death?: Death): Promise<Run> {
	const { campaign, inputs } = scene;
	const given = inputs();
	const program: Program = given === undefined ? {} : { people: { taskId: campaign.taskId, ...given } };
	return runMortal({ place: campaign.place, engine: campaign.engine, death }, program, options);
}

async function callsOf(flow: Flow, shell: ShellKind): Promise<readonly string[]> {
	const scene = await open(flow, shell);
	scene.campaign.actions();
	assert.deepEqual((await run(scene)).errors, []);
	const actions = scene.campaign.actions();
	await scene.campaign.place.close();
	return actions;
}

/** Kills the provider at a call, runs the command again, and asks the account. */
async function killAndRunAgain(flow: Flow, shell: ShellKind, { death, loses }: Case): Promise<void> {
	const scene = await open(flow, shell);
	const { campaign } = scene;
	const { place } = campaign;
	try {
		assert.equal((await run(scene, scene.options, death)).errors, undefined, "it is killed");
		if (loses.state) campaign.engine.state.clear();
		const process = loses.journal ? { journal: place.newJournal() } : {};

		assert.deepEqual((await run(scene, process)).errors, []);
		assert.deepEqual(await run(scene, process), { errors: [], calls: 0 }, "a second run makes no call");

		place.wait(12 * 3600);
		assert.deepEqual(
			campaign.called().toSorted(),
			flow.called.map(([number]) => number),
		);
		const left = place.newContext(process).journal.keysWhere((_, key) => !key.startsWith("list:"));
		assert.deepEqual(left, [], "no batch is left in the journal");
	} finally {
		await place.close();
	}
}

/** Every call of a flow at which a run may be killed, and what may be lost then. */
async function deathsOf(flow: Flow, shell: ShellKind): Promise<Case[]> {
	const either = [false, true];
	const losses = either.flatMap((journal) =>
		(flow.mayLoseState ? either : [false]).map((state) => ({ journal, state })),
	);
	const actions = await callsOf(flow, shell);
	return actions.flatMap((action, index) =>
		(["before", "after"] as const).flatMap((when) =>
			losses.map((loses) => ({ action, death: { call: index + 1, when, who: "provider" as const }, loses })),
		),
	);
}

describe("a provider of a list that is killed at a call", function () {
	this.timeout(300_000);

	for (const [shell, flow] of quickShells.flatMap((shell) => flows.map((flow) => [shell, flow] as const))) {
		const losses = flow.mayLoseState ? "journal and state" : "journal";
		it(`leaves no one called twice, missing or called in vain after the next run, with and without ${losses}: ${flow.title}, ${shell.title}`, async () => {
			const failures: string[] = [];
			for (const each of await deathsOf(flow, shell)) {
				await killAndRunAgain(flow, shell, each).catch((error: unknown) => {
					const reason = error instanceof Error ? error.message : String(error);
					failures.push(`${JSON.stringify(each)}: ${reason}`);
				});
			}
			assert.equal(failures.join("\n"), "");
		});
	}

	it("is killed at each import of a new list of seven batches", async () => {
		const [[flow], [shell]] = [flows, quickShells];
		const actions = flow === undefined || shell === undefined ? [] : await callsOf(flow, shell);

		assert.equal(actions.filter((action) => action === "ImportTaskNumberDatas").length, 7);
	});
});
