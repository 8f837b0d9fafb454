import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const tool = resolve(__dirname, "..", "..", "tools", "ensure-installed.mjs");

const lockfile = {
	"": { version: "1.0.0" },
	"examples/a": { version: "1.0.0" },
	"node_modules/one": { version: "1.2.3" },
	"node_modules/other-system-only": { version: "1.0.0", optional: true },
	"node_modules/self": { resolved: "", link: true },
};

describe("the installation before each command", () => {
	let folder: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "aiccs-install-"));
		mkdirSync(join(folder, "node_modules"));
		mkdirSync(join(folder, "tools"));
		cpSync(tool, join(folder, "tools", "ensure-installed.mjs"));
		write("package-lock.json", lockfile);
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it("runs when nothing is installed", () => {
		assert.equal(run().status, 0);
		assert.ok(wasInstalled());
	});

	it("does not run when the installed packages match the lockfile", () => {
		write("node_modules/.package-lock.json", {
			"node_modules/one": { version: "1.2.3" },
			"node_modules/self": { resolved: "", link: true },
		});
		assert.equal(run().status, 0);
		assert.ok(!wasInstalled());
	});

	it("runs when a package has another version", () => {
		write("node_modules/.package-lock.json", { ...lockfile, "node_modules/one": { version: "1.2.2" } });
		assert.equal(run().status, 0);
		assert.ok(wasInstalled());
	});

	it("runs once when two commands start at the same time", async () => {
		const npm = `
			const fs = require("fs");
			fs.appendFileSync("installed", "once ");
			setTimeout(() => fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json"), 1000);
		`;
		const ends = await Promise.all([start(npm), start(npm)].map(async (child) => (await once(child, "exit"))[0]));
		assert.deepEqual(ends, [0, 0]);
		assert.equal(readFileSync(join(folder, "installed"), "utf8"), "once ");
	});

	it("runs after a command was killed during its installation", async () => {
		const killed = start("require('fs').writeFileSync('started', ''); setTimeout(() => {}, 2000)");
		while (!existsSync(join(folder, "started"))) await wait(20);
		killed.kill("SIGKILL");
		await once(killed, "exit");

		assert.equal(run().status, 0);
		assert.ok(wasInstalled());
	});

	it("reports that npm failed", () => {
		const { status, stderr } = run("process.exit(7)");
		assert.equal(status, 1);
		assert.match(stderr, /"npm ci" failed/);
	});

	it("rejects an old Node.js in one sentence", () => {
		const old = "Object.defineProperty(process.versions, 'node', { value: '18.20.8' })";
		writeFileSync(join(folder, "old.cjs"), old);
		const { status, stderr } = run("", ["--require", join(folder, "old.cjs")]);
		assert.equal(status, 1);
		assert.match(stderr, /^pulumi-aiccs needs Node.js 20.19.0 or newer; this is 18.20.8 \(.+\)\.\n$/);
	});

	function run(npm = "require('fs').writeFileSync('installed', process.argv[2])", nodeOptions: string[] = []) {
		const [args, env] = commandWith(npm, nodeOptions);
		return spawnSync(process.execPath, args, { env, encoding: "utf8" });
	}

	function start(npm: string) {
		const [args, env] = commandWith(npm, []);
		return spawn(process.execPath, args, { env, stdio: "ignore" });
	}

	/** The command with a script in place of npm. */
	function commandWith(npm: string, nodeOptions: string[]) {
		writeFileSync(join(folder, "npm.js"), npm);
		const env = { ...process.env, npm_execpath: join(folder, "npm.js"), TMPDIR: folder };
		return [[...nodeOptions, join(folder, "tools", "ensure-installed.mjs")], env] as const;
	}

	function wasInstalled(): boolean {
		return existsSync(join(folder, "installed"));
	}

	function write(file: string, packages: object): void {
		writeFileSync(join(folder, file), JSON.stringify({ packages }));
	}
});
