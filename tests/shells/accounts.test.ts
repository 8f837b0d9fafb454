import assert from "node:assert/strict";
import { calleeListOf } from "../../provider/callees/resource";
import { OwnerUrn } from "../../provider/run/owner";
import { aiCallTask } from "../../provider/tasks/resource";
import { fileIn } from "../callees/support/file-in";
import { aDefinition, otherAgent } from "../support/definitions";
import { Engine, ownerOf, type Program } from "../support/engine";
import { mortal } from "../support/mortal";
import { openAccounts, type SeveralAccounts } from "../support/several-accounts";
import { verbsOf } from "../support/shells/verbs";

const task = (account: string | undefined, changes: object = {}) => ({
	...aDefinition(),
	...(account !== undefined && { account }),
	...changes,
});

describe("a program with tasks in several accounts", () => {
	let place: SeveralAccounts;
	let engine: Engine;

	beforeEach(async () => {
		place = await openAccounts(["emea", "apac"]);
		engine = new Engine(verbsOf(aiCallTask), () => place.newContext());
	});
	afterEach(() => place.close());

	const names = () => ["own", "emea", "apac"].map((name) => place.tasks(name).map(({ taskName }) => taskName));
	const requestsOf = (name: string) => place.simulators[name]?.actions() ?? [];

	it("has each in the account that it names, and without a name in the stack's own", async () => {
		const program = { a: task(undefined), b: task("emea"), c: task("apac", { taskName: "autumn" }) };

		assert.deepEqual(await engine.preview(program), { a: [], b: [], c: [] });
		assert.deepEqual(await engine.up(program), []);

		assert.deepEqual(names(), [["spring"], ["spring"], ["autumn"]]);
		assert.deepEqual(await engine.plan(program), { a: "same", b: "same", c: "same" });
		assert.deepEqual(await engine.refresh(), []);
		assert.deepEqual(await engine.destroy(), []);
		assert.deepEqual(names(), [[], [], []]);
	});

	it("may have a name once in each account, under all names of the account", async () => {
		place.accounts.europe = { ...place.accounts.emea };

		const twice = await engine.preview({ a: task("emea"), b: task("europe"), c: task("apac") });

		assert.deepEqual([twice.a, twice.c], [[], []]);
		assert.match(twice.b?.join() ?? "", /^error: taskName is also declared by /);
	});

	it("reads the list of names of an account once, under all names of the account", async () => {
		place.accounts.europe = { ...place.accounts.emea };
		place.accounts.stack = {
			accessKeyId: "LTAIown",
			accessKeySecret: "secret of own",
		};
		const context = place.newContext();

		assert.equal(context.of("europe"), context.of("emea"));
		assert.equal(context.of("stack"), context.of(undefined));
		assert.notEqual(context.of("apac"), context.of("emea"));
		assert.equal(context.all().length, 3);
	});

	it("reports a name that is taken in the account of the task, and in no other", async () => {
		place.simulators.apac?.seedTasks([{ TaskName: "spring" }]);

		const found = await engine.preview({ a: task(undefined), b: task("emea"), c: task("apac") });

		assert.deepEqual([found.a, found.b], [[], []]);
		assert.match(found.c?.join() ?? "", /^error: taskName is already held by task /);
	});

	it("moves a task to another account: the old one is released there, and a new one made here", async () => {
		assert.deepEqual(await engine.up({ a: task("emea") }), []);
		place.simulators.emea?.importNumbers(place.tasks("emea")[0]?.taskId ?? "", ["13800000001"]);
		const program = { a: task("apac") };

		const preview = await engine.preview(program);
		assert.deepEqual(await engine.plan(program), { a: "replace" });
		assert.deepEqual(await engine.up(program), []);

		assert.match(preview.a?.join() ?? "", /^warning: The campaign is running and is replaced/);
		assert.deepEqual(names(), [[], [], ["spring"]]);
		assert.equal(place.simulators.emea?.tasks().length, 1);
		assert.deepEqual(requestsOf("own"), []);
		assert.deepEqual(await engine.destroy(), []);
		assert.deepEqual(names(), [[], [], []]);
	});

	it("reports in a preview that the name is taken in the account to which the task moves", async () => {
		assert.deepEqual(await engine.up({ a: task("emea") }), []);
		place.simulators.apac?.seedTasks([{ TaskName: "spring" }, { TaskName: "other" }]);

		const preview = await engine.preview({ a: task("apac") });

		assert.match(preview.a?.join() ?? "", /error: taskName is already held by task /);
	});

	it("reports in a preview that a move replaces a task that is in the new account already", async () => {
		assert.deepEqual(await engine.up({ a: task("emea") }), []);
		const held = engine.state.get("a");
		assert.ok(held !== undefined);
		// An explicit provider with the credentials of emea has created it: the state names no account.
		const { account: _, ...outputs } = held.outputs;
		engine.state.set("a", { id: held.id, inputs: task(undefined), outputs });

		const { a: findings = [] } = await engine.preview({ a: task("emea") });

		assert.deepEqual(await engine.plan({ a: task("emea") }), { a: "replace" });
		assert.match(
			findings.join("\n"),
			/warning: account has changed, so the task is replaced, and its account until now has no task of its name: nothing is released\. .*adoptTaskId/,
		);
		assert.doesNotMatch((await engine.preview({ a: task(undefined, { taskCps: 9 }) })).a?.join() ?? "", /account/);
	});

	it("lets a task that keeps its name when destroyed move under the same name", async () => {
		assert.deepEqual(await engine.up({ a: task("emea", { onDestroy: "leave" }) }), []);

		assert.deepEqual(await engine.preview({ a: task("apac", { onDestroy: "leave" }) }), { a: [] });
		assert.deepEqual(await engine.up({ a: task("apac", { onDestroy: "leave" }) }), []);

		assert.deepEqual(names(), [[], ["spring"], ["spring"]]);
	});

	it("sends nothing when an account gets another name, also that of the stack", async () => {
		assert.deepEqual(await engine.up({ a: task("emea"), b: task(undefined) }), []);
		place.accounts.europe = { ...place.accounts.emea };
		place.accounts.main = { accessKeyId: "LTAIown", accessKeySecret: "secret of own" };
		for (const one of Object.values(place.simulators)) one.clearRequests();
		const program = { a: task("europe"), b: task("main") };

		assert.deepEqual(await engine.plan(program), { a: "update", b: "update" });
		assert.deepEqual(await engine.up(program), []);

		delete place.accounts.emea;
		assert.deepEqual(await engine.plan(program), { a: "same", b: "same" });
		assert.deepEqual([requestsOf("own"), requestsOf("emea")], [[], []]);
		assert.deepEqual(await engine.destroy(), []);
		assert.deepEqual(names(), [[], [], []]);
	});

	it("changes nothing when the key of an account is rotated", async () => {
		assert.deepEqual(await engine.up({ a: task("emea") }), []);
		place.accounts.emea = { ...place.accounts.emea, accessKeyId: "LTAInext" };

		assert.deepEqual(await engine.plan({ a: task("emea") }), { a: "same" });
	});

	it("refuses to move a task out of an account that the configuration no longer has, and sends nothing", async () => {
		assert.deepEqual(await engine.up({ a: task("emea") }), []);
		delete place.accounts.emea;

		const preview = await engine.preview({ a: task("apac") });
		const errors = await engine.up({ a: task("apac") });

		assert.match(
			preview.a?.join("\n") ?? "",
			/^error: account has changed, and aiccs:accounts no longer has the former account, .*Add it again under its name, emea\./,
		);
		assert.equal(errors.length > 0, true);
		assert.deepEqual(names(), [[], ["spring"], []]);
		assert.deepEqual(requestsOf("apac"), []);
	});

	it("reports an account that the configuration does not have, with the name that was probably meant", async () => {
		const found = await engine.preview({ a: task("emae"), b: task("elsewhere"), c: task("apac") });

		assert.match(
			found.a?.join("\n") ?? "",
			/^error: account names no account of aiccs:accounts\. Did you mean "emea"\? Add it with: pulumi config set --path 'aiccs:accounts\.<name>\.accessKeyId' <id> && pulumi config set --secret --path 'aiccs:accounts\.<name>\.accessKeySecret' <secret>$/,
		);
		assert.match(found.b?.join("\n") ?? "", /^error: account names no account of aiccs:accounts\. Add it with:/);
		assert.deepEqual(found.c, []);
		assert.equal((await engine.up({ a: task("emae") })).length, 1);
	});

	it("reports once for each account that it was not queried", async () => {
		place.configuration["aiccs:offlinePreview"] = "true";
		place.accounts.apac = { ...place.accounts.apac, offlinePreview: true };

		const found = await engine.preview({ a: task("emea"), b: task("emea", { taskName: "b" }), c: task("apac") });

		assert.match(found.a?.join() ?? "", /^note: The account emea was not queried \(aiccs:offlinePreview\)/);
		assert.deepEqual(found.b, []);
		assert.match(found.c?.join() ?? "", /The account apac was not queried \(aiccs:accounts\.apac\.offlinePreview\)/);
	});
});

