import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
	accessSync,
	chmodSync,
	constants,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { companions } from "../../tools/pulumi/find-pulumi";
import { ensureHost } from "../../tools/pulumi/hosts";
import { ensurePython } from "../../tools/pulumi/python-environment";

const repository = resolve(__dirname, "..", "..");
const host = "pulumi-language-yaml";
/** Writes the program that "go build" is asked for, and a line for each call. */
const workingGo = `
echo "$1" >> "$GO_LOG"
if [ "$1" = build ]; then
	while [ "$1" != -o ]; do shift; done
	printf '#!/bin/sh\\n' > "$2"
	chmod +x "$2"
fi`;

describe("the language hosts", () => {
	let folder: string;
	let path: string;
	let hosts: string;
	let env: NodeJS.ProcessEnv;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "aiccs-hosts-"));
		path = join(folder, "path");
		hosts = join(folder, "root", "hosts");
		env = {
			PATH: `${path}:/usr/bin:/bin`,
			PULUMI_AICCS_CLI_ROOT: join(folder, "root"),
			GO_LOG: join(folder, "go.log"),
		};
		script("go", workingGo);
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it("are built once, from the pinned modules, with a line about it", async () => {
		const lines: string[] = [];
		const first = await ensureHost("yaml", (line) => lines.push(line), env);
		const second = await ensureHost("yaml", (line) => lines.push(line), env);

		assert.equal(second, first);
		assert.equal(dirname(first), hosts);
		accessSync(join(first, host), constants.X_OK);
		assert.deepEqual(calls(), ["list", "build"]);
		assert.deepEqual(lines, [`Building ${host} from Go modules in ${first} ...`, `  ${host}: built`]);
	});

	it("are those beside the user's own CLI, when it has them", async () => {
		script("pulumi", "echo v3.300.0");
		for (const name of [...companions, host]) script(name, "");

		assert.equal(await ensureHost("yaml", silently, env), path);
		assert.deepEqual(calls(), []);
	});

	it("are built for a CLI that has none beside it", async () => {
		script("pulumi", "echo v3.300.0");
		for (const name of companions) script(name, "");

		assert.equal(dirname(await ensureHost("yaml", silently, env)), hosts);
	});

	it("are in another folder for each set of pins", async () => {
		const folders = [await ensureHost("yaml", silently, env), await ensureHost("gensdk", silently, env)];

		assert.match(folders[0] ?? "", /pulumi-language-yaml-[0-9a-f]{12}$/);
		assert.match(folders[1] ?? "", /gensdk-[0-9a-f]{12}$/);
	});

	it("are whole when two commands build them at the same time, and one build remains", async () => {
		const [one, other] = await Promise.all([ensureHost("yaml", silently, env), ensureHost("yaml", silently, env)]);

		assert.equal(one, other);
		accessSync(join(one, host), constants.X_OK);
		assert.equal(readdirSync(hosts).length, 2); // the link and its folder
	});

	it("leave nothing behind when a build fails, and say what to do", async () => {
		script("go", "echo 'cannot reach the modules' >&2; exit 1");

		await assert.rejects(
			ensureHost("yaml", silently, env),
			/^Error: pulumi-language-yaml could not be built: "go list" ended with exit code 1: cannot reach the modules\nInstall Go 1.25.11 or newer, or /,
		);
		assert.deepEqual(readdirSync(hosts), []);
	});

	it("say what to do where there is no Go", async () => {
		rmSync(join(path, "go"));
		const without = { ...env, PATH: path };

		await assert.rejects(
			ensureHost("yaml", silently, without),
			/"go" could not start: .+\nInstall Go 1.25.11 or newer/,
		);
	});

	it("are built again after a build was killed, and what it left is removed after an hour", async () => {
		script("go", `echo started > "${join(folder, "started")}"; sleep 30`);
		const module = JSON.stringify(join(repository, "tools", "pulumi", "hosts.ts"));
		const build = `require(${module}).ensureHost("yaml", () => {})`;
		const options = { cwd: repository, env: { ...process.env, ...env }, stdio: "ignore", detached: true } as const;
		const killed = spawn(process.execPath, ["--import", "tsx", "-e", build], options);
		const ended = once(killed, "exit");
		while (!existsSync(join(folder, "started"))) await wait(20);
		assert.ok(killed.pid !== undefined);
		process.kill(-killed.pid, "SIGKILL");
		await ended;
		const [left = ""] = readdirSync(hosts);
		const twoHoursAgo = new Date(Date.now() - 7_200_000);
		utimesSync(join(hosts, left), twoHoursAgo, twoHoursAgo);
		script("go", workingGo);

		const built = await ensureHost("yaml", silently, env);
		accessSync(join(built, host), constants.X_OK);
		assert.equal(readdirSync(hosts).length, 2);
		assert.ok(!existsSync(join(hosts, left)));
	});

	it("are built again when the folder behind their link is gone", async () => {
		const built = await ensureHost("yaml", silently, env);
		rmSync(built);
		symlinkSync("gone", built);

		assert.equal(await ensureHost("yaml", silently, env), built);
		accessSync(join(built, host), constants.X_OK);
	});

	it("keep an old installation that is in use", async () => {
		const built = await ensureHost("yaml", silently, env);
		const longAgo = new Date(Date.now() - 7_200_000);
		for (const name of readdirSync(hosts)) utimesSync(join(hosts, name), longAgo, longAgo);
		await ensureHost("gensdk", silently, env);

		accessSync(join(built, host), constants.X_OK);
	});

	describe("for Python", () => {
		/** Makes a venv whose Python is this script again. */
		const workingPython = `
echo "$1 $2 $3" >> "$GO_LOG"
if [ "$1" = -c ]; then echo "12 3.12.1 /usr"; fi
if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi`;

		it("an environment is made once for each Python", async () => {
			script("python3", workingPython);
			const first = await ensurePython(silently, env);
			const second = await ensurePython(silently, env);

			assert.ok("bin" in first);
			assert.deepEqual(second, first);
			assert.match(first.bin, /hosts\/python-3\.12\.1-[0-9a-f]{12}\/bin$/);
			assert.equal(calls().filter((line) => line.startsWith("-m venv")).length, 1);
			assert.equal(calls().filter((line) => line === "-m pip install").length, 1);
		});

		it("a reason is returned where there is no Python, or an old one", async () => {
			const without = await ensurePython(silently, { ...env, PATH: path });
			script("python3", "echo 9 3.9.2 /usr");
			const old = await ensurePython(silently, env);

			assert.deepEqual(without, { unavailable: "There is no python3 on PATH. Install Python 3.10 or newer." });
			assert.deepEqual(old, { unavailable: "python3 is version 3.9.2. Pulumi's SDK needs Python 3.10 or newer." });
		});

		it("an installation that fails leaves nothing behind, and says what to do", async () => {
			script("python3", `${workingPython}\nif [ "$2" = pip ]; then echo 'no index' >&2; exit 1; fi`);

			await assert.rejects(ensurePython(silently, env), /ended with exit code 1: no index\nCheck that pip can reach/);
			assert.deepEqual(readdirSync(hosts), []);
		});

		it("every package is pinned with its hashes", () => {
			const text = readFileSync(join(repository, "tools", "pulumi", "python", "requirements.txt"), "utf8");
			const packages = text.split("\n").filter((line) => /^\S/.test(line));

			assert.ok(packages.length > 5);
			for (const line of packages) assert.match(line, /^[a-z0-9-]+==[\w.]+( ; .+)? \\$/);
			assert.doesNotMatch(text, /:\/\//);
		});
	});

	function script(name: string, lines: string): void {
		mkdirSync(path, { recursive: true });
		writeFileSync(join(path, name), `#!/bin/sh\n${lines}\n`);
		chmodSync(join(path, name), 0o755);
	}

	function calls(): string[] {
		const log = join(folder, "go.log");
		return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
	}
});

function silently(): void {}
