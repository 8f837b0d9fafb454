import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { satisfies } from "semver";
import { copyWithSdk } from "./matrix/copy";
import { markdownTable, type Outcome } from "./matrix/markdown";
import { lookUpSdk, npm, type Sdk } from "./matrix/registry";
import { runCommand } from "./setup/command";
import { ensurePulumi } from "./setup/install-pulumi";
import { runTool, say } from "./setup/terminal";
import { readCounts, summaryLine } from "./test/summary";

const nodeMajors = ["20", "22", "24"];
const programTests = "tests/programs/**/*.test.ts";

runTool(async () => {
	await ensurePulumi(say);
	const folder = mkdtempSync(join(tmpdir(), "pulumi-aiccs-matrix-"));
	try {
		const nodes = [];
		for (const major of nodeMajors) nodes.push(await fetchNode(folder, major));
		const outcomes: Outcome[] = [];
		for (const sdk of [await lookUpSdk("3.216.0"), await lookUpSdk("latest")]) {
			outcomes.push(...(await tryOut(sdk, nodes, folder)));
		}
		say(`\n${markdownTable(outcomes)}`);
		return outcomes.some(({ text }) => !/ 0 failed|^not run/.test(text)) ? 1 : 0;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

interface Node {
	readonly version: string;
	readonly path: string;
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

async function tryOut(sdk: Sdk, nodes: readonly Node[], folder: string): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	const copy = join(folder, `sdk-${sdk.version}`);
	say(`\nInstalling and compiling with @pulumi/pulumi ${sdk.version} ...`);
	await copyWithSdk(copy, sdk);
	for (const node of nodes) {
		const isAllowed = satisfies(node.version, sdk.nodes);
		if (isAllowed) say(`\n@pulumi/pulumi ${sdk.version} on Node.js ${node.version}`);
		const text = isAllowed ? await testWith(node, copy) : `not run: this SDK asks for Node.js ${sdk.nodes}`;
		outcomes.push({ sdk: sdk.version, node: node.version, text });
	}
	return outcomes;
}

async function testWith(node: Node, copy: string): Promise<string> {
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
	const { exitCode } = await runCommand(node.path, [...mocha, ...report, programTests], options);
	return summaryLine(readCounts(countsFile), exitCode);
}
