import assert from "node:assert/strict";
import {
	appendFileSync,
	chmodSync,
	mkdirSync,
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
import { ownerKey } from "../../provider/run/owner";
import { aDefinition } from "../support/definitions";
import { describeSimulator } from "../support/describe-simulator";
import { ownerOf } from "../support/engine";

const owner = ownerOf("spring");
const creation = { at: 1, taskName: "spring", agentId: "118012345678901234" };

describe("the journal", () => {
	let directory = "";
	let warnings: string[] = [];
	const open = (place = directory) => new Journal(place, (line) => void warnings.push(line));

	beforeEach(() => {
		directory = mkdtempSync(join(tmpdir(), "aiccs-journal-"));
		warnings = [];
	});
	afterEach(() => rmSync(directory, { recursive: true, force: true }));

	it("tells the next run what this one began", () => {
		open().noteCreation(owner, creation);

		assert.deepEqual(open().creationOf(owner), creation);
		assert.equal(open().creationOf(ownerOf("other")), undefined);
	});

	it("keeps a creation and an interruption beside each other", () => {
		const journal = open();
		journal.noteCreation(owner, { ...creation, taskId: "1" });
		journal.noteInterruption(owner, "1");
		journal.settleInterruption(owner);

		assert.equal(open().isInterrupted(owner, "1"), false);
		assert.equal(open().creationOf(owner)?.taskId, "1");
	});

	it("knows an interruption only for the task that was interrupted", () => {
		open().noteInterruption(owner, "1");

		assert.equal(open().isInterrupted(owner, "1"), true);
		assert.equal(open().isInterrupted(owner, "2"), false);
	});

	it("leaves no file once everything is settled", () => {
		const journal = open();
		journal.noteCreation(owner, { ...creation, taskId: "1" });
		journal.noteInterruption(owner, "1");

		assert.deepEqual(journal.isKnown("1"), { interrupted: true });
		journal.settleInterruption(owner);

		assert.deepEqual(readdirSync(directory), []);
	});

	it("forgets a task that is let go of", () => {
		open().noteInterruption(owner, "1");
		open().forget("1");

		assert.deepEqual(readdirSync(directory), []);
	});

	it("holds nothing but keys, ids and the task's name, for its user only", () => {
		open().noteCreation(owner, creation);

		const [file = ""] = readdirSync(directory);
		assert.deepEqual(Object.keys(JSON.parse(readFileSync(join(directory, file), "utf8"))), ["owner", "creation"]);
		assert.equal(statSync(join(directory, file)).mode & 0o777, 0o600);
		assert.equal(readFileSync(join(directory, file), "utf8").includes("urn:pulumi"), false);
	});

	it("keeps one file for a whole run", () => {
		const journal = open();
		for (const name of ["one", "two", "three"]) {
			journal.noteCreation(ownerOf(name), creation);
			journal.noteCreation(ownerOf(name), { ...creation, taskId: name });
		}

		assert.equal(readdirSync(directory).length, 1);
		assert.equal(open().creationOf(ownerOf("two"))?.taskId, "two");
	});

	it("removes what runs have left once the last of it is settled, and not before", () => {
		const journal = open();
		journal.noteCreation(ownerOf("one"), { ...creation, taskId: "1" });
		journal.noteCreation(ownerOf("two"), { ...creation, taskId: "2" });

		open().isKnown("1");
		assert.equal(open().creationOf(ownerOf("one")), undefined);
		assert.deepEqual(open().creationOf(ownerOf("two")), { ...creation, taskId: "2" });

		const next = open();
		next.noteInterruption(ownerOf("one"), "1");
		next.forget("2");
		assert.equal(open().isInterrupted(ownerOf("one"), "1"), true);
		next.settleInterruption(ownerOf("one"));
		assert.deepEqual(readdirSync(directory), []);
	});

	it("settles and forgets a task under every name that its resource has had", () => {
		const journal = open();
		for (const name of ["old", "new"]) journal.noteCreation(ownerOf(name), { ...creation, taskId: "1" });
		journal.noteInterruption(ownerOf("new"), "1");

		assert.deepEqual(journal.isKnown("1"), { interrupted: true });
		assert.equal(journal.creationOf(ownerOf("old")), undefined);
		journal.forget("1");
		assert.deepEqual(readdirSync(directory), []);
	});

	it("goes by the order of the runs, whatever the clock says", () => {
		open().noteCreation(owner, { ...creation, taskId: "1" });
		const [first = ""] = readdirSync(directory);
		const ahead = new Date(Date.now() + 86_400_000);
		utimesSync(join(directory, first), ahead, ahead);

		open().noteCreation(owner, { ...creation, taskId: "2" });

		assert.equal(open().creationOf(owner)?.taskId, "2");
	});

	it("leaves the file of a run that goes on, though all that was read of it is settled", () => {
		const running = open();
		running.noteCreation(owner, { ...creation, taskId: "1" });
		const beside = open();
		assert.equal(beside.creationOf(owner)?.taskId, "1");
		running.noteCreation(ownerOf("other"), creation);

		beside.isKnown("1");

		assert.deepEqual(open().creationOf(ownerOf("other")), creation);
	});

	it("reads the files of the first version, one for each resource", () => {
		for (const [name, taskId] of [
			["one", "1"],
			["two", "2"],
		] as const) {
			const key = ownerKey(ownerOf(name));
			writeFileSync(join(directory, `${key}.json`), JSON.stringify({ owner: key, creation: { ...creation, taskId } }));
		}

		const journal = open();
		assert.equal(journal.creationOf(ownerOf("one"))?.taskId, "1");
		journal.isKnown("1");
		journal.isKnown("2");
		assert.deepEqual(readdirSync(directory), []);
	});

	it("loses nothing but a line that was cut short", () => {
		open().noteCreation(owner, creation);
		const [file = ""] = readdirSync(directory);
		appendFileSync(join(directory, file), '\n{"owner":"x","creat');

		assert.deepEqual(open().creationOf(owner), creation);
		assert.match(warnings.join(), /a line of run-1-\w+\.jsonl is damaged, and is passed over/);
	});

	it("is not shared by two runs that write at once: each has files of its own", () => {
		const [one, other] = [open(), open()];
		one.noteCreation(ownerOf("one"), creation);
		other.noteCreation(ownerOf("other"), creation);
		one.settleCreation(ownerOf("one"));

		assert.equal(open().creationOf(ownerOf("one")), undefined);
		assert.deepEqual(open().creationOf(ownerOf("other")), creation);
	});

	for (const [kind, text] of [
		["cut short", '{"owner":"x","creat'],
		["of another form", '{"owner":1}'],
	] as const) {
		it(`warns once of files that are ${kind}, and removes them`, () => {
			writeFileSync(join(directory, "a.json"), text);
			writeFileSync(join(directory, "b.json"), text);

			assert.equal(open().creationOf(owner), undefined);

			assert.equal(warnings.length, 1);
			assert.match(
				warnings[0] ?? "",
				/^The journal in .+ could not be used \(read: a\.json was damaged, and is removed\)\. Everything goes on without it/,
			);
			assert.deepEqual(readdirSync(directory), []);
		});
	}

	it("leaves alone a file that another run is just beginning", () => {
		writeFileSync(join(directory, "run-1-00000000.jsonl"), "");

		assert.equal(open().creationOf(owner), undefined);

		assert.deepEqual(warnings, []);
		assert.equal(readdirSync(directory).length, 1);
	});

	it("warns once, and goes on, where nothing can be written", () => {
		const file = join(directory, "file");
		writeFileSync(file, "");
		const journal = open(join(file, "journal"));

		journal.noteCreation(owner, creation);
		journal.noteInterruption(owner, "1");

		assert.equal(warnings.length, 1);
		assert.deepEqual(journal.creationOf(owner), creation, "this run still knows");
	});

	it("is never in the way where its folder may not be read", () => {
		const sealed = join(directory, "sealed");
		mkdirSync(sealed);
		chmodSync(sealed, 0);

		assert.equal(open(sealed).creationOf(owner), undefined);

		chmodSync(sealed, 0o700);
	});

	it("throws away what nobody has come back for", () => {
		const old = new Date(Date.now() - 91 * 86_400_000);
		for (const name of ["old.json", "left-over.tmp"]) {
			writeFileSync(join(directory, name), JSON.stringify({ owner: "old", creation }));
			utimesSync(join(directory, name), old, old);
		}

		open().noteCreation(owner, creation);

		assert.equal(readdirSync(directory).length, 1);
		assert.deepEqual(warnings, []);
	});
});

describeSimulator("a life without a journal", (fixture) => {
	it("goes its way: everything is made, changed and let go of, with one warning a run", async () => {
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

	it("leaves a task behind after a crash, which the next run names as an untouched twin to adopt", async () => {
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

	it("removes its notes of a creation once the engine is seen to know the task", async () => {
		assert.deepEqual(await fixture.engine.up({ spring: aDefinition() }), []);
		assert.equal(readdirSync(fixture.journalDirectory).length, 1);

		await fixture.engine.refresh();

		assert.deepEqual(readdirSync(fixture.journalDirectory), []);
	});
});
