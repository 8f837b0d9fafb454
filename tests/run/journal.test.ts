import assert from "node:assert/strict";
import {
	appendFileSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "../../provider/run/journal";
import { aDefinition } from "../support/definitions";
import { describeSimulator } from "../support/describe-simulator";
import { Dice } from "../support/soak/dice";

describe("the journal", () => {
	let directory = "";
	let warnings: string[] = [];
	/** A journal as a new run has it. */
	const open = (place = directory) =>
		new Journal(
			place,
			(line) => void warnings.push(line),
			() => [],
		);
	const everything = (journal: Journal) =>
		Object.fromEntries(journal.keysWhere(() => true).map((key) => [key, journal.get(key)]));

	beforeEach(() => {
		directory = mkdtempSync(join(tmpdir(), "aiccs-journal-"));
		warnings = [];
	});
	afterEach(() => rmSync(directory, { recursive: true, force: true }));

	it("tells the next run what this one recorded, and not what it settled", () => {
		const journal = open();
		journal.record("a", { n: 1 });
		journal.record("b", { n: 2 });
		journal.record("a", { n: 3 });
		journal.settle("b");
		journal.settle("never recorded");

		assert.deepEqual(everything(open()), { a: { n: 3 } });
	});

	it("finds keys by what is recorded", () => {
		const journal = open();
		for (const n of [1, 2, 3]) journal.record(`key ${n}`, { isOdd: n % 2 === 1 });

		assert.deepEqual(
			open().keysWhere(({ isOdd }, key) => isOdd === true && key !== "key 1"),
			["key 3"],
		);
	});

	it("is readable by its user only", () => {
		const place = join(directory, "state", "journal");
		open(place).record("a", {});

		const [file = ""] = readdirSync(place);
		assert.equal(statSync(place).mode & 0o777, 0o700);
		assert.equal(statSync(join(place, file)).mode & 0o777, 0o600);
	});

	it("has one file for a whole run, and none once everything in it is settled", () => {
		const journal = open();
		for (const key of ["one", "two", "three"]) journal.record(key, {});
		assert.equal(readdirSync(directory).length, 1);

		for (const key of ["one", "two", "three"]) journal.settle(key);
		assert.deepEqual(readdirSync(directory), []);
		journal.record("four", {});
		assert.deepEqual(everything(open()), { four: {} });
	});

	it("deletes a file of an earlier run when nothing in it is open, and not before", () => {
		const killed = open();
		for (const key of ["one", "two"]) killed.record(key, {});

		open().settle("one");
		assert.deepEqual(everything(open()), { two: {} });

		open().settle("two");
		assert.deepEqual(everything(open()), {});
		assert.deepEqual(readdirSync(directory), []);
	});

	it("settles a key for good that several runs have recorded", () => {
		open().record("a", { run: 1 });
		open().record("a", { run: 2 });
		const last = open();
		last.record("a", { run: 3 });
		assert.deepEqual(everything(open()), { a: { run: 3 } });

		last.settle("a");

		assert.deepEqual(everything(open()), {});
		assert.deepEqual(readdirSync(directory), []);
	});

	it("goes by the order of the runs, also when the clock is set back", () => {
		for (let run = 1; run <= 11; run++) {
			open().record("a", { run });
			for (const file of readdirSync(directory)) {
				const time = new Date(Date.now() - run * 86_400_000);
				utimesSync(join(directory, file), time, time);
			}
		}

		assert.deepEqual(everything(open()), { a: { run: 11 } });
	});

	it("goes on with the newest record after a crash between two lines", () => {
		open().record("a", { run: 1 });
		const [first = ""] = readdirSync(directory);
		const before = readFileSync(join(directory, first));
		open().record("a", { run: 2 });
		// The run was killed before it settled the older record.
		writeFileSync(join(directory, first), before);

		assert.deepEqual(everything(open()), { a: { run: 2 } });
		open().settle("a");
		assert.deepEqual(everything(open()), {});
	});

	it("keeps two runs at once apart", () => {
		const [one, other] = [open(), open()];
		one.record("one", {});
		other.record("other", {});
		one.settle("one");

		assert.deepEqual(everything(open()), { other: {} });
	});

	it("keeps what a run records while another settles everything that was in its file", () => {
		const running = open();
		running.record("one", {});
		const beside = open();
		beside.settle("one");
		assert.deepEqual(everything(open()), {});
		running.record("two", {});

		assert.deepEqual(everything(open()), { two: {} });
	});

	it("loses nothing but a line that was cut off", () => {
		const killed = open();
		killed.record("a", {});
		const [file = ""] = readdirSync(directory);
		appendFileSync(join(directory, file), '\n{"key":"x","rec');
		killed.record("b", {});

		assert.deepEqual(everything(open()), { a: {}, b: {} });
		assert.match(warnings.join(), /\(read: run-1-\w+\.ndjson has a damaged line, which is ignored\)/);
	});

	for (const [kind, text] of [
		["cut off", '{"key":"x","rec'],
		["of another form", '{"key":1}'],
		["not lines of JSON objects", "null\n7"],
	] as const) {
		it(`warns once of files with lines that are ${kind}, and deletes them`, () => {
			for (const name of ["run-1-a.ndjson", "run-2-b.jsonl"]) writeFileSync(join(directory, name), text);

			assert.deepEqual(everything(open()), {});

			assert.equal(warnings.length, 1);
			assert.match(
				warnings[0] ?? "",
				/^The journal in .+ could not be used \(read: run-1-a\.ndjson has a damaged line, which is ignored\)\. The provider continues without its journal\. If this run crashes, you may have to adopt the task it created by hand\. Fix or delete that folder\.$/,
			);
			assert.deepEqual(readdirSync(directory), []);
		});
	}

	it("leaves a file that another run is creating, and files that are not its own", () => {
		const names = ["notes.txt", "run-1-00000000.ndjson"];
		for (const name of names) writeFileSync(join(directory, name), "");

		open().record("a", {});
		assert.deepEqual(everything(open()), { a: {} });

		assert.deepEqual(warnings, []);
		assert.deepEqual(readdirSync(directory).sort().slice(0, 2), names);
	});

	it("warns once, and still knows what this run recorded, where nothing can be written", () => {
		const file = join(directory, "file");
		writeFileSync(file, "");
		const journal = open(join(file, "journal"));

		journal.record("a", {});
		journal.record("b", {});
		journal.settle("b");

		assert.equal(warnings.length, 1);
		assert.deepEqual(everything(journal), { a: {} });
	});

	it("warns once, and goes on, where its folder cannot be read", () => {
		const file = join(directory, "file");
		writeFileSync(file, "");
		const journal = open(file);

		assert.deepEqual(everything(journal), {});
		journal.record("a", {});

		assert.equal(warnings.length, 1);
		assert.match(warnings.join(), /\(read: ENOTDIR/);
		assert.deepEqual(everything(journal), { a: {} });
	});

	it("creates nothing for a run that only asks", () => {
		const place = join(directory, "journal");

		assert.deepEqual(everything(open(place)), {});
		open(place).settle("a");

		assert.equal(existsSync(place), false);
		assert.deepEqual(warnings, []);
	});

	it("deletes files that were written last more than 90 days ago", () => {
		const written = (name: string, daysAgo: number) => {
			const time = new Date(Date.now() - daysAgo * 86_400_000);
			writeFileSync(join(directory, name), `\n{"key":"${daysAgo} days ago","record":{}}`);
			utimesSync(join(directory, name), time, time);
		};
		written("run-1-00000000.ndjson", 91);
		written("run-2-00000000.jsonl", 91);
		written("run-3-00000000.ndjson", 89);

		assert.deepEqual(everything(open()), { "89 days ago": {} });

		assert.deepEqual(readdirSync(directory), ["run-3-00000000.ndjson"]);
		assert.deepEqual(warnings, []);
	});

	for (let seed = 1; seed <= 20; seed++) {
		it(`shows each new run what is open, however runs record, settle, crash and overlap: seed ${seed}`, () =>
			playRuns(seed));
	}

	function playRuns(seed: number): void {
		const dice = new Dice(`journal ${seed}`);
		const model = new Map<string, object>();
		// Each stack has keys of its own, and one run at a time; the runs of different stacks overlap.
		const runs = new Map(["a", "b", "c"].map((stack) => [stack, open()]));
		for (let step = 0; step < 120; step++) {
			const stack = dice.pick(["a", "b", "c"]);
			const run = runs.get(stack) ?? assert.fail();
			if (dice.chance(0.1)) runs.set(stack, open());
			else actOn(run, model, `${stack}${dice.whole(0, 3)}`, dice.chance(0.5) ? { step } : null);
			if (dice.chance(0.3)) assert.deepEqual(everything(open()), Object.fromEntries(model), `step ${step}`);
		}
		for (const key of model.keys()) open().settle(key);
		assert.deepEqual(everything(open()), {});
		assert.deepEqual(readdirSync(directory), []);
		assert.deepEqual(warnings, []);
	}
});

/** Records, or settles with `null`, in a run's journal and in the model. */
function actOn(run: Journal, model: Map<string, object>, key: string, record: Record<string, unknown> | null): void {
	if (record === null) {
		run.settle(key);
		model.delete(key);
	} else {
		run.record(key, record);
		model.set(key, record);
	}
	assert.deepEqual(run.get(key), model.get(key));
}

describeSimulator("a provider without a journal", (fixture) => {
	it("creates, changes and deletes all the same, with one warning a run", async () => {
		const file = join(fixture.journalDirectory, "file");
		writeFileSync(file, "");
		const engine = fixture.newEngine({ journalDirectory: join(file, "journal") });

		assert.deepEqual(await engine.up({ spring: aDefinition() }), []);
		fixture.simulator.setStatus(fixture.simulator.tasks()[0]?.taskId ?? "", "RUNNING");
		assert.deepEqual(await engine.up({ spring: aDefinition({ taskCps: 9 }) }), []);
		assert.deepEqual(await engine.destroy(), []);

		assert.equal(fixture.simulator.tasks()[0]?.status, "STOPPED");
		assert.equal(fixture.lines.filter((line) => line.startsWith("The journal")).length, 3);
	});

	it("leaves an orphan after a crash, which the next run names as an untouched twin to adopt", async () => {
		fixture.simulator.seedTasks([
			{
				TaskName: "spring",
				AgentId: aDefinition().agentId,
				VirtualNumber: "057100001111",
				CallTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
				TaskCps: 5,
			},
		]);

		const said = await fixture.engine.preview({ spring: aDefinition() });

		assert.match(said.spring?.join() ?? "", /defined exactly as this one and was never used.+adoptTaskId: "\d{18}"/);
	});
});