describe("what a killed run has left in one account", () => {
	let place: SeveralAccounts;
	let engine: Engine;

	beforeEach(async () => {
		place = await openAccounts(["emea", "apac"]);
		engine = new Engine(verbsOf(aiCallTask), () => place.newContext());
	});
	afterEach(() => place.close());

	/** Runs an update that dies after the creation was executed and before its answer arrives. */
	async function killedCreation(program: Program): Promise<void> {
		const { died, through } = mortal({ call: 2, when: "after" });
		const isDone = await Promise.race([engine.up(program, {}, place.newContext(through)), died]);
		assert.equal(isDone, "died");
	}

	const counts = () => ["own", "emea", "apac"].map((name) => place.simulators[name]?.tasks().length);

	it("is taken over in that account", async () => {
		await killedCreation({ a: task("emea") });
		assert.deepEqual(counts(), [0, 1, 0]);

		assert.deepEqual(await engine.up({ a: task("emea") }), []);

		assert.deepEqual(counts(), [0, 1, 0]);
		assert.match(place.lines.join("\n"), /was left by an interrupted run of this resource and is taken over/);
	});

	it("is never taken for the same id and name in another account", async () => {
		await killedCreation({ a: task("emea") });
		// Another stack's, with the same id, name, agent and time.
		place.simulators.apac?.seedTasks([{ TaskName: "spring", AgentId: aDefinition().agentId }]);

		const errors = await engine.up({ a: task("apac") });

		assert.match(errors.join(), /taskName is already held by task /);
		assert.equal(place.tasks("apac")[0]?.taskName, "spring");
		assert.deepEqual(counts(), [0, 1, 1]);
	});

	it("is released there once the program has the resource in another account", async () => {
		await killedCreation({ a: task("emea") });

		assert.deepEqual(await engine.up({ a: task("apac") }), []);

		assert.deepEqual(counts(), [0, 1, 1]);
		assert.deepEqual(place.tasks("emea"), []);
		assert.match(place.lines.join("\n"), /was left in another account by an interrupted run of this resource/);
	});

	it("is taken over under another name of the account", async () => {
		await killedCreation({ a: task("emea") });
		place.accounts = { europe: place.accounts.emea ?? {} };

		assert.deepEqual(await engine.up({ a: task("europe") }), []);

		assert.deepEqual(counts(), [0, 1, 0]);
	});

	it("is taken over after the key of the account was rotated", async () => {
		await killedCreation({ a: task("emea") });
		place.accounts.emea = { ...place.accounts.emea, accessKeyId: "LTAInext" };

		assert.deepEqual(await engine.up({ a: task("emea") }), []);

		assert.deepEqual(counts(), [0, 1, 0]);
	});

	it("stays with the old key while the configuration has it under another name", async () => {
		await killedCreation({ a: task("emea") });
		place.accounts = { former: place.accounts.emea ?? {}, emea: place.accounts.apac ?? {} };
		place.simulators.apac?.seedTasks([{ TaskName: "spring", AgentId: aDefinition().agentId }]);

		const errors = await engine.up({ a: task("emea") });

		assert.match(errors.join(), /taskName is already held by task /);
		assert.deepEqual(counts(), [0, 1, 1]);
	});

	it("is in the journal without secrets and without the key", async () => {
		const { readdirSync, readFileSync } = await import("node:fs");
		await killedCreation({ a: task("emea") });

		const folder = `${place.folder}/journal`;
		const text = readdirSync(folder)
			.map((name) => readFileSync(`${folder}/${name}`, "utf8"))
			.join();
		assert.match(text, /account \S{12} emea: creation:/);
		assert.doesNotMatch(text, /LTAI|secret/);
	});
});

