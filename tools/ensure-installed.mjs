// Runs before every other command, so it uses only Node's own modules.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = "20.19.0";

if (!isNewEnough(process.versions.node)) {
	stop(`pulumi-aiccs needs Node.js ${oldestNode} or newer; this is ${process.versions.node} (${process.execPath}).`);
}
if (!isInstalled()) {
	const lock = await takeLock();
	const failure = isInstalled() ? undefined : install();
	lock.close();
	if (failure !== undefined) stop(failure);
}

function isNewEnough(version) {
	const numbers = version.split(".").map(Number);
	const oldest = oldestNode.split(".").map(Number);
	const first = numbers.findIndex((number, index) => number !== oldest[index]);
	return first === -1 || numbers[first] > oldest[first];
}

/** Compares the lockfile with npm's record of what it installed, which npm writes last. */
function isInstalled() {
	const record = join(repository, "node_modules", ".package-lock.json");
	if (!existsSync(record)) return false;
	const wanted = packagesOf(join(repository, "package-lock.json"));
	const present = packagesOf(record);
	return Object.entries(wanted).every(([path, entry]) => {
		// npm leaves out packages for other systems; the project's own folders are not installed.
		if (entry.optional || !path.includes("node_modules/")) return true;
		return present[path] !== undefined && present[path].version === entry.version;
	});
}

function packagesOf(file) {
	return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** Returns what went wrong, if anything did. */
function install() {
	process.stdout.write("Installing the dependencies of the lockfile (npm ci) ...\n");
	const npm = process.env.npm_execpath;
	const [command, args] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
	const options = { cwd: repository, stdio: ["ignore", "inherit", "inherit"] };
	const { status, error } = spawnSync(command, [...args, "ci", "--no-audit", "--no-fund"], options);
	return status === 0 ? undefined : `"npm ci" failed${error ? `: ${error.message}` : ""}. npm's own message is above.`;
}

/**
 * Two installations into one node_modules would damage each other. The process that listens on the socket installs; the
 * others are connected to it until it ends, and then try again.
 */
async function takeLock() {
	const name = createHash("sha256").update(`${process.getuid?.()} ${repository}`).digest("hex").slice(0, 12);
	const socket = join(tmpdir(), `aiccs-npm-ci-${name}`);
	for (let wasRefused = false; ; ) {
		const server = createServer();
		try {
			await once(server.listen(socket), "listening");
			return server;
		} catch (error) {
			if (error.code !== "EADDRINUSE") throw error;
		}
		const isRefused = (await endOf(connect(socket))) === "ECONNREFUSED";
		// A killed process leaves its file behind. Refused once, it may be just about to listen.
		if (isRefused && wasRefused) rmSync(socket, { force: true });
		else if (isRefused) await wait(500);
		wasRefused = isRefused;
	}
}

/** Waits for the end of a connection. Returns the error's code, if there was one. */
function endOf(connection) {
	connection.resume();
	return new Promise((resolve) => {
		connection.once("error", ({ code }) => resolve(code)).once("close", () => resolve(undefined));
	});
}

function stop(message) {
	process.stderr.write(`${message}\n`);
	process.exit(1);
}
