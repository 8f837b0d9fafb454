import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { driftIn } from "../../../provider/definition/drift";
import { Raw } from "../../../provider/definition/values";
import { aDefinition, agent, otherAgent } from "../../support/definitions";
import { openPlace, type Place } from "../../support/describe-simulator";
import type { Engine } from "../../support/engine";
import { Dice } from "../../support/soak/dice";

interface Played {
	readonly name: string;
	/** The simulator's name of it. */
	readonly key: string;
	/** Two values as a program writes them. */
	readonly program: readonly [unknown, unknown];
	/** The same two in the account, if they differ from that. */
	readonly account?: readonly [unknown, unknown];
}

const [march, april] = ["2026-03-01T09:00:00+08:00", "2026-04-01T09:00:00+08:00"] as const;
const played: readonly [Played, ...Played[]] = [
	{ name: "taskName", key: "TaskName", program: ["spring", "autumn"] },
	{ name: "agentId", key: "AgentId", program: [agent, otherAgent] },
	{ name: "callDay", key: "CallDay", program: [["MONDAY", "FRIDAY"], ["SUNDAY"]] },
	{
		name: "callTime",
		key: "CallTime",
		program: [[{ startTime: "09:00:00", endTime: "12:00:00" }], [{ startTime: "10:00:00", endTime: "12:00:00" }]],
	},
	{ name: "taskCps", key: "TaskCps", program: [5, 6] },
	{ name: "callRetryReason", key: "CallRetryReason", program: [["NO_ANSWER"], ["SUSPEND"]] },
	{ name: "callRetryTimes", key: "CallRetryTimes", program: [1, 2] },
	{ name: "callRetryInterval", key: "CallRetryInterval", program: [30, 60] },
	{ name: "callExpireMinutes", key: "CallExpireMinutes", program: [600, 60] },
	{
		name: "taskStartTime",
		key: "TaskStartTime",
		program: [march, april],
		account: [Date.parse(march), Date.parse(april)],
	},
];

/** Which of its two values each property has. */
type Choice = ReadonlyMap<string, 0 | 1>;

/** People change a task at the console and in the program, in any order, while the stack is refreshed and updated. */
export class ConsolePlay {
	readonly place: Place;
	/** Differences that refreshes have found. */
	found = 0;
	private readonly engine: Engine;
	private readonly dice: Dice;
	private readonly program = new Map<string, 0 | 1>();
	/** The program of the last update. */
	private updated: Choice = new Map();

	private constructor(place: Place, seed: string) {
		this.place = place;
		this.engine = place.newEngine();
		this.dice = new Dice(seed);
	}

	static async begin(seed: string): Promise<ConsolePlay> {
		const play = new ConsolePlay(await openPlace(), seed);
		await play.up();
		return play;
	}

	async step(): Promise<void> {
		const { dice, place } = this;
		const { name, key, program, account = program } = dice.pick(played);
		const value = dice.chance(0.5) ? 1 : 0;
		if (dice.chance(0.5)) place.simulator.changeTask(this.task().taskId, { [key]: account[value] });
		if (dice.chance(0.2)) this.program.set(name, value);
		if (dice.chance(0.6)) await this.refresh();
		if (dice.chance(0.15)) await this.up({ refresh: true });
	}

	private async refresh(): Promise<void> {
		const { engine, place } = this;
		const lines = place.lines.length;
		assert.deepEqual(await engine.refresh(), []);
		const differences = this.differences(this.updated);
		assert.deepEqual(this.recorded().toSorted(), differences);
		assert.equal(place.lines.length - lines, differences.length === 0 ? 0 : 1);
		this.found += differences.length;
	}

	private async up(options = {}): Promise<void> {
		const values = played.map(({ name, program }) => [name, program[this.program.get(name) ?? 0]]);
		const base = aDefinition({ startType: "SCHEDULE", missCallRetry: true, callExpireType: 1 });
		assert.deepEqual(await this.engine.up({ spring: { ...base, ...Object.fromEntries(values) } }, options), []);
		this.place.simulator.setStatus(this.task().taskId, "STOPPED");
		this.updated = new Map(this.program);
		assert.deepEqual(this.recorded(), []);
		assert.deepEqual(this.differences(this.updated), []);
	}

	private recorded(): string[] {
		return [...driftIn(new Raw(this.engine.state.get("spring")?.outputs ?? {}))];
	}

	private task() {
		return this.place.simulator.task(this.engine.state.get("spring")?.id ?? "") ?? assert.fail("the task is gone");
	}

	/** The properties of the task that have another value than a program. */
	private differences(than: Choice): string[] {
		const { definition } = this.task();
		const differing = played.filter(
			({ name, key, program, account = program }) =>
				!isDeepStrictEqual(Reflect.get(definition, key), account[than.get(name) ?? 0]),
		);
		return differing.map(({ name }) => name).toSorted();
	}
}