describe("a list whose task moves to another account", () => {
	let place: SeveralAccounts;
	let tasks: Engine;
	let lists: Engine;
	let account: string | undefined;

	const phone = (one: number) => `1380000000${one}`;
	const people = () => fileIn(place.folder, "people.csv", `number\n${[1, 2, 3, 4].map(phone).join("\n")}\n`);

	beforeEach(async () => {
		place = await openAccounts(["emea", "apac"], { hasOwnIds: true });
		tasks = new Engine(verbsOf(aiCallTask), () => place.newContext());
		lists = new Engine(verbsOf(calleeListOf(2)), () => place.newContext());
		account = "emea";
	});
	afterEach(() => place.close());

	const taskNow = () => task(account, { taskCps: 1 });
	const listNow = (more: object = {}) => ({
		people: {
			taskId: tasks.state.get("a")?.id ?? "",
			...(account !== undefined && { account }),
			source: people(),
			...more,
		},
	});
	/** As the engine does: the task is made first. */
	async function up(context = place.newContext()): Promise<string[]> {
		const ofTasks = await tasks.up({ a: taskNow() });
		return ofTasks.length > 0 ? ofTasks : lists.up(listNow(), {}, context);
	}
	const called = () =>
		Object.values(place.simulators)
			.flatMap((one) => one.calls())
			.map(({ phoneNumber }) => phoneNumber)
			.toSorted();

	it("calls no one there again, and everyone else here", async () => {
		assert.deepEqual(await up(), []);
		place.wait(70);
		const before = called();
		assert.ok(before.length > 0 && before.length < 4, before.join());
		account = undefined;

		assert.deepEqual(await up(), []);

		place.wait(3600);
		assert.deepEqual(called(), [1, 2, 3, 4].map(phone));
		account = "apac";
		assert.deepEqual(await up(), []);
		place.wait(3600);
		assert.deepEqual(called(), [1, 2, 3, 4].map(phone));
	});

	it("calls no one twice and everyone once, whenever the run of the move is killed", async () => {
		let deaths = 0;
		for (let call = 1; call <= 26; call++) {
			await place.close();
			place = await openAccounts(["emea", "apac"], { hasOwnIds: true });
			tasks = new Engine(verbsOf(aiCallTask), () => place.newContext());
			lists = new Engine(verbsOf(calleeListOf(2)), () => place.newContext());
			account = "emea";
			assert.deepEqual(await up(), []);
			place.wait(70);
			account = "apac";
			const { died, through } = mortal({ call, when: call % 2 === 0 ? "before" : "after" });
			deaths += (await Promise.race([up(place.newContext(through)), died])) === "died" ? 1 : 0;
			assert.deepEqual(await up(), []);
			place.wait(3600);
			assert.deepEqual(called(), [1, 2, 3, 4].map(phone), `killed at call ${call}`);
		}
		assert.ok(deaths > 10, String(deaths));
	});

	it("is refused if its account is not that of the task", async () => {
		assert.deepEqual(await tasks.up({ a: taskNow() }), []);
		const context = place.newContext();
		lists.belongsTo = () => OwnerUrn.parse(ownerOf("a"));
		await tasks.up({ a: taskNow() }, {}, context);

		const errors = await lists.up(listNow({ account: undefined }), {}, context);

		assert.match(errors.join(), /^account is not the account of the task\. Give the list the same account/);
	});

	it("is refused if its account changes without its task", async () => {
		assert.deepEqual(await up(), []);

		const found = await lists.preview(listNow({ account: "apac" }));

		assert.match(found.people?.join("\n") ?? "", /error: account has changed, and taskId has not/);
	});

	it("is refused if the configuration no longer has the account of an earlier task", async () => {
		assert.deepEqual(await up(), []);
		account = "apac";
		assert.deepEqual(await tasks.up({ a: taskNow() }), []);
		delete place.accounts.emea;

		const found = await lists.preview(listNow());
		const errors = await lists.up(listNow());

		assert.match(found.people?.join("\n") ?? "", /error: account has changed, and aiccs:accounts no longer has the/);
		assert.ok(errors.length > 0);
		assert.deepEqual(place.simulators.apac?.calls(), []);
	});
});

