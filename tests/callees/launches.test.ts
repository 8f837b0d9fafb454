import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { unknown } from "../../provider/definition/values";
import { aDefinition } from "../support/definitions";
import { type Campaigns, LaunchStack } from "../support/launch-stack";
import { numberOf } from "./support/describe-campaign";
import { fileIn } from "./support/file-in";
import { openQuickPlace, type QuickPlace } from "./support/quick-place";

describe("the launch of a list", () => {
	let place: QuickPlace;
	let stack: LaunchStack;
	let files = 0;
	beforeEach(async () => {
		place = await openQuickPlace();
		stack = new LaunchStack(place, 5);
	});
	afterEach(() => place.close());

	const always = { callDay: ["MONDAY"], callTime: [{ startTime: "00:00:00", endTime: "23:59:59" }] } as const;
	const task = (changes = {}) => ({ ...aDefinition({ taskCps: 1 }), ...always, ...changes });
	const file = (text: string) => fileIn(place.folder, `people-${++files}.csv`, text);
	/** Rows of people with an outId and a name. */
	const rows = (from: number, to: number, name = "name") =>
		Array.from({ length: to - from + 1 }, (_, index) => `${numberOf(from + index)},id-${from + index},${name}`);
	const people = (...lines: readonly string[]) => file(`calleeNumber,outId,name\n${lines.join("\n")}\n`);
	const program = (list: object, changes = {}): Campaigns => ({
		tasks: { spring: task(changes) },
		lists: { spring: { ...list } },
	});
	const imports = () => place.simulator.actions().filter((action) => action === "ImportTaskNumberDatas").length;
	const inTask = () => place.simulator.tasks().flatMap(({ taskId }) => place.simulator.details(taskId)).length;

	it("asks for a confirmation above the limit, in preview and update, and imports no one before", async () => {
		const campaign = program({ source: people(...rows(1, 8)) });

		const previewed = await stack.preview(campaign);
		const [error = "", ...others] = previewed.filter((line) => line.startsWith("error: "));
		const refused = await stack.up(campaign);

		assert.deepEqual(others, []);
		assert.match(
			error,
			/^error: This update imports all 8 people on the list: more than aiccs:launchLimit \(5\) allows without a confirmation\. Fingerprint (8-[\da-z]{19}) covers the task as the program declares it, and everyone on the list with their variables\. To confirm it: pulumi config set --path 'aiccs:confirmedLaunches\[0\]' \1$/,
		);
		assert.deepEqual(refused, [error.replace("error: ", "")]);
		assert.equal(imports(), 0);

		assert.equal(stack.confirm(refused).length, 1);
		const confirmed = await stack.preview(campaign);
		assert.match(
			confirmed.join("\n"),
			/note: This update imports all 8 people on the list: confirmed \(8-[\da-z]{19}\)\.$/m,
		);
		assert.deepEqual(await stack.up(campaign), []);
		assert.equal(inTask(), 8);
	});

	it("needs none up to the limit, for an unchanged list, and for few more people", async () => {
		assert.deepEqual(await stack.up(program({ source: people(...rows(1, 5)) })), []);
		assert.deepEqual(await stack.up(program({ source: people(...rows(1, 10)) })), []);
		const last = program({ source: people(...rows(1, 15)) });
		assert.deepEqual(await stack.up(last), []);
		place.simulator.clearRequests();

		assert.deepEqual(await stack.preview(last), []);
		assert.deepEqual(await stack.up(last), []);

		assert.deepEqual(place.simulator.actions(), []);
		assert.equal(inTask(), 15);
	});

	it("asks again for many more people", async () => {
		const first = program({ source: people(...rows(1, 8)) });
		stack.confirm(await stack.up(first));
		assert.deepEqual(await stack.up(first), []);

		const more = await stack.up(program({ source: people(...rows(1, 20)) }));

		assert.match(more.join(), /imports 12 of 20 people on the list.*confirmedLaunches\[1\]' 20-/);
		assert.equal(inTask(), 8);
	});

	const same: Readonly<Record<string, (lines: readonly string[]) => object>> = {
		"the order of the rows": (lines) => ({ source: people(...lines.toReversed()) }),
		"a person twice": (lines) => ({ source: people(...lines, ...lines.slice(0, 2)) }),
		"the headers of number and outId": (lines) => ({
			source: file(`Phone,Id,name\n${lines.join("\n")}\n`),
			columns: { Phone: "calleeNumber", Id: "outId" },
		}),
		"an empty column": (lines) => ({
			source: file(`calleeNumber,outId,name,note\n${lines.map((line) => `${line},`).join("\n")}\n`),
		}),
		"several files, line ends and a byte order mark": (lines) => ({
			source: [
				file(`\ufeffcalleeNumber,outId,name\r\n${lines.slice(0, 3).join("\r\n")}\r\n`),
				people(...lines.slice(3)),
			],
		}),
		"someone else in doNotCall": (lines) => ({ source: people(...lines), doNotCall: file(`${numberOf(99)}\n`) }),
		atMost: (lines) => ({ source: people(...lines), atMost: 100 }),
		onDestroy: (lines) => ({ source: people(...lines), onDestroy: "leave" }),
	};
	for (const [what, listOf] of Object.entries(same)) {
		it(`stays confirmed whatever is changed of ${what}`, async () => {
			const lines = rows(1, 8);
			stack.confirm(await stack.preview(program({ source: people(...lines) })));

			assert.deepEqual(await stack.up(program(listOf(lines))), []);
			assert.equal(inTask(), 8);
		});
	}

	const other: Readonly<Record<string, readonly [list: (lines: readonly string[]) => object, task?: object]>> = {
		"one more person": [(lines) => ({ source: people(...lines, ...rows(9, 9)) })],
		"one person less": [(lines) => ({ source: people(...lines.slice(1)) })],
		"another number": [([, ...lines]) => ({ source: people(`${numberOf(50)},id-1,name`, ...lines) })],
		"another outId": [([, ...lines]) => ({ source: people(`${numberOf(1)},id-50,name`, ...lines) })],
		"what the agent says to one person": [([, ...lines]) => ({ source: people(...rows(1, 1, "other"), ...lines) })],
		"the name of a variable": [
			(lines) => ({ source: people(...lines), columns: { calleeNumber: "calleeNumber", name: "title" } }),
		],
		doNotCall: [(lines) => ({ source: people(...lines), doNotCall: file(`${numberOf(1)}\n`) })],
		first: [(lines) => ({ source: people(...lines), first: 7 })],
		"the agent": [(lines) => ({ source: people(...lines) }), { agentId: "118012345678905678" }],
		"the call windows": [
			(lines) => ({ source: people(...lines) }),
			{ callTime: [{ startTime: "08:00:00", endTime: "23:00:00" }] },
		],
		"calls at a time": [(lines) => ({ source: people(...lines) }), { taskCps: 500 }],
		runState: [(lines) => ({ source: people(...lines) }), { runState: "running" }],
		"the task's name": [(lines) => ({ source: people(...lines) }), { taskName: "autumn" }],
	};
	for (const [what, [listOf, changes = {}]] of Object.entries(other)) {
		it(`has another fingerprint after a change of ${what}`, async () => {
			const lines = rows(1, 8);
			stack.confirm(await stack.preview(program({ source: people(...lines) })));

			const errors = await stack.up(program(listOf(lines), changes));

			assert.match(errors.join(), /imports all \d people on the list.*confirmedLaunches\[1\]'/);
			assert.equal(imports(), 0);
		});
	}

	it("has the same fingerprint however the definition is written", async () => {
		const source = people(...rows(1, 8));
		stack.confirm(await stack.preview(program({ source }, { callDay: ["MONDAY", "TUESDAY"], missCallRetry: false })));

		assert.deepEqual(await stack.up(program({ source }, { callDay: ["TUESDAY", "MONDAY"], onDestroy: "stop" })), []);
	});

	it("continues after a kill at each call with the same confirmation", async () => {
		const campaign = program({ source: people(...rows(1, 12)) });
		stack.confirm(await stack.preview(campaign));
		let kills = 0;
		for (let call = 1; ; call++) {
			const when = call % 2 === 0 ? "after" : "before";
			const errors = await stack.killedUp(campaign, { call, when });
			place.wait(30);
			if (errors === undefined) kills++;
			else assert.doesNotMatch(errors.join(), /confirm/);
			if (errors?.length === 0) break;
		}

		assert.ok(kills > 10, `${kills} kills`);
		assert.equal(inTask(), 12);
		assert.equal(stack.confirmed.length, 1);
	});

	it("is refused before the first batch if others cancel numbers after the check", async () => {
		const first = program({ source: people(...rows(1, 8)) });
		stack.confirm(await stack.up(first));
		assert.deepEqual(await stack.up(first), []);
		stack.confirmed.length = 0;
		const [{ taskId } = assert.fail()] = place.simulator.tasks();
		const sent = imports();
		let pages = 0;
		const around = {
			async before(action: string) {
				if (action !== "QueryAiCallDetailPage" || ++pages !== 8) return;
				const waiting = place.simulator.details(taskId).filter(({ status }) => status === "waiting");
				const DetailIdList = JSON.stringify(waiting.map(({ detailId }) => detailId));
				await place.simulator.perform("CancelAiCallDetails", { TaskId: taskId, DetailIdList });
			},
		};

		const errors = await stack.up(program({ source: people(...rows(1, 9)) }), { around });

		assert.match(errors.join(), /^No one else was imported: This update imports (?:all|\d of) 9 people/);
		assert.equal(imports(), sent);
	});

	it("ends within the limit if others cancel numbers while it imports", async () => {
		await place.close();
		place = await openQuickPlace({ cancelledNumbers: "vanishes", importOnLostAnswer: "part" });
		stack = new LaunchStack(place, undefined, 18);
		const known = rows(21, 6000);
		assert.deepEqual(await stack.up(program({ source: people(...known) })), []);
		stack.limit = 100;
		const [{ taskId } = assert.fail()] = place.simulator.tasks();
		const before = imports();
		place.simulator.fault({ action: "ImportTaskNumberDatas", fault: "reset-after" });
		let sent = 0;
		const around = {
			async after(action: string, { PhoneNumberList = "[]" }: Readonly<Record<string, string>>) {
				if (action !== "ImportTaskNumberDatas") return;
				sent += JSON.parse(PhoneNumberList).length;
				if (imports() === before + 1) await place.simulator.perform("CancelAiCallDetails", { TaskId: taskId });
			},
		};

		const errors = await stack.up(program({ source: people(...rows(1, 20), ...known) }), { around });

		assert.match(errors.join(), /^No one else was imported: This update imports 1[01]\d of 6,000 people on the list/);
		assert.ok(sent > 20 && sent <= 118, `${sent} sent`);
	});

	it("asks for another confirmation to call the people of a replaced task again, also after a kill", async () => {
		const again = program({ source: people(...rows(1, 8)), callAgain: true });
		stack.confirm(await stack.up(again));
		assert.deepEqual(await stack.up(again), []);
		place.wait(3600);
		assert.equal(place.simulator.calls().length, 8);
		const [first = assert.fail()] = place.simulator.tasks();
		const sent = imports();

		const errors = await stack.up(again, { replaceTasks: ["spring"] });

		assert.match(
			errors.join(),
			/imports all 8 people.*with their variables, and that those whom task (\d+) has called are called again \(callAgain\)\. To confirm it: .*\[1\]' 8-/,
		);
		assert.ok(errors.join().includes(first.taskId));
		assert.equal(imports(), sent);
		stack.confirm(errors);
		assert.equal(await stack.killedUp(again, { call: 4, when: "after" }), undefined);
		assert.deepEqual(await stack.up(again), []);
		place.wait(3600);
		assert.equal(place.simulator.calls().length, 16);
	});

	it("leaves out whom a replaced task has called, and needs no other confirmation for the others", async () => {
		const campaign = program({ source: people(...rows(1, 8)) });
		stack.confirm(await stack.up(campaign));
		assert.deepEqual(await stack.up(campaign), []);

		assert.deepEqual(await stack.up(campaign, { replaceTasks: ["spring"] }), []);

		place.wait(3600);
		assert.equal(place.simulator.calls().length, 8);
	});

	it("into a task that the program does not declare is confirmed for that task", async () => {
		const [one = "", other = ""] = place.simulator.seedTasks({ count: 2, namePrefix: "by hand ", task: {} });
		const source = people(...rows(1, 8));
		const into = (taskId: string): Campaigns => ({ tasks: {}, lists: { spring: { taskId, source } } });
		const asked = await stack.up(into(one));
		stack.confirm(asked);

		assert.match(asked.join(), new RegExp(`covers task ${one}, and everyone on the list`));
		assert.match((await stack.up(into(other))).join(), /confirmedLaunches\[1\]'/);
		assert.deepEqual(await stack.up(into(one)), []);
	});

	it("cannot be confirmed yet in a preview if the task depends on what does not exist, which is a warning", async () => {
		const campaign = program({ source: people(...rows(1, 8)) }, { agentId: unknown });

		const previewed = await stack.preview(campaign);

		assert.match(
			previewed.join("\n"),
			/^warning: This update imports all 8 people.* The fingerprint is not known yet: it depends on resources that do not exist\. The update refuses the launch and prints the fingerprint\.$/m,
		);
		assert.doesNotMatch(previewed.join("\n"), /^error/m);
	});

	it("has the message and the fingerprint of the documentation: those of earlier versions stay valid", async () => {
		const lines = Array.from({ length: 12_000 }, (_, index) => `${13_800_000_000 + index},C${index}`);
		const changes = {
			taskName: "spring-callback-2027",
			agentId: "118712345678901234",
			virtualNumber: "05710000001",
			callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
			taskCps: 5,
		};
		stack.limit = 500;

		const previewed = await stack.preview(
			program({ source: file(`calleeNumber,outId\n${lines.join("\n")}\n`) }, changes),
		);

		const [error = assert.fail(), ...others] = previewed.filter((line) => line.startsWith("error: "));
		assert.deepEqual(others, []);
		assert.ok(readFileSync("docs/confirmed-launches.md", "utf8").includes(error), error);
	});

	it("names no number and no value of the files", async () => {
		const errors = await stack.up(program({ source: people(...rows(1, 8, "marked")) }));

		for (const text of ["marked", numberOf(1), "id-1", "0571"]) assert.ok(!errors.join().includes(text), text);
	});

	it("is not checked in an offline preview, which says so, and is in the update after it", async () => {
		const campaign = program({ source: people(...rows(1, 8)) });
		const offline = { configuration: { "aiccs:offlinePreview": "true" } };

		const previewed = await stack.preview(campaign, offline);

		assert.match(previewed[0] ?? "", /^note: The account was not queried .*adoptions and launches are unchecked\.$/);
		assert.doesNotMatch(previewed.join(), /error/);
		assert.deepEqual(place.simulator.actions(), []);
		assert.match((await stack.up(campaign, offline)).join(), /To confirm it/);
	});

	it("sends what it sends today if there is no limit", async () => {
		const sentWith = async (limit: number | undefined) => {
			const own = await openQuickPlace();
			const unlimited = new LaunchStack(own, limit);
			const source = fileIn(own.folder, "people.csv", `calleeNumber\n${numberOf(1)}\n`);
			assert.deepEqual(await unlimited.up(program({ source })), []);
			const actions = own.simulator.actions();
			await own.close();
			return actions;
		};

		assert.deepEqual(await sentWith(undefined), await sentWith(1));
	});
});
