import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const tool = resolve(__dirname, "..", "..", "tools", "ensure-installed.mjs");

const lockfile = {
	"": { version: "1.0.0" },
	"examples/a": { version: "1.0.0" },
	"node_modules/one": { version: "1.2.3" },
	"node_modules/other-system-only": { version: "1.0.0", optional: true },
	"node_modules/self": { resolved: "", link: true },
};

describe("ensuring that the dependencies are installed", () => {
	let folder: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "aiccs-install-"));
		mkdirSync(join(folder, "node_modules"));
		mkdirSync(join(folder, "tools"));
		cpSync(tool, join(folder, "tools", "ensure-installed.mjs"));
		write("package-lock.json", lockfile);
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it("installs when nothing is", () => {
		assert.equal(run().status, 0);
		assert.ok(wasInstalled());
	});

	it("leaves an installation alone that holds what the lockfile says", () => {
		write("node_modules/.package-lock.json", {
			"node_modules/one": { version: "1.2.3" },
			"node_modules/self": { resolved: "", link: true },
		});
		assert.equal(run().status, 0);
		assert.ok(!wasInstalled());
	});

	it("installs when a package has another version", () => {
		write("node_modules/.package-lock.json", { ...lockfile, "node_modules/one": { version: "1.2.2" } });
		assert.equal(run().status, 0);
		assert.ok(wasInstalled());
	});

	it("says that npm failed", () => {
		const { status, stderr } = run("process.exit(7)");
		assert.equal(status, 1);
		assert.match(stderr, /"npm ci" failed/);
	});

	it("refuses an old Node.js in one sentence", () => {
		const old = "Object.defineProperty(process.versions, 'node', { value: '18.20.8' })";
		writeFileSync(join(folder, "old.cjs"), old);
		const { status, stderr } = run("", ["--require", join(folder, "old.cjs")]);
		assert.equal(status, 1);
		assert.match(stderr, /^pulumi-aiccs needs Node.js 20.19.0 or newer; this is 18.20.8 \(.+\)\.\n$/);
	});

	function run(npm = "require('fs').writeFileSync('installed', process.argv[2])", nodeOptions: string[] = []) {
		writeFileSync(join(folder, "npm.js"), npm);
		const env = { ...process.env, npm_execpath: join(folder, "npm.js") };
		const args = [...nodeOptions, join(folder, "tools", "ensure-installed.mjs")];
		return spawnSync(process.execPath, args, { env, encoding: "utf8" });
	}

	function wasInstalled(): boolean {
		return existsSync(join(folder, "installed"));
	}

	function write(file: string, packages: object): void {
		writeFileSync(join(folder, file), JSON.stringify({ packages }));
	}
});
