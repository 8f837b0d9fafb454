import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { type Settings, type Simulator, startSimulator } from "../../../simulator";
import { killProcessesWith } from "../../../tools/pulumi/processes";
import { openProgram, type Program } from "../../../tools/pulumi/program";
import { killRunAt } from "../killed-run";
import type { Campaign } from "./campaign";
import type { Command, Driver, Held, Outcome, Trouble } from "./driver";
import { endOf } from "./processes";

/** Reads its declarations from a file. A resource's key is its component and its name. */
const source = `
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const { AiCallTask } = require("pulumi-aiccs");

const group = new pulumi.ComponentResource("soak:Group", "group");
const parentOf = (component) => component === undefined ? pulumi.rootStackResource : group;
const aliasOf = (key) => {
	const [name, component] = key.split("/").reverse();
	return { name, parent: parentOf(component) };
};
for (const { resource, component, aliases, definition } of JSON.parse(readFileSync("campaigns.json", "utf8"))) {
	new AiCallTask(resource, definition, {
		...(component === undefined ? {} : { parent: group }),
		aliases: aliases.map(aliasOf),
	});
}
`;

const quiet = ["--non-interactive", "--color", "never"];
const commands: Readonly<Record<Command, readonly string[]>> = {
	up: ["up", "--yes", "--skip-preview", ...quiet],
	"up with preview": ["up", "--yes", ...quiet],
	preview: ["preview", ...quiet],
	refresh: ["refresh", "--yes", "--skip-preview", ...quiet],
};

/** How much longer lists lag than in one process, where pauses are short. */
const lagScale = 30;
/** Milliseconds after which no process of a killed run may be left. */
const longestEnd = 10_000;

export async function openOnCli(settings: Partial<Settings>, seed: number): Promise<Driver> {
	const lags = Object.entries(settings).filter(([name]) => name.includes("Delay"));
	const slower = Object.fromEntries(lags.map(([name, seconds]) => [name, Number(seconds) * lagScale]));
	const simulator = await startSimulator({ seed, settings: { ...settings, ...slower } });
	const config = { "aiccs:requestTimeoutSeconds": "3" };
	const program = await openProgram({ files: { "index.js": source, "campaigns.json": "[]" }, simulator, config });
	const longestLag = Math.max(0, ...Object.values(slower)) * 1000;
	return new OnCli(program, simulator, longestLag);
}

/** Runs the user's commands on the real CLI. */
class OnCli implements Driver {
	readonly isQuick = false;
	readonly simulator: Simulator;
	private readonly program: Program;
	private readonly longestLag: number;
	private isLocked = false;

	constructor(program: Program, simulator: Simulator, longestLag: number) {
		this.program = program;
		this.simulator = simulator;
		this.longestLag = longestLag;
	}

	async run(command: Command, campaigns: readonly Campaign[], trouble?: Trouble): Promise<Outcome> {
		this.program.write({ "campaigns.json": JSON.stringify(campaigns) });
		if (this.isLocked) await this.program.run(["cancel", "--yes", ...quiet]);
		this.isLocked = false;
		// Let the lists show what people just did.
		await wait(this.longestLag);
		const stopWatching = this.watchFor(trouble?.people);
		for (const fault of trouble?.faults ?? []) this.simulator.fault(fault);
		try {
			return await this.runToEnd(commands[command], trouble?.kill);
		} finally {
			stopWatching();
			this.simulator.clearFaults();
		}
	}

	async state(): Promise<ReadonlyMap<string, Held>> {
		return heldIn(readFileSync(this.program.stateFile, "utf8"));
	}

	async pendingChanges(): Promise<readonly string[]> {
		const { exitCode, output } = await this.program.preview("--expect-no-changes");
		return exitCode === 0 ? [] : [output];
	}

	async close(): Promise<void> {
		await this.program.close();
		await this.simulator.stop();
	}

	private async runToEnd(args: readonly string[], kill: Trouble["kill"]): Promise<Outcome> {
		if (kill === undefined) {
			const { exitCode, output } = await this.program.run(args, { timeoutSeconds: 300 });
			return { errors: exitCode === 0 ? [] : errorsIn(output), killed: false, leftBehind: [] };
		}
		const { arrived, exitCode, output } = await killRunAt(
			{ program: this.program, simulator: this.simulator },
			args,
			kill,
			kill.victim,
		);
		if (!arrived) return { errors: exitCode === 0 ? [] : errorsIn(output), killed: false, leftBehind: [] };
		this.isLocked = kill.victim !== "provider";
		const home = `PULUMI_HOME=${this.program.env.PULUMI_HOME}`;
		if (kill.isHasty) return { errors: [], killed: true, leftBehind: [] };
		const leftBehind = await endOf(home, longestEnd);
		await killProcessesWith(home);
		return { errors: [], killed: true, leftBehind };
	}

	/** Lets people act at a call. */
	private watchFor(people: Trouble["people"]): () => void {
		if (people === undefined) return () => {};
		const { action, skip } = people.at;
		const before = this.simulator.actions().length;
		const timer = setInterval(() => {
			const calls = this.simulator.actions().slice(before);
			if (calls.filter((call) => action === "*" || call === action).length <= skip) return;
			clearInterval(timer);
			people.act();
		}, 5);
		return () => clearInterval(timer);
	}
}

function errorsIn(output: string): string[] {
	const lines = stripVTControlCharacters(output).split("\n");
	const errors = lines.filter((line) => /error|\*|fail/i.test(line)).map((line) => line.trim());
	return errors.length === 0 ? [output] : errors;
}

const Checkpoint = z.object({
	checkpoint: z.object({
		latest: z
			.object({
				resources: z
					.array(
						z.object({
							urn: z.string(),
							id: z.string().optional(),
							delete: z.boolean().optional(),
							pendingReplacement: z.boolean().optional(),
							outputs: z.record(z.string(), z.unknown()).optional(),
						}),
					)
					.nullish(),
			})
			.nullish(),
	}),
});

function heldIn(text: string): Map<string, Held> {
	const { resources } = Checkpoint.parse(JSON.parse(text)).checkpoint.latest ?? {};
	return new Map(
		(resources ?? []).flatMap(({ urn, id, outputs, ...rest }) => {
			const [, parent = "", name = ""] =
				/::(soak:Group\$)?pulumi-nodejs:dynamic\/aiccs:AiCallTask::(.+)$/.exec(urn) ?? [];
			if (name === "" || id === undefined || rest.delete || rest.pendingReplacement) return [];
			return [[parent === "" ? name : `group/${name}`, { id, outputs: outputs ?? {} }] as const];
		}),
	);
}
