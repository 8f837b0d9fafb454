import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { z } from "zod";
import { markdownTable } from "../tools/markdown-table";
import type { Row } from "./measure";
import type { BenchOptions } from "./options";
import type { Samples } from "./samples";

export interface Machine {
	readonly date: string;
	readonly cores: number;
	readonly processor: string;
	readonly memoryGigabytes: number;
	/** The load average of the last minute before the start. */
	readonly load: number;
	readonly node: string;
	readonly pulumi: string;
	readonly sdk: string;
}

export function machineWith(pulumi: string): Machine {
	const sdk: unknown = JSON.parse(readFileSync(require.resolve("@pulumi/pulumi/package.json"), "utf8"));
	return {
		date: new Date().toISOString(),
		cores: cpus().length,
		processor: cpus()[0]?.model.trim() ?? "unknown",
		memoryGigabytes: Math.round(totalmem() / 2 ** 30),
		load: Number((loadavg()[0] ?? 0).toFixed(2)),
		node: process.version,
		pulumi,
		sdk: z.object({ version: z.string() }).parse(sdk).version,
	};
}

export function markdown(machine: Machine, rows: readonly Row[], minutes: number): string {
	const { date, cores, processor, memoryGigabytes, load, node, pulumi, sdk } = machine;
	return [
		`${date}: ${cores} cores (${processor}), ${memoryGigabytes} GB, load ${load} at the start; Node.js ${node}, ` +
			`Pulumi ${pulumi}, @pulumi/pulumi ${sdk}; ${minutes.toFixed(0)} minutes.`,
		"",
		markdownTable(
			["#", "figure", "goal", "measured", "met", "compared with"],
			rows.map(({ row, figure, goal, measured, met, compared }) => {
				const verdict = met === undefined ? "?" : met ? "yes" : "**no**";
				return [String(row), figure, goal, measured, verdict, compared];
			}),
		),
	].join("\n");
}

export function json(machine: Machine, options: BenchOptions, rows: readonly Row[], samples: Samples): string {
	const { all, failures } = samples;
	return JSON.stringify({ machine, options, rows, failures, samples: all }, undefined, "\t");
}
