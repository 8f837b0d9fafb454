import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { satisfies } from "semver";
import { runCommand } from "../setup/command";
import { say } from "../setup/terminal";
import { readCounts, summaryLine } from "../test/summary";
import { copyWithSdk } from "./copy";
import { lookUpSdk, npm, type Sdk } from "./registry";
import type { Group, Row } from "./row";

const nodeMajors = ["20", "22", "24"];

/** The tests of programs with the oldest and the newest SDK, on each supported Node.js. */
export const sdks: Group = {
	name: "sdk",
	head: ["@pulumi/pulumi", "Node.js"],
	rows: async ({ folder, tests }) => {
		const nodes: Node[] = [];
		for (const major of nodeMajors) nodes.push(await fetchNode(folder, major));
		const rows: Row[] = [];
		for (const sdk of [await lookUpSdk("3.216.0"), await lookUpSdk("latest")]) {
			const copy = join(folder, `sdk-${sdk.version}`);
			let copying: Promise<void> | undefined;
			const copied = () => {
				copying ??= copyWithSdk(copy, sdk);
				return copying;
			};
			rows.push(...nodes.map((node) => rowOf(sdk, node, tests, copy, copied)));
		}
		return rows;
	},
};

interface Node {
	readonly version: string;
	readonly path: string;
}

function rowOf(sdk: Sdk, node: Node, tests: string, copy: string, copied: () => Promise<void>): Row {
	return {
		cells: [sdk.version, node.version],
		run: async () => {
			if (!satisfies(node.version, sdk.nodes)) return `not run: this SDK asks for Node.js ${sdk.nodes}`;
			await copied();
			return testWith(node, copy, tests);
		},
	};
}

async function fetchNode(folder: string, major: string): Promise<Node> {
	say(`Fetching Node.js ${major} ...`);
	const home = join(folder, `node-${major}`);
	const name = `node-${process.platform}-${process.arch}`;
	mkdirSync(home);
	await npm(["install", "--no-save", "--no-audit", "--no-fund", "--prefix", home, `${name}@${major}`], home);
	const path = join(home, "node_modules", name, "bin", "node");
	const { stdout } = await runCommand(path, ["--version"]);
	return { version: stdout.trim().replace(/^v/, ""), path };
}

async function testWith(node: Node, copy: string, tests: string): Promise<string> {
	const countsFile = join(copy, "counts.json");
	rmSync(countsFile, { force: true });
	const report = ["--reporter", "tools/test/counting-reporter.cjs", "--reporter-option", `countsFile=${countsFile}`];
	const mocha = [
		join("node_modules", "mocha", "bin", "mocha.js"),
		"--no-config",
		"--import=tsx",
		"--timeout",
		"300000",
	];
	const onOutput = (text: string) => void process.stdout.write(text);
	const options = { cwd: copy, onOutput, timeoutSeconds: 3600 };
	const { exitCode } = await runCommand(node.path, [...mocha, ...report, tests], options);
	const text = summaryLine(readCounts(countsFile), exitCode);
	if (!text.includes(" 0 failed")) throw new Error(text);
	return text;
}
