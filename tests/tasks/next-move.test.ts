import assert from "node:assert/strict";
import fc from "fast-check";
import { statuses, statusOf, type TaskStatus } from "../../provider/run/task-status";
import { nextMove, type Situation } from "../../provider/tasks/next-move";
import { type Move, moves } from "../../provider/tasks/status";

const allMoves: readonly Move[] = ["stop", "update", "start"];

/** The status after a move that the service accepts. */
const leadsTo: Readonly<Record<Move, (status: TaskStatus) => TaskStatus>> = {
	stop: () => "STOPPED",
	start: () => "RUNNING",
	update: (status) => status,
};

const situation = fc.record({
	status: fc.constantFrom(...statuses),
	needsUpdate: fc.boolean(),
	wantsRunning: fc.constantFrom(true, false, undefined),
	refused: fc.subarray([...allMoves]).map((refused) => new Set(refused)),
});

type Row = readonly [
	status: TaskStatus,
	needsUpdate: boolean,
	wantsRunning: boolean | undefined,
	move: Move | undefined,
];

describe("the next move", () => {
	const rows: readonly Row[] = [
		["INIT", false, undefined, undefined],
		["INIT", false, true, "start"],
		["INIT", false, false, "stop"],
		["INIT", true, undefined, "update"],
		["INIT", true, true, "update"],
		["INIT", true, false, "stop"],
		["RUNNING", false, undefined, undefined],
		["RUNNING", false, true, undefined],
		["RUNNING", false, false, "stop"],
		["RUNNING", true, undefined, "stop"],
		["RUNNING", true, true, "stop"],
		["RUNNING", true, false, "stop"],
		["STOPPED", false, undefined, undefined],
		["STOPPED", false, true, "start"],
		["STOPPED", false, false, undefined],
		["STOPPED", true, undefined, "update"],
		["STOPPED", true, true, "update"],
		["STOPPED", true, false, "update"],
		["FAILED", false, undefined, undefined],
		["FAILED", false, true, "start"],
		["FAILED", false, false, undefined],
		["FAILED", true, undefined, "update"],
		["FAILED", true, true, "update"],
		["FAILED", true, false, "update"],
	];
	for (const [status, needsUpdate, wantsRunning, move] of rows) {
		const goal = wantsRunning === undefined ? "keep its status" : wantsRunning ? "run" : "be stopped";
		it(`of ${needsUpdate ? "a changed" : "an unchanged"} ${status} task that should ${goal} is ${move ?? "none"}`, () => {
			assert.equal(nextMove({ status, needsUpdate, wantsRunning, refused: new Set() }), move);
		});
	}

	const afterRefusal: readonly (readonly [...Row, refused: readonly Move[]])[] = [
		["INIT", true, false, "update", ["stop"]],
		["INIT", true, false, undefined, ["stop", "update"]],
		["INIT", false, false, undefined, ["stop"]],
		["INIT", true, undefined, undefined, ["update"]],
		["RUNNING", true, true, undefined, ["stop"]],
		["RUNNING", false, false, undefined, ["stop"]],
		["STOPPED", true, true, undefined, ["update"]],
		["STOPPED", false, true, undefined, ["start"]],
		["FAILED", false, true, undefined, ["start"]],
	];
	for (const [status, needsUpdate, wantsRunning, move, refused] of afterRefusal) {
		it(`of a ${status} task is ${move ?? "none"} once ${refused.join(" and ")} was refused (${needsUpdate}, ${wantsRunning})`, () => {
			assert.equal(nextMove({ status, needsUpdate, wantsRunning, refused: new Set(refused) }), move);
		});
	}

	it("is never one that was refused, or that the table marks as needless or refused", () => {
		fc.assert(
			fc.property(situation, (now) => {
				const move = nextMove(now);

				if (move === undefined) return;
				assert.ok(!now.refused.has(move));
				assert.match(moves[now.status][move], /^(documented|open)$/);
			}),
		);
	});

	it("reaches the goal in at most three moves if nothing is refused", () => {
		fc.assert(
			fc.property(situation, (start) => {
				let now: Situation = { ...start, refused: new Set() };
				const made: Move[] = [];
				for (let move = nextMove(now); move !== undefined; move = nextMove(now)) {
					made.push(move);
					assert.ok(made.length <= 3, made.join(", "));
					now = { ...now, status: leadsTo[move](now.status), needsUpdate: now.needsUpdate && move !== "update" };
				}

				assert.equal(now.needsUpdate, false);
				if (start.wantsRunning === true) assert.equal(now.status, "RUNNING");
				if (start.wantsRunning === false) assert.match(now.status, /STOPPED|FAILED/);
			}),
		);
	});

	it("is none in the end if everything is refused", () => {
		fc.assert(
			fc.property(situation, (start) => {
				const refused = new Set<Move>();
				for (let move = nextMove({ ...start, refused }); move; move = nextMove({ ...start, refused }))
					refused.add(move);

				assert.ok(refused.size <= 2);
			}),
		);
	});
});

describe("the table of moves", () => {
	it("marks as documented what the service documents, and nothing else", () => {
		const documented = statuses.flatMap((status) =>
			allMoves.flatMap((move) => (moves[status][move] === "documented" ? [`${move} ${status}`] : [])),
		);

		assert.deepEqual(documented, ["stop RUNNING", "update STOPPED", "start STOPPED"]);
	});

	it("marks as refused only the update of a running task", () => {
		const refused = statuses.flatMap((status) =>
			allMoves.flatMap((move) => (moves[status][move] === "refused" ? [`${move} ${status}`] : [])),
		);

		assert.deepEqual(refused, ["update RUNNING"]);
	});
});

describe("the statuses", () => {
	const numbers: [number | null | undefined, TaskStatus | undefined][] = [
		[0, "INIT"],
		[1, "RUNNING"],
		[2, "STOPPED"],
		[3, "FAILED"],
		[4, undefined],
		[-1, undefined],
		[0.5, undefined],
		[Number.NaN, undefined],
		[null, undefined],
		[undefined, undefined],
	];
	for (const [number, status] of numbers) {
		it(`of number ${number} is ${status ?? "unknown"}`, () => assert.equal(statusOf(number), status));
	}
});
