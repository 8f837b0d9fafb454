import assert from "node:assert/strict";
import packageJson from "../../package.json";
import { runAiccs } from "./support/terminal";

describe("the command pulumi-aiccs", () => {
	it("shows its help, with every sub-command and exit code", async () => {
		const { exitCode, stdout, stderr } = await runAiccs(["--help"]);

		assert.deepEqual([exitCode, stderr], [0, ""]);
		for (const text of ["report", "simulator", "--version", "Exit codes:"]) assert.ok(stdout.includes(text), text);
	});

	it("shows its help as an error if it is not told what to do", async () => {
		const { exitCode, stdout, stderr } = await runAiccs([]);

		assert.deepEqual([exitCode, stdout], [2, ""]);
		assert.match(stderr, /^Usage: pulumi-aiccs /);
	});

	it("shows the version of the package", async () => {
		assert.deepEqual(await runAiccs(["--version"]), { exitCode: 0, stdout: `${packageJson.version}\n`, stderr: "" });
	});

	it("refuses what it does not know, and says what is close and where the help is", async () => {
		const cases: Record<string, RegExp> = {
			reprot: /unknown command 'reprot'\n\(Did you mean report\?\).*See pulumi-aiccs --help\./s,
			"report --formt markdown": /unknown option '--formt'.*Did you mean --format.*See pulumi-aiccs report --help\./s,
			"report --format": /option '-f, --format <names>' argument missing/,
			"report --format pdf": /'pdf' is invalid\. "pdf" is none of markdown, .*sarif/,
			"report a b": /too many arguments/,
			"simulator --port x": /argument 'x' is invalid/,
			"simulator --host 0.0.0.0": /Add --allow-remote/,
		};

		for (const [args, expected] of Object.entries(cases)) {
			const { exitCode, stdout, stderr } = await runAiccs(args.split(" "));
			assert.deepEqual([args, exitCode, stdout], [args, 2, ""]);
			assert.match(stderr, expected);
		}
	});
});