/** A generator of numbers below a limit, the same for the same seed. */
function diceOf(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		return Math.floor((state / 0x80000000) * below);
	};
}

describe("tasks that move between accounts while runs are killed", function () {
	this.timeout(120_000);
	const accounts = [undefined, "emea", "apac"] as const;
	const seeds = 30;

	const names = ["own", "emea", "apac"];

	/** Declares some of the tasks otherwise, maybe in another account. */
	function redeclare(program: Record<string, ReturnType<typeof task>>, dice: (below: number) => number): void {
		for (const name of ["a", "b", "c"].filter(() => dice(2) === 0)) {
			const agent = dice(3) === 0 ? { agentId: otherAgent } : {};
			program[name] = task(accounts[dice(3)], { taskName: `campaign ${name}`, taskCps: 1 + dice(3), ...agent });
		}
	}

	/** The names of others' tasks, so many that the ids of a program repeat theirs in the other accounts. */
	const theirs = (index: number) => Array.from({ length: index * 2 }, (_, one) => `theirs ${one}`);

	/** Plays one program, and checks every account at the end. */
	async function play(seed: number): Promise<void> {
		const dice = diceOf(seed);
		const place = await openAccounts(["emea", "apac"]);
		const engine = new Engine(verbsOf(aiCallTask), () => place.newContext());
		for (const [index, name] of names.entries()) {
			place.simulators[name]?.seedTasks(theirs(index).map((TaskName) => ({ TaskName, AgentId: otherAgent })));
		}
		const program: Record<string, ReturnType<typeof task>> = {};
		for (let round = 0; round < 8; round++) {
			redeclare(program, dice);
			const { died, through } = mortal({ call: 1 + dice(20), when: dice(2) === 0 ? "before" : "after" });
			await Promise.race([engine.up(program, {}, place.newContext(dice(4) === 0 ? undefined : through)), died]);
		}
		assert.deepEqual(await engine.up(program), [], `seed ${seed}`);
		for (const [index, name] of names.entries()) {
			const declared = Object.values(program).filter((one) => (one.account ?? "own") === name);
			const found = place.tasks(name).map(({ taskName }) => taskName);
			const expected = [...theirs(index), ...declared.map(({ taskName }) => taskName)];
			assert.deepEqual(found.toSorted(), expected.toSorted(), `seed ${seed}, ${name}`);
		}
		for (const [name, { account }] of Object.entries(program)) {
			const simulator = place.simulators[account ?? "own"];
			assert.equal(engine.state.get(name)?.id, simulator?.task(`campaign ${name}`)?.taskId, `seed ${seed}`);
		}
		await place.close();
	}

	it("are once in the account that the program says, and those of others stay as they are", async () => {
		for (let seed = 1; seed <= seeds; seed++) await play(seed);
	});
});
