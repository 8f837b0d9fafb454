import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runCommand } from "../../tools/setup/command";

const root = resolve(__dirname, "..", "..");
const next = "99.0.0";

// Run by `npm run test:release`.
describe("a release", function () {
	this.timeout(600_000);
	let folder: string;
	let clone: string;

	const run = (file: string, ...args: string[]) => runCommand(file, args, { cwd: clone, timeoutSeconds: 500 });
	async function succeed(file: string, ...args: string[]): Promise<string> {
		const { exitCode, output } = await run(file, ...args);
		assert.equal(exitCode, 0, output);
		return output;
	}
	const commit = (message: string) =>
		succeed("git", "-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "-qam", message);

	before(async () => {
		folder = realpathSync(mkdtempSync(join(tmpdir(), "aiccs-rehearsal-")));
		clone = join(folder, "clone");
		const { exitCode, output } = await runCommand("git", ["clone", "-q", root, clone]);
		assert.equal(exitCode, 0, output);
		symlinkSync(join(root, "node_modules"), join(clone, "node_modules"));
		writeFileSync(join(clone, ".git", "info", "exclude"), "node_modules\n");
	});
	after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

	it("is refused while the change log has unreleased entries, and writes what it would release", async () => {
		const changelog = readFileSync(join(clone, "CHANGELOG.md"), "utf8");
		writeFileSync(join(clone, "CHANGELOG.md"), changelog.replace(/^(# Changelog\n)/, "$1\n## Unreleased\n\n* New.\n"));

		const dry = await run("npm", "run", "release", "--", "--dry-run");
		const real = await run("npm", "run", "release");

		assert.equal(dry.exitCode, 1, dry.output);
		assert.match(dry.output, /This version cannot be released yet:\n {2}CHANGELOG\.md has entries under "Unreleased"/);
		assert.match(dry.output, /The tree is not clean/);
		assert.match(dry.output, /SHA256SUMS/);
		assert.equal(real.exitCode, 1, real.output);
		assert.match(real.output, /Nothing was released:/);
		await succeed("git", "checkout", "-q", "CHANGELOG.md");
	});

	it("is ready once version, change log and state are committed, and its state is read", async () => {
		await succeed("npm", "version", next, "--no-git-tag-version");
		await succeed("npm", "run", "schema");
		const changelog = readFileSync(join(clone, "CHANGELOG.md"), "utf8").replace(/^## Unreleased\n/m, "");
		const heading = `# Changelog\n\n## ${next} - 2026-12-01\n`;
		writeFileSync(join(clone, "CHANGELOG.md"), changelog.replace(/^# Changelog\n/, heading));
		await succeed("npm", "run", "release", "--", "--fixture");
		await succeed("git", "add", "-A");
		await commit("Release");

		const output = await succeed("npm", "run", "release", "--", "--dry-run");
		const states = await succeed("npx", "mocha", "tests/tasks/state-of-earlier-versions.test.ts");

		assert.match(output, /Version 99\.0\.0 can be released\. Nothing was tagged or published\./);
		assert.match(states, /the state of version 99\.0\.0/);
		assert.equal(await succeed("git", "tag"), "");
		const files = join(clone, "release", `v${next}`);
		assert.equal(readdirSync(files).length, 10);
		const { exitCode, output: sums } = await runCommand("sha256sum", ["--check", "SHA256SUMS"], { cwd: files });
		assert.equal(exitCode, 0, sums);
	});

	it("tags the commit and publishes nothing", async () => {
		await succeed("git", "config", "user.name", "Test");
		await succeed("git", "config", "user.email", "test@example.com");

		const output = await succeed("npm", "run", "release");

		assert.match(
			output,
			/Tagged v99\.0\.0\. Nothing was published\. To publish:\n {2}git push origin v99\.0\.0\n {2}npm publish /,
		);
		assert.equal((await succeed("git", "tag", "--points-at", "HEAD")).trim(), "v99.0.0");
		const again = await run("npm", "run", "release", "--", "--fixture");
		assert.match(again.output, /The state of a released version never changes:\n {2}Version 99\.0\.0 is released\./);
	});
});
