// Run before everything else, so with nothing but Node's own modules.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = "20.19.0";

if (!isNewEnough(process.versions.node)) {
	stop(`pulumi-aiccs needs Node.js ${oldestNode} or newer; this is ${process.versions.node} (${process.execPath}).`);
}
if (!isInstalled()) oneAtATime(() => isInstalled() || install());

function isNewEnough(version) {
	const numbers = version.split(".").map(Number);
	const floor = oldestNode.split(".").map(Number);
	const first = numbers.findIndex((number, index) => number !== floor[index]);
	return first === -1 || numbers[first] > floor[first];
}

/** Whether node_modules holds what the lockfile says, by npm's own record, which npm writes when it is done. */
function isInstalled() {
	const record = join(repository, "node_modules", ".package-lock.json");
	if (!existsSync(record)) return false;
	const wanted = packagesOf(join(repository, "package-lock.json"));
	const present = packagesOf(record);
	return Object.entries(wanted).every(([path, entry]) => {
		// Packages for other systems are never installed; the project's own folders are no packages.
		if (entry.optional || !path.includes("node_modules/")) return true;
		return present[path] !== undefined && present[path].version === entry.version;
	});
}

function packagesOf(file) {
	return JSON.parse(readFileSync(file, "utf8")).packages;
}

function install() {
	process.stdout.write("Installing the dependencies of the lockfile (npm ci) ...\n");
	const npm = process.env.npm_execpath;
	const [command, args] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
	const options = { cwd: repository, stdio: ["ignore", "inherit", "inherit"] };
	const { status, error } = spawnSync(command, [...args, "ci", "--no-audit", "--no-fund"], options);
	if (status !== 0) stop(`"npm ci" failed${error ? `: ${error.message}` : ""}. Its own message is above.`);
}

/** Two installs into one node_modules would tear each other apart. */
function oneAtATime(work) {
	const lock = join(tmpdir(), `pulumi-aiccs-npm-ci-${Buffer.from(repository).toString("base64url").slice(-80)}`);
	while (!take(lock)) {
		if (!isAlive(Number(readIfThere(lock)))) rmSync(lock, { force: true });
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
	}
	process.once("exit", () => rmSync(lock, { force: true }));
	work();
}

function take(lock) {
	try {
		writeFileSync(lock, String(process.pid), { flag: "wx" });
		return true;
	} catch (error) {
		if (error.code === "EEXIST") return false;
		throw error;
	}
}

function readIfThere(file) {
	try {
		return readFileSync(file, "utf8") || "1";
	} catch {
		return "1";
	}
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}

function stop(message) {
	process.stderr.write(`${message}\n`);
	process.exit(1);
}
