import assert from "node:assert/strict";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../tools/setup/command";
import { automation, runAutomation } from "./support/automation";
import { assertHas, csvOf, numbersOf, withLists } from "./support/callees";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

/** Sources at fault, and what a preview says of each. */
const faults: Readonly<Record<string, readonly [source: string, says: RegExp]>> = {
	missing: [
		'new FileAsset("missing.csv")',
		/^error: source names missing\.csv, which does not exist\. Correct the path; it is relative to the folder of the program\.$/,
	],
	promised: [
		'Promise.resolve(new FileAsset("empty.csv"))',
		/names empty\.csv, which is empty\. Use a file with rows\./,
	],
	second: [
		'[new FileAsset("good.csv"), new FileAsset("gone.csv")]',
		/^error: source names gone\.csv, which does not exist\./,
	],
	empty: ['new FileAsset("empty.csv")', /names empty\.csv, which is empty\. Use a file with rows\./],
	folder: ['new FileAsset("folder")', /names folder, which is a folder\. Name a file\./],
	forbidden: ['new FileAsset("forbidden.csv")', /names forbidden\.csv, which may not be read by this user\. Give /],
	text: [
		'new pulumi.asset.StringAsset("calleeNumber\\n13800000001")',
		/^error: source is a StringAsset, whose text would be in the state of the stack\. Use new pulumi\.asset\.FileAsset/,
	],
	remote: [
		'new pulumi.asset.RemoteAsset("http://127.0.0.1:9/people.csv")',
		/^error: source is a RemoteAsset, which can change without Pulumi seeing it\. Use new pulumi\.asset\.FileAsset/,
	],
	archive: [
		'new pulumi.asset.FileArchive("folder")',
		/^error: source is an archive\. Use new pulumi\.asset\.FileAsset/,
	],
	gone: ['new pulumi.asset.FileArchive("gone.zip")', /^error: source is an archive\. Use new pulumi\.asset\.FileAsset/],
	path: ['"good.csv"', /^error: source \("good\.csv"\) is a text\. Use new pulumi\.asset\.FileAsset/],
	rows: ['new FileAsset("rows.csv")', /1 row of rows\.csv with too few digits .+ line 3\)/],
	many: ['new FileAsset("good.csv"), atMost: 2', /has 3 people, and atMost allows 2\. Check that it is the right file/],
};

const program = (sources: Readonly<Record<string, string>>) =>
	withLists(
		Object.entries(sources)
			.map(([name, source]) => `new CalleeList("${name}", { taskId: task("${name}").taskId, source: ${source} });`)
			.join("\n"),
	);

describePrograms("files at fault", (open) => {
	it("are all reported by one preview, in the same words by an update, and no one is imported", async () => {
		const sources = Object.fromEntries(Object.entries(faults).map(([name, [source]]) => [name, source]));
		const { program: stack, simulator } = await open({
			files: {
				...program(sources),
				"empty.csv": "",
				"good.csv": csvOf(numbersOf(3)),
				"forbidden.csv": csvOf(numbersOf(3)),
				"rows.csv": "calleeNumber\n13800000001\n1380000000\n",
			},
		});
		mkdirSync(join(stack.directory, "folder"));
		chmodSync(join(stack.directory, "forbidden.csv"), 0);

		const said = diagnosticsOf(await failed(asOrdinaryUser(stack, ["preview"])));
		for (const [name, [, says]] of Object.entries(faults)) {
			const errors = (said.get(name) ?? []).filter((line) => line.startsWith("error: "));
			assert.equal(errors.length, 1, `${name}: ${said.get(name)?.join("\n")}`);
			assert.match(errors[0] ?? "", says);
		}
		assert.deepEqual(simulator.tasks(), []);

		stack.write(program({ rows: sources.rows ?? "" }));
		assert.match(
			await failed(stack.up()),
			/'rows' has a problem: source has 1 row of rows\.csv with too few digits .+ line 3\)/,
		);
		// The engine reads files before this package does.
		stack.write(program({ missing: sources.missing ?? "" }));
		assert.match(
			await failed(stack.up()),
			/"source": failed to open asset file '\S+missing\.csv'.+ no such file or directory/,
		);
		assert.ok(!simulator.actions().includes("ImportTaskNumberDatas"));
	});
});

describePrograms("a relative path of a file", (open) => {
	const list = `new CalleeList("spring", { taskId: task("spring").taskId, source: new FileAsset("people.csv") });`;
	const { "index.js": source = "" } = withLists(list);
	const config = { "aiccs:listLagSeconds": "0" };
	const yaml = "name: program\nmain: app/\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";

	it("is relative to the folder that main: names", async () => {
		const files = { "app/index.js": source, "app/people.csv": csvOf(numbersOf(2)), "Pulumi.yaml": yaml };
		const { program: stack, simulator } = await open({
			files: { ...files, "people.csv": csvOf(numbersOf(3)) },
			config,
		});

		await succeeded(stack.up("--skip-preview=false"));

		assertHas(simulator, "spring", numbersOf(2));
	});

	it("is relative to the working folder of an Automation API program, wherever Pulumi has its own", async () => {
		const inline = `async () => { ${source} }`;
		const files = { "index.js": "", "people.csv": csvOf(numbersOf(2)), "automation.js": automation(inline) };
		const account = await open({ files, config });

		const { exitCode, output } = await runAutomation(account, { command: "preview" }, { command: "up" });

		assert.equal(exitCode, 0, output);
		assertHas(account.simulator, "spring", numbersOf(2));
	});
});

describePrograms("a file in the state", (open) => {
	it("keeps its path in a refresh, and is the same until its content changes", async () => {
		const declared = (more = "") =>
			withLists(`
				const { taskId } = task("spring");
				const list = new CalleeList("spring", {
					taskId, source: [new FileAsset("people.csv")], doNotCall: new FileAsset("no.csv"), ${more}
				});
				exports.paths = pulumi.all([list.source, list.doNotCall]).apply((files) => Promise.all(files.flat().map(({ path }) => path)));
			`);
		const files = { "people.csv": csvOf(numbersOf(3)), "no.csv": "13900000000\n" };
		const { program: stack, simulator } = await open({ files: { ...declared(), ...files } });
		const paths = async () => (await stack.outputs()).paths;
		await succeeded(stack.up());
		await succeeded(stack.refresh());
		// Nothing has happened since.
		await succeeded(stack.refresh("--expect-no-changes"));

		simulator.clearRequests();
		stack.write(declared('onDestroy: "leave"'));
		assert.match(await succeeded(stack.up()), /spring updat\S+ \(\S+\) \[diff: \+onDestroy\]/);

		assert.deepEqual(simulator.actions(), []);
		assert.deepEqual(await paths(), ["people.csv", "no.csv"]);
	});
});

/** Runs a command as a user who may not read everything, even if it is root who runs the tests. */
function asOrdinaryUser({ directory, env }: { directory: string; env: NodeJS.ProcessEnv }, args: readonly string[]) {
	const command = ["pulumi", ...args, "--non-interactive", "--color", "never"];
	const [file = "", ...rest] =
		process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", ...command] : command;
	return runCommand(file, rest, { cwd: directory, env });
}
