import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FaultOrder } from "../../simulator";
import { openPlace, type Place } from "../support/describe-simulator";
import type { Engine } from "../support/engine";
import { type Flow, flows, numbers } from "../support/flows";
import { type ShellKind, shells } from "../support/shells";

/** Every way in which a request fails, executed and not executed where both are possible. */
const faults: Readonly<Record<string, FaultOrder>> = {
	"reset-before": { fault: "reset-before" },
	"reset-after": { fault: "reset-after" },
	"timeout-before": { fault: "timeout-before" },
	"timeout-after": { fault: "timeout-after" },
	throttle: { fault: "throttle" },
	"error-500": { fault: "error-500", done: false },
	"error-500 done": { fault: "error-500", done: true },
	"html-503": { fault: "html-503", done: false },
	"html-503 done": { fault: "html-503", done: true },
	"bad-json": { fault: "bad-json", done: false },
	"bad-json done": { fault: "bad-json", done: true },
	"success-false": { fault: "success-false" },
	"expired-token": { fault: "expired-token" },
};
/** Faults to inject at every call, not only at the first one of an action. */
const everywhere = ["reset-before", "reset-after", "timeout-after", "throttle", "expired-token"];
const keys = {
	accessKeyId: "LTAI5tMarkedKeyOfTheTests",
	accessKeySecret: "MarkedSecretOfTheTests0123456",
	securityToken: "MarkedTokenOfTheTests/+=0123456789",
};
/** Runs after which a flow must have succeeded. */
const maxRuns = 2;

type Cell = "ok" | "ok2";
const table = new Map<string, Map<string, Cell>>();

/** The calls of a flow without faults, each with the number of earlier calls of the same action. */
async function callsOf(flow: Flow, shell: ShellKind): Promise<{ action: string; skip: number }[]> {
	const place = await openPlace({}, shell);
	const engine = place.newEngine();
	await flow.prepare(place, engine);
	place.simulator.clearRequests();
	assert.deepEqual(await flow.act(engine, place), []);
	await flow.verify(place, engine);
	const actions = place.simulator.actions();
	await place.close();
	return actions.map((action, index) => ({
		action,
		skip: actions.slice(0, index).filter((before) => before === action).length,
	}));
}

/** Plays a flow with one fault, until a run succeeds. Returns the number of runs. */
async function playThrough(flow: Flow, shell: ShellKind, fault: FaultOrder, retrySeconds: string): Promise<number> {
	const place = await openPlace(keys, shell);
	const reported: string[] = [];
	const engine = place.newEngine({
		configuration: {
			"aiccs:retrySeconds": retrySeconds,
			...(fault.fault.startsWith("timeout") && { "aiccs:requestTimeoutSeconds": "1" }),
		},
	});
	try {
		await flow.prepare(place, engine);
		place.simulator.fault(fault);
		for (let run = 1; ; run++) {
			const errors = await flow.act(engine, place);
			reported.push(...errors);
			if (errors.length === 0) {
				await flow.verify(place, engine);
				return run;
			}
			assert.ok(run < maxRuns, `it still fails in run ${run}: ${errors.join("\n")}`);
		}
	} finally {
		assertNoSecret(place, engine, reported);
		await place.close();
	}
}

/** No key or phone number is in the output, the journal or the state; declared numbers are in the state only. */
function assertNoSecret({ journalDirectory, lines }: Place, { state }: Engine, reported: readonly string[]): void {
	const files = readdirSync(journalDirectory).map((file) => readFileSync(join(journalDirectory, file), "utf8"));
	const output = [...reported, ...lines, ...files].join("\n");
	const kept = JSON.stringify([...state]);
	for (const secret of [...Object.values(keys), ...numbers]) {
		assert.ok(!output.includes(secret) && !kept.includes(secret), `it contains ${secret}: ${output}`);
	}
	assert.doesNotMatch(output, /0571000\d{5}/, "it contains a declared number");
}

function enter(row: string, column: string, cell: Cell): void {
	const cells = table.get(row) ?? new Map<string, Cell>();
	table.set(row, cells);
	if (cells.get(column) !== "ok2") cells.set(column, cell);
}

describe("a failed request", () => {
	const plays = shells.flatMap((shell) =>
		["0", "300"].flatMap((seconds) => flows.map((flow) => [shell, seconds, flow] as const)),
	);
	for (const [shell, retrySeconds, flow] of plays) {
		it(`leaves no duplicate, no orphan and no stopped campaign: ${flow.title}, retried for ${retrySeconds} s, ${shell.title}`, async () => {
			const calls = await callsOf(flow, shell);
			const cells = calls
				.flatMap((call) => Object.entries(faults).map(([name, fault]) => ({ call, name, fault })))
				// With retries of requests, the first call of each action represents all.
				.filter(({ call, name }) => call.skip === 0 || (retrySeconds === "0" && everywhere.includes(name)));
			const failures: string[] = [];
			await inParallel(cells, async ({ call, name, fault }) => {
				try {
					const taken = await playThrough(flow, shell, { ...fault, ...call }, retrySeconds);
					enter(`${retrySeconds.padEnd(3)} ${flow.title}: ${call.action}`, name, taken === 1 ? "ok" : "ok2");
				} catch (error) {
					failures.push(
						`${name} at ${call.action} (${call.skip + 1}): ${error instanceof Error ? error.message : error}`,
					);
				}
			});
			assert.equal(failures.join("\n"), "");
		});
	}

	after(() => {
		const columns = Object.keys(faults);
		const width = Math.max(...[...table.keys()].map((row) => row.length));
		const lines = [...table].map(
			([row, cells]) =>
				`${row.padEnd(width)} ${columns.map((column) => (cells.get(column) ?? "??").padEnd(column.length)).join(" ")}`,
		);
		const head = `${" ".repeat(width)} ${columns.join(" ")}`;
		process.stdout.write(`\nok: in the first run; ok2: in the next run\n${[head, ...lines].join("\n")}\n`);
	});
});

async function inParallel<T>(items: readonly T[], action: (item: T) => Promise<void>): Promise<void> {
	const queue = [...items];
	const workers = Array.from({ length: 16 }, async () => {
		for (let item = queue.shift(); item !== undefined; item = queue.shift()) await action(item);
	});
	await Promise.all(workers);
}
