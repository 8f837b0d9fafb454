import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownerKeyOf } from "../../provider/run/owner";
import {
	acknowledge,
	creations,
	releases,
	settleAll,
	suspensions,
	unclearCreations,
	wasInterrupted,
} from "../../provider/tasks/recovery";
import { aDefinition } from "../support/definitions";
import { describeSimulator } from "../support/describe-simulator";
import { ownerOf } from "../support/engine";

const [spring, summer] = [ownerKeyOf(ownerOf("spring")), ownerKeyOf(ownerOf("summer"))];
const creation = { at: 1, taskName: "spring", agentId: "118012345678901234" };

describeSimulator("the records for the run after a crash", (fixture) => {
	it("have the creation of an owner, with the id once it is known", () => {
		const { context, newContext } = fixture;
		creations.record(context, spring, creation);
		assert.deepEqual(creations.get(newContext(), spring), creation);
		assert.equal(creations.get(newContext(), summer), undefined);
		assert.deepEqual(unclearCreations(newContext()), [{ owner: spring, creation }]);

		creations.record(context, spring, { ...creation, taskId: "1" });

		assert.equal(creations.get(newContext(), spring)?.taskId, "1");
		assert.deepEqual(unclearCreations(newContext()), []);
	});

	it("contain only keys, ids and what identifies the task", () => {
		creations.record(fixture.context, spring, creation);

		const [file = ""] = readdirSync(fixture.journalDirectory);
		const text = readFileSync(join(fixture.journalDirectory, file), "utf8");
		assert.deepEqual(JSON.parse(text), { key: `creation:${spring}`, record: creation });
		assert.equal(text.includes("urn:pulumi"), false);
	});

	it("no longer have the creation of a task that the engine knows, under any name of its resource", () => {
		const { context, newContext } = fixture;
		for (const owner of [spring, summer]) creations.record(context, owner, { ...creation, taskId: "1" });
		suspensions.record(context, "1", { startedAt: 5 });

		acknowledge(newContext(), "1");

		assert.equal(creations.get(newContext(), spring), undefined);
		assert.equal(creations.get(newContext(), summer), undefined);
		assert.deepEqual(suspensions.get(newContext(), "1"), { startedAt: 5 });
	});

	it("have a task as interrupted if it is suspended or being released, and no other", () => {
		suspensions.record(fixture.context, "1", {});
		releases.record(fixture.context, "2", { ran: true });

		const interrupted = ["1", "2", "3"].map((taskId) => wasInterrupted(fixture.newContext(), taskId));
		assert.deepEqual(interrupted, [true, true, false]);
	});

	it("no longer have anything about a released task", () => {
		const { context, newContext } = fixture;
		creations.record(context, spring, { ...creation, taskId: "1" });
		suspensions.record(context, "1", {});
		releases.record(context, "1", { ran: true });
		creations.record(context, summer, creation);

		settleAll(newContext(), "1");

		assert.deepEqual(
			newContext().journal.keysWhere(() => true),
			[`creation:${summer}`],
		);
	});

	it("no longer have the creation after a refresh that finds the task", async () => {
		const { engine, journalDirectory, newContext } = fixture;
		assert.deepEqual(await engine.up({ spring: aDefinition() }), []);
		assert.equal(newContext().journal.keysWhere(() => true).length, 1);

		await engine.refresh();

		assert.deepEqual(
			newContext().journal.keysWhere(() => true),
			[],
		);
		assert.deepEqual(readdirSync(journalDirectory), []);
	});

	it("restart a campaign that a killed update suspended, even under a new name of the resource", async () => {
		const { engine, simulator, newContext, newEngine } = fixture;
		assert.deepEqual(await engine.up({ spring: aDefinition() }), []);
		const taskId = engine.state.get("spring")?.id ?? "";
		simulator.setStatus(taskId, "STOPPED");
		suspensions.record(newContext(), taskId, {});
		const renamed = newEngine();
		renamed.state.set("summer", engine.state.get("spring") ?? assert.fail());

		assert.deepEqual(await renamed.plan({ summer: aDefinition() }), { summer: "update" });
		assert.deepEqual(await renamed.up({ summer: aDefinition() }), []);

		assert.equal(simulator.task(taskId)?.status, "RUNNING");
		assert.deepEqual(await renamed.plan({ summer: aDefinition() }), { summer: "same" });
	});
});

describeSimulator("the journal of version 0.1.0", (fixture) => {
	const taskId = "118723606797749981";
	/** Files as that version wrote them: the lines of each run. */
	const left = (...files: readonly (readonly string[])[]) => {
		for (const [index, lines] of files.entries()) {
			const name = `run-${index + 1}-0a1b2c3d.jsonl`;
			writeFileSync(join(fixture.journalDirectory, name), lines.map((line) => `\n${line}`).join(""));
		}
	};
	const open = () =>
		fixture
			.newContext()
			.journal.keysWhere(() => true)
			.sort();

	it("is read: a creation, a suspended campaign and a release", () => {
		left([
			'{"owner":"k9wJ3nq0Zr2-_abc","creation":{"at":1767578400000,"taskName":"spring","agentId":"118012345678901234","sent":"x1y2z3a4b5c6d7e8","taskId":"118723606797749981"}}',
			'{"owner":"k9wJ3nq0Zr2-_abc","interrupted":"118723606797749981","startedAt":1767578300000}',
			'{"owner":"118723606797749982","released":"118723606797749982","ran":true}',
		]);

		const context = fixture.newContext();
		const owner = "k9wJ3nq0Zr2-_abc";
		assert.deepEqual(context.journal.get(`creation:${owner}`), {
			at: 1767578400000,
			taskName: "spring",
			agentId: "118012345678901234",
			sent: "x1y2z3a4b5c6d7e8",
			taskId,
		});
		assert.deepEqual(suspensions.get(context, taskId), { startedAt: 1767578300000 });
		assert.deepEqual(releases.get(context, "118723606797749982"), { ran: true });
		assert.deepEqual(fixture.lines, []);
	});

	it("has no open record that a line of the same or a later run settled", () => {
		left(
			[
				'{"owner":"one","creation":{"at":1,"taskName":"spring"}}',
				'{"owner":"one","creation":null}',
				'{"owner":"two","interrupted":"2","startedAt":null}',
				'{"owner":"3","released":"3","ran":false}',
				'{"owner":"four","creation":{"at":1,"taskName":"summer","taskId":"4"}}',
			],
			['{"owner":"two","interrupted":null}', '{"owner":"3","released":null}'],
			['{"owner":"four","creation":null,"interrupted":null}', '{"owner":"five","interrupted":"5","startedAt":null}'],
		);

		assert.deepEqual(open(), ["suspension:5"]);
		assert.deepEqual(open(), ["suspension:5"], "and again, now that files were deleted");
		settleAll(fixture.newContext(), "5");
		assert.deepEqual(open(), []);
		assert.deepEqual(readdirSync(fixture.journalDirectory), []);
		assert.deepEqual(fixture.lines, []);
	});

	it("takes over the task of a killed run", async () => {
		const { engine, simulator } = fixture;
		const { agentId, taskName } = aDefinition();
		const [id = ""] = simulator.seedTasks([{ TaskName: taskName, AgentId: agentId, status: "STOPPED" }]);
		const at = fixture.context.now();
		left([JSON.stringify({ owner: spring, creation: { at, taskName, agentId, taskId: id } })]);

		assert.deepEqual(await engine.up({ spring: aDefinition() }), []);

		assert.equal(engine.state.get("spring")?.id, id);
		assert.equal(simulator.tasks().length, 1);
	});
});
