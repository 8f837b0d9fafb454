import assert from "node:assert/strict";
import { calleeListOf } from "../../provider/callees/resource";
import { calleeListTokens } from "../../provider/program/type-tokens";
import { aiCallTask } from "../../provider/tasks/resource";
import { fileIn } from "../callees/support/file-in";
import { aDefinition } from "../support/definitions";
import { Engine } from "../support/engine";
import { mortal } from "../support/mortal";
import { openAccounts, type SeveralAccounts } from "../support/several-accounts";
import { moves, twoShells } from "../support/shells/two-shells";
import { verbsOf } from "../support/shells/verbs";

/** So few that one import takes several requests. */
const lists = twoShells(calleeListOf(2), calleeListTokens, "people");

const phone = (one: number) => `1380000000${one}`;
const phones = (count: number) => Array.from({ length: count }, (_, index) => phone(index + 1));

describe("a list whose run is killed before a move to the other shell", function () {
	this.timeout(120_000);
	let place: SeveralAccounts | undefined;
	afterEach(() => place?.close());

	async function open(): Promise<{ readonly place: SeveralAccounts; readonly ids: readonly string[] }> {
		await place?.close();
		const opened = await openAccounts([]);
		place = opened;
		const tasks = new Engine(verbsOf(aiCallTask), () => opened.newContext());
		const definitions = ["first", "second"].map((taskName) => [taskName, { ...aDefinition({ taskName, taskCps: 1 }) }]);
		assert.deepEqual(await tasks.up(Object.fromEntries(definitions)), []);
		return { place: opened, ids: ["first", "second"].map((name) => tasks.state.get(name)?.id ?? "") };
	}

	const called = ({ simulators }: SeveralAccounts) =>
		(simulators.own?.calls() ?? []).map(({ phoneNumber }) => phoneNumber).toSorted();
	const people = ({ folder }: SeveralAccounts, count: number) =>
		fileIn(folder, `people-${count}.csv`, `number\n${phones(count).join("\n")}\n`);

	/** Kills the run at each of its calls in turn. `play` returns true if the run has died. */
	async function atEachCall(play: (death: ReturnType<typeof mortal>) => Promise<boolean>): Promise<void> {
		let calls = 0;
		while (await play(mortal({ call: calls + 1, when: "before" }))) calls++;
		let deaths = 0;
		for (let call = 1; call <= calls; call++) deaths += (await play(mortal({ call, when: "after" }))) ? 1 : 0;
		// A call that the service refuses has no answer after which the run could die.
		assert.ok(calls > 5 && deaths > calls / 2, `${deaths} deaths after ${calls} calls`);
	}

	for (const [before, after] of moves) {
		it(`calls everyone once: the ${before} shell is killed at each call of the creation, the ${after} shell goes on`, async () => {
			await atEachCall(async ({ died, through }) => {
				const { place, ids } = await open();
				const inputs = { taskId: ids[0] ?? "", source: people(place, 5) };
				const killed = lists[before].up(place.newContext(through), undefined, inputs);
				const hasDied = (await Promise.race([killed, died])) === "died";
				place.wait(70);
				const state = hasDied ? undefined : await killed;
				if (state === undefined) await lists[after].up(place.newContext(), state, inputs);
				place.wait(3600);
				assert.deepEqual(called(place), phones(5));
				return hasDied;
			});
		});

		it(`calls everyone once: the ${before} shell is killed at each call while the list gets another task, the ${after} shell goes on`, async () => {
			await atEachCall(async ({ died, through }) => {
				const { place, ids } = await open();
				const first = { taskId: ids[0] ?? "", source: people(place, 5) };
				const state = await lists[before].up(place.newContext(), undefined, first);
				place.wait(70);
				assert.ok(called(place).length > 0 && called(place).length < 5, called(place).join());
				const inputs = { taskId: ids[1] ?? "", source: people(place, 8) };
				const killed = lists[before].up(place.newContext(through), state, inputs);
				const hasDied = (await Promise.race([killed, died])) === "died";
				place.wait(70);
				if (hasDied) await lists[after].up(place.newContext(), state, inputs);
				place.wait(3600);
				assert.deepEqual(called(place), phones(8));
				return hasDied;
			});
		});
	}
});
