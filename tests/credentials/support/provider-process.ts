/**
 * A provider process: runs operations on many tasks at once, each operation with a new provider. Each line of its standard
 * input is an order.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { aDefinition } from "../../support/definitions";

const Order = z.object({
	/** Replaces the environment of the process. */
	env: z.record(z.string(), z.string()).optional(),
	configuration: z.record(z.string(), z.string()),
	/** Numbers of tasks. All operations run for one number, then for the next. */
	sizes: z.array(z.number()),
	prefix: z.string(),
	operations: z.array(z.enum(["preview", "up", "refresh", "destroy"])),
});

type Shell = typeof import("../../../provider/shells/dynamic");
type Operation = z.output<typeof Order>["operations"][number];

interface Task {
	readonly name: string;
	id: string;
	outs: Record<string, unknown>;
}

const entry = require.resolve("../../../provider/shells/dynamic");

async function freshShell(configuration: Readonly<Record<string, string>>): Promise<Shell> {
	delete require.cache[entry];
	const shell: Shell = require(entry);
	const get = (key: string) => configuration[key];
	await shell.configure({ config: { get, require: (key) => get(key) ?? "" } });
	return shell;
}

const operations: Readonly<Record<Operation, (shell: Shell, task: Task) => Promise<void>>> = {
	preview: async (shell, { name }) => {
		const folder = mkdtempSync(join(tmpdir(), "aiccs-findings-"));
		const file = join(folder, "findings.json");
		await shell.check({}, { ...aDefinition({ taskName: name }), __owner: name, __preview: file });
		const findings = existsSync(file) ? readFileSync(file, "utf8") : undefined;
		rmSync(folder, { recursive: true });
		if (findings !== undefined) throw new Error(findings);
	},
	up: async (shell, task) => {
		const { inputs = {}, failures = [] } = await shell.check(
			{},
			{ ...aDefinition({ taskName: task.name }), __owner: task.name },
		);
		if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join(" "));
		const { id, outs = {} } = await shell.create(inputs);
		Object.assign(task, { id, outs });
	},
	refresh: async (shell, task) => {
		const { id, props } = await shell.read(task.id, task.outs);
		if (id !== task.id) throw new Error(`The task is gone: ${task.name}`);
		task.outs = props ?? {};
	},
	destroy: (shell, { id, outs }) => shell.delete(id, outs),
};

async function run({ sizes, prefix, operations: names, configuration }: z.output<typeof Order>) {
	const results: { operation: Operation; tasks: number; errors: string[] }[] = [];
	for (const size of sizes) {
		const tasks: Task[] = Array.from({ length: size }, (_, index) => ({
			name: `${prefix}-${size}-${index}`,
			id: "",
			outs: {},
		}));
		for (const operation of names) {
			const shell = await freshShell(configuration);
			const outcomes = await Promise.allSettled(tasks.map((task) => operations[operation](shell, task)));
			const errors = outcomes.flatMap((outcome) =>
				outcome.status === "rejected" ? [String(outcome.reason.message)] : [],
			);
			results.push({ operation, tasks: size, errors });
		}
	}
	return results;
}

function setEnvironment(env: Readonly<Record<string, string>>): void {
	for (const name of Object.keys(process.env)) delete process.env[name];
	Object.assign(process.env, env);
}

async function main(): Promise<void> {
	for await (const line of createInterface({ input: process.stdin })) {
		const order = Order.parse(JSON.parse(line));
		if (order.env !== undefined) setEnvironment(order.env);
		process.stdout.write(`\nRESULTS ${JSON.stringify(await run(order))}\n`);
	}
	process.exit();
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exit(1);
});
