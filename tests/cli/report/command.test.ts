import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formats } from "../../../provider/cli/report/formats";
import { runAiccs } from "../support/terminal";
import { previewText } from "./support/previews";

describe("pulumi-aiccs report", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "aiccs-report-"));
		writeFileSync(join(folder, "errors.json"), previewText("errors"));
		writeFileSync(join(folder, "mixed.json"), previewText("mixed"));
	});
	afterEach(() => {
		rmSync(folder, { recursive: true, force: true });
	});

	const report = (...args: string[]) => runAiccs(["report", ...args]);
	const names = Object.keys(formats);
	const files = Object.values(formats).flatMap(({ file }) => file ?? []);

	it("prints Markdown of a file, or of the standard input", async () => {
		const ofFile = await report(join(folder, "mixed.json"));

		assert.deepEqual([ofFile.exitCode, ofFile.stderr], [0, ""]);
		assert.match(ofFile.stdout, /spring/);
		assert.deepEqual(await runAiccs(["report"], previewText("mixed")), ofFile);
		assert.deepEqual(await runAiccs(["report", "-"], Buffer.from(`\ufeff${previewText("mixed")}`, "utf16le")), ofFile);
	});

	it("ends with 1 if the preview has errors, and not for warnings", async () => {
		assert.equal((await report(join(folder, "errors.json"))).exitCode, 1);
		assert.equal((await report(join(folder, "mixed.json"))).exitCode, 0);
	});

	it("explains every format in its help", async () => {
		const { exitCode, stdout } = await report("--help");

		assert.equal(exitCode, 0);
		for (const text of [...names, ...files]) assert.ok(stdout.includes(text), text);
	});

	it("writes every format to a folder that it makes, and prints annotations, which have no file", async () => {
		const out = join(folder, "a", "b");
		const { exitCode, stdout, stderr } = await report(join(folder, "errors.json"), "-f", names.join(), "-o", out);

		assert.deepEqual([exitCode, stderr], [1, ""]);
		assert.deepEqual(readdirSync(out).sort(), files.toSorted());
		assert.match(stdout, /^::error file=/);
		assert.ok(stdout.split("\n").every((line) => line === "" || line.startsWith("::")));
		for (const [name, { file }] of Object.entries(formats)) {
			const printed = (await report(join(folder, "errors.json"), "-f", name)).stdout;
			assert.equal(file === undefined ? stdout : readFileSync(join(out, file), "utf8"), printed, name);
		}
	});

	it("prints nothing if all is in files", async () => {
		assert.equal((await report(join(folder, "mixed.json"), "-f", "sarif", "-o", folder)).stdout, "");
	});

	it("asks for a folder for several formats", async () => {
		const { exitCode, stdout, stderr } = await report(join(folder, "mixed.json"), "-f", "markdown, sarif");

		assert.deepEqual([exitCode, stdout], [2, ""]);
		assert.equal(stderr, "pulumi-aiccs: Several formats need a folder: add --out <folder>.\n");
	});

	it("says which file cannot be read, and writes nothing", async () => {
		const out = join(folder, "out");
		for (const args of [
			["missing.json"],
			[folder],
			[join(folder, "mixed.json"), "--event-log", "missing.json"],
			[join(folder, "mixed.json"), "--event-log", join(folder, "mixed.json")],
		]) {
			const { exitCode, stderr } = await report(...args, "-o", out);
			assert.equal(exitCode, 2, stderr);
			assert.match(
				stderr,
				/^pulumi-aiccs: (.* cannot be read: E\w+: |This is a preview of \d+ steps, and no event log)/,
			);
		}
		assert.ok(!existsSync(out));
	});

	it("writes all files or none", async () => {
		mkdirSync(join(folder, "taken", "findings.sarif"), { recursive: true });
		writeFileSync(join(folder, "file"), "");
		for (const out of ["taken", "file", join("file", "below")]) {
			const path = join(folder, out);
			const { exitCode, stdout, stderr } = await report(join(folder, "errors.json"), "-f", names.join(), "-o", path);
			assert.deepEqual([exitCode, stdout], [3, ""], stderr);
			assert.match(stderr, /^pulumi-aiccs: The files cannot be written to .*, so none was: /);
		}
		assert.deepEqual(readdirSync(join(folder, "taken")), ["findings.sarif"]);
	});

	it("has lines of the repository's root with --project", async () => {
		mkdirSync(join(folder, ".git"));
		mkdirSync(join(folder, "apps", "calls"), { recursive: true });
		const project = join(folder, "apps", "calls");

		const { stdout } = await report(join(folder, "errors.json"), "-f", "github", "--project", project);

		assert.match(stdout, /^::error file=apps\/calls\/index\.ts,line=7,/);
	});

	it("refuses a project that is no folder", async () => {
		const { exitCode, stderr } = await report(join(folder, "errors.json"), "--project", join(folder, "nowhere"));

		assert.equal(exitCode, 2);
		assert.match(stderr, /--project .*nowhere is no folder\. Name the folder with Pulumi\.yaml\./);
	});

	it("adds the policies of an event log, with the lines of the preview", async () => {
		for (const name of ["policies", "policies.jsonl"] as const) writeFileSync(join(folder, name), previewText(name));

		const { stdout } = await report(
			join(folder, "policies"),
			"-f",
			"github",
			"--event-log",
			join(folder, "policies.jsonl"),
		);

		assert.match(stdout, /^::error file=index\.ts,line=5,col=16,title=spring%3A no-calls-at-night::/);
		assert.doesNotMatch(stdout, /preview failed/i);
	});
});
