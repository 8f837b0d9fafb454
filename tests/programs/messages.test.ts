import assert from "node:assert/strict";
import { join } from "node:path";
import { Raw } from "../../provider/definition/values";
import { aiCallTask } from "../../provider/tasks/resource";
import { openPlace, type Place } from "../support/describe-simulator";
import type { Values } from "../support/engine";
import { type Engine, ownerOf } from "../support/engine";
import { automation, runAutomation } from "./support/automation";
import { type Account, describePrograms, failed, type Open, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";
import type { Declared, Row, Step } from "./support/message-case";
import {
	asInTable,
	assertAccount,
	before,
	type Case,
	casesOf,
	declaredIn,
	idsOf,
	keyOf,
	ownerKeyOf,
	readingOf,
	seedOthers,
	setStatuses,
	settingsOf,
} from "./support/message-stage";
import { rows } from "./support/messages";

const project = {
	"Pulumi.yaml": "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
	"resources.json": "[]",
	"index.js": `
const pulumi = require("@pulumi/pulumi");
const { AiCallTask } = require("pulumi-aiccs");
class Part extends pulumi.ComponentResource {
	constructor(path) {
		const [type, name] = path.split("/");
		super("test:index:" + type, name);
	}
}
const parts = {};
const tasks = {};
for (const { name, args, parent, dependsOn, options } of require("./resources.json")) {
	const written = options ? new Function("pulumi", "return { " + options + " }")(pulumi) : {};
	const place = parent && { parent: (parts[parent] ??= new Part(parent)) };
	tasks[name] = new AiCallTask(name, args, { ...place, ...(dependsOn && { dependsOn: tasks[dependsOn] }), ...written });
}
`,
	"automation.js": automation(`async () => { require("./index.js"); }`, "shop"),
};

const resourcesFile = (declared: readonly Declared[]) => ({ "resources.json": JSON.stringify(declared) });
const urnOf = (name: string) => ownerOf(name).replace("organization/", "");

/** What a preview says of the resources of a case, in the words of the table. */
function saidOf(one: Case, ids: ReadonlyMap<string, string>, output: string): Record<string, string[]> {
	const own = [...diagnosticsOf(output)].filter(([name]) => name.startsWith(one.prefix));
	return Object.fromEntries(
		own.map(([name, lines]) => [name.slice(one.prefix.length), lines.map((line) => asInTable(one, ids, line)).sort()]),
	);
}

function rawOf({ prefix }: Case, output: string): string {
	return [...diagnosticsOf(output)].flatMap(([name, lines]) => (name.startsWith(prefix) ? lines : [])).join("\n");
}

const sorted = (said: Row["preview"]) =>
	Object.fromEntries(Object.entries(said).map(([name, lines]) => [name, [...lines].sort()]));

/** Many cases in one program on the real CLI: laid out by one update, shown by one preview of each kind. */
class Stage {
	readonly account: Account;
	readonly cases: readonly Case[];
	private readonly begun = new Map<Case, ReturnType<typeof before>>();
	private readonly programs = new Map<Case, readonly Declared[]>();

	constructor(account: Account, cases: readonly Case[]) {
		this.account = account;
		this.cases = cases;
	}

	async layOut(): Promise<void> {
		const { program, simulator } = this.account;
		for (const one of this.cases) seedOthers(simulator, one);
		const declared = this.cases.flatMap((one) => declaredIn(one, one.row.before ?? [], idsOf(simulator, one)));
		program.write(resourcesFile(declared));
		if (declared.length > 0) await succeeded(program.up());
		await this.lose();
		const tainted: string[] = [];
		for (const one of this.cases) {
			setStatuses(simulator, one);
			this.begun.set(one, before(simulator, one));
			this.programs.set(one, declaredIn(one, one.row.after, this.idsOf(one)));
			tainted.push(...(one.row.taint ?? []).map((name) => urnOf(`${one.prefix}${name}`)));
		}
		if (tainted.length > 0) await succeeded(program.run(["state", "taint", ...tainted, "--yes"]));
		this.write((one) => this.programs.get(one) ?? []);
	}

	/** Creates tasks of which the engine never learns, as a killed run does. */
	private async lose(): Promise<void> {
		const { program, simulator } = this.account;
		const { url, accessKeyId, accessKeySecret } = simulator;
		const configuration = {
			"aiccs:endpoint": url,
			"aiccs:accessKeyId": accessKeyId,
			"aiccs:accessKeySecret": accessKeySecret,
		};
		const journalDirectory = join(program.env.XDG_STATE_HOME ?? "", "pulumi-aiccs");
		const place = await openPlace();
		try {
			for (const one of this.cases) await createLost(place, one, { configuration, journalDirectory });
		} finally {
			await place.close();
		}
	}

	idsOf(one: Case): ReadonlyMap<string, string> {
		return this.begun.get(one)?.ids ?? new Map();
	}

	private write(programOf: (one: Case) => readonly Declared[]): void {
		this.account.program.write(resourcesFile(this.cases.flatMap((one) => programOf(one))));
	}

	private replaced(): string[] {
		return this.cases.flatMap(({ row, prefix }) => (row.replace ?? []).map((name) => urnOf(`${prefix}${name}`)));
	}

	async preview(): Promise<string> {
		return failed(this.account.program.preview(...this.replaced().flatMap((urn) => ["--replace", urn])));
	}

	async previewInline(): Promise<string> {
		const { exitCode, output } = await runAutomation(this.account, { command: "preview", replace: this.replaced() });
		assert.equal(exitCode, 1, output);
		return output;
	}

	/** What an output says of each case, beside what the table holds. */
	assertSaid(output: string): void {
		const actual = this.cases.map((one) => [one.title, saidOf(one, this.idsOf(one), output)]);
		const expected = this.cases.map((one) => [one.title, sorted(one.row.preview)]);
		assert.deepEqual(Object.fromEntries(actual), Object.fromEntries(expected));
	}

	/** Takes the way out of each case, with what the output said of it, and brings everything up. */
	async follow(output: string): Promise<void> {
		const { program, simulator } = this.account;
		const ways = new Map(this.cases.map((one) => [one, this.stepsOf(one, output)]));
		const most = Math.max(...[...ways.values()].map((steps) => steps.length));
		for (let at = 0; at < most; at++) {
			const replaced: string[] = [];
			const isRefreshing = [...ways.values()].some((steps) => steps[at]?.refresh);
			this.write((one) => {
				const steps = ways.get(one) ?? [];
				const step = steps[at];
				step?.console?.(simulator);
				if (step?.console !== undefined) this.begun.set(one, { ...before(simulator, one), ids: this.idsOf(one) });
				replaced.push(...(step?.replace ?? []).map(urnOf));
				const now = step?.program ?? steps.at(-1)?.program ?? [];
				this.programs.set(one, now);
				return now;
			});
			await succeeded(
				program.up(
					"--skip-preview=false",
					...(isRefreshing ? ["--refresh"] : []),
					...replaced.flatMap((urn) => ["--replace", urn]),
				),
			);
		}
		await succeeded(program.up("--expect-no-changes"));
		const { resources = [] } = program.state().deployment;
		for (const one of this.cases) {
			const declared = this.programs.get(one) ?? [];
			const names = new Map(declared.map((each) => [each.name, keyOf(each)]));
			const state = new Map(resources.map(({ urn, id = "" }) => [nameIn(urn, names), id]));
			assertAccount(simulator, one, this.begun.get(one) ?? assert.fail(), { program: declared, state });
		}
	}

	private stepsOf(one: Case, output: string): readonly Step[] {
		return one.way(readingOf(one, this.idsOf(one), this.programs.get(one) ?? [], rawOf(one, output)));
	}
}

function nameIn(urn: string, names: ReadonlyMap<string, string>): string {
	const name = urn.split("::").slice(3).join("::");
	return names.get(name) ?? name;
}

async function createLost(place: Place, one: Case, changes: Parameters<Place["newContext"]>[0]): Promise<void> {
	if (one.row.lost === undefined) return;
	const [declared = assert.fail()] = declaredIn(one, [one.row.lost], new Map());
	const context = place.newContext(changes);
	const task = aiCallTask.definition.known(new Raw(declared.args), context.now());
	await aiCallTask.create(context, ownerKeyOf(declared), task);
}

describePrograms(
	"every finding about names, places, adoptions, replacements and tasks that have not started",
	(open) => {
		for (const inInit of ["accepts", "refuses"] as const) {
			it(`has the same text in folder and inline programs, and its advice works where the service ${inInit} changes in INIT`, async () => {
				const cases = casesOf(
					rows.filter((row) => row.inInit === inInit),
					({ ways }) => ways,
				);
				const stage = await openStage(open, cases);
				await stage.layOut();

				const folder = await stage.preview();
				stage.assertSaid(folder);
				stage.assertSaid(await stage.previewInline());

				await stage.follow(folder);
			});
		}
	},
);

/** When no campaign calls, so that none completes. */
const atNight = Date.parse("2026-01-05T02:00:00+08:00");

async function openStage(open: Open, cases: readonly Case[]): Promise<Stage> {
	const [first = assert.fail()] = cases;
	const start = Date.now();
	const now = () => atNight + Date.now() - start;
	return new Stage(await open({ files: project }, { now, settings: settingsOf(first.row) ?? {} }), cases);
}

/** A program of resources by their keys, for the engine played in this process. */
const programOf = (declared: readonly Declared[]): Record<string, Values> =>
	Object.fromEntries(declared.map((one) => [keyOf(one), one.args]));

/** As the engine does by a resource's aliases: here there is one resource at most that is gone from the program. */
function followAliases(engine: Engine, declared: readonly Declared[]): void {
	for (const one of declared.filter(({ options }) => options?.startsWith("aliases"))) {
		const gone = [...engine.state.keys()].find((key) => !declared.some((each) => keyOf(each) === key));
		const resource = engine.state.get(gone ?? "");
		if (gone === undefined || resource === undefined) continue;
		engine.state.delete(gone);
		engine.state.set(keyOf(one), resource);
	}
}

async function bringUp({ simulator, lines }: Place, engine: Engine, step: Step) {
	const { program = [], replace = [], refresh = false } = step;
	followAliases(engine, program);
	const [from, held] = [lines.length, JSON.stringify(simulator.tasks())];
	const errors = await engine.up(programOf(program), { replace, refresh });
	return { errors, said: [...errors, ...lines.slice(from)], isUntouched: held === JSON.stringify(simulator.tasks()) };
}

describePrograms("an update without a preview, on the real CLI", (open) => {
	it("ends with the very line that the table holds: a name that is held, a change in INIT", async () => {
		for (const title of onRealCli) {
			const [one = assert.fail()] = casesOf(
				rows.filter((row) => row.title === title),
				({ ways }) => ways,
			);
			const stage = await openStage(open, [one]);
			await stage.layOut();
			const { program, simulator } = stage.account;
			const held = JSON.stringify(simulator.tasks());

			const output = await failed(program.up());

			assert.ok(asInTable(one, stage.idsOf(one), output).includes(one.row.up[0] ?? assert.fail()), output);
			assert.equal(JSON.stringify(simulator.tasks()), held);
		}
	});
});

const onRealCli = [
	"another user's stopped task has the name",
	"a task that has not started is replaced under its name",
];

describe("an update without a preview", () => {
	for (const one of casesOf(rows, ({ ways, waysAfterUp }) => ({ ...ways, ...waysAfterUp }))) {
		it(`says what the table holds: ${one.title}`, async () => {
			const place = await openPlace({ settings: settingsOf(one.row) ?? {} });
			try {
				await playInProcess(place, one);
			} finally {
				await place.close();
			}
		});
	}
});

async function playInProcess(place: Place, one: Case): Promise<void> {
	const { simulator } = place;
	const engine = place.newEngine();
	const { row, prefix } = one;
	seedOthers(simulator, one);
	assert.deepEqual(await engine.up(programOf(declaredIn(one, row.before ?? [], idsOf(simulator, one)))), []);
	await createLost(place, one, {});
	setStatuses(simulator, one);
	let begun = before(simulator, one);
	const { ids } = begun;
	const program = declaredIn(one, row.after, ids);
	const replace = [...(row.replace ?? []), ...(row.taint ?? [])].map((name) => `${prefix}${name}`);

	if (row.lateInUpdate) simulator.fault({ action: row.lateInUpdate, fault: "delay", seconds: 0.3 });
	const first = await bringUp(place, engine, { program, replace });

	const actual = first.said.map((line) => asInTable(one, ids, line));
	assert.deepEqual(actual, row.up);
	if (row.isDoneInPart === undefined) assert.ok(first.isUntouched, "a refused update has changed nothing");
	let last: readonly Declared[] = program;
	if (isFor(one, row)) {
		for (const step of one.way(readingOf(one, ids, program, first.said.join("\n")))) {
			step.console?.(simulator);
			if (step.console !== undefined) begun = { ...before(simulator, one), ids };
			last = step.program ?? last;
			assert.deepEqual((await bringUp(place, engine, { ...step, program: last })).errors, []);
		}
	} else if (first.errors.length > 0) return;
	const again = await bringUp(place, engine, { program: last });
	assert.deepEqual([again.said, again.isUntouched], [[], true]);
	const state = new Map([...engine.state].map(([key, { id }]) => [key, id]));
	assertAccount(simulator, one, begun, { program: last, state });
}

/** Whether the way goes by words that an update says too. */
function isFor({ way }: Case, { waysAfterUp = {} }: Row): boolean {
	return Object.values(waysAfterUp).includes(way);
}
