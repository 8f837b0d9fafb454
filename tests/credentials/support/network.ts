import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/**
 * What a provider process finds in it: `metadata` at 100.100.100.200, `secure` at port 443 of this machine and of the
 * vendor's hosts, `office` at 127.0.0.1:8080, `service` at 127.0.0.1:8081.
 */
const places = ["metadata", "secure", "office", "service"] as const;
type Place = (typeof places)[number];
const vendorHosts = ["sts.aliyuncs.com", "oauth.aliyun.com"];

export const officeUrl = "http://127.0.0.1:8080";
export const serviceUrl = "http://127.0.0.1:8081";

/** A network of the tests' own, in which the vendor's fixed addresses are servers of this process. */
export interface Network {
	readonly isNamespace: boolean;
	/** Lets a place lead to a port of this machine, or to none. */
	lead(place: Place, port: number | undefined): void;
	/** Runs a script of this folder in it, and answers what it printed. */
	run(script: string, input: unknown, env: Readonly<Record<string, string>>): Promise<string>;
	close(): Promise<void>;
}

/**
 * A network namespace where the machine lets us have one: the library's requests then go out as they always do. Else
 * the process that asks has its connections led elsewhere by a changed `net.Socket`, and the reason is printed.
 */
export async function openNetwork(): Promise<Network> {
	const folder = mkdtempSync(join(tmpdir(), "aiccs-network-"));
	const targets = new Map<Place, number>();
	const servers = await Promise.all(places.map((place) => forwarder(join(folder, place), () => targets.get(place))));
	const closeServers = async () => {
		for (const server of servers) await new Promise((resolve) => server.close(resolve));
		rmSync(folder, { recursive: true, force: true });
	};
	const lead = (place: Place, port: number | undefined) => {
		if (port === undefined) targets.delete(place);
		else targets.set(place, port);
	};
	const namespace = await openNamespace(folder);
	if ("reason" in namespace) {
		process.stdout.write(
			`    No network namespace here (${namespace.reason}): connections to fixed addresses are led elsewhere inside the process.\n`,
		);
		const preload = ["--require", join(__dirname, "led-elsewhere.cjs")];
		return {
			isNamespace: false,
			lead,
			run: (script, input, env) =>
				run([process.execPath, ...preload, ...scriptArguments(script)], input, { ...env, AICCS_TEST_SOCKETS: folder }),
			close: closeServers,
		};
	}
	const { holder, enter } = namespace;
	return {
		isNamespace: true,
		lead,
		run: (script, input, env) => run([...enter, process.execPath, ...scriptArguments(script)], input, env),
		close: async () => {
			holder.kill("SIGKILL");
			await closeServers();
		},
	};
}

function scriptArguments(script: string): string[] {
	return ["--import", require.resolve("tsx"), join(__dirname, script)];
}

/** Takes connections from a socket of the file system, which all network namespaces see, to a port of this machine. */
async function forwarder(path: string, port: () => number | undefined): Promise<Server> {
	const server = createServer((near) => {
		const target = port();
		if (target === undefined) {
			near.destroy();
			return;
		}
		const far = connect(target, "127.0.0.1");
		near.pipe(far).pipe(near);
		near.on("error", () => far.destroy());
		far.on("error", () => near.destroy());
	});
	await new Promise<void>((resolve) => server.listen(path, resolve));
	server.unref();
	return server;
}

type Namespace = { readonly holder: ChildProcess; readonly enter: readonly string[] } | { readonly reason: string };

async function openNamespace(folder: string): Promise<Namespace> {
	if (process.env.AICCS_TEST_NO_NAMESPACE === "true") return { reason: "AICCS_TEST_NO_NAMESPACE" };
	if (process.platform !== "linux") return { reason: `they are Linux's, this is ${process.platform}` };
	const isRoot = process.getuid?.() === 0;
	const hosts = join(folder, "hosts");
	writeFileSync(hosts, ["localhost", ...vendorHosts].map((host) => `127.0.0.1 ${host}\n`).join(""));
	const args = [...(isRoot ? [] : ["--user", "--map-root-user"]), "--net", "--mount", "--"];
	const holder = spawn("unshare", [...args, process.execPath, join(__dirname, "namespace-holder.cjs"), folder], {
		stdio: ["pipe", "pipe", "pipe"],
	});
	const ready = new Promise<string>((resolve) => {
		let said = "";
		const hear = (chunk: Buffer) => {
			said += chunk.toString();
			if (said.includes("\n")) resolve(said.trim());
		};
		holder.stdout.on("data", hear);
		holder.stderr.on("data", hear);
		holder.once("error", (error) => resolve(error.message));
		holder.once("exit", () => resolve(said.trim() || "unshare failed"));
	});
	const said = await ready;
	if (said !== "ready" || holder.pid === undefined) {
		holder.kill("SIGKILL");
		return { reason: said };
	}
	for (const stream of [holder, holder.stdin, holder.stdout, holder.stderr]) {
		if ("unref" in stream && typeof stream.unref === "function") stream.unref();
	}
	const user = isRoot ? [] : ["--user", "--preserve-credentials"];
	return { holder, enter: ["nsenter", "--target", String(holder.pid), ...user, "--net", "--mount", "--"] };
}

async function run(command: readonly string[], input: unknown, env: Readonly<Record<string, string>>): Promise<string> {
	const [file = "", ...args] = command;
	const child = spawn(file, args, { env: { ...env }, stdio: ["pipe", "pipe", "pipe"] });
	child.stdin.end(JSON.stringify(input));
	const [stdout, stderr, code] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		new Promise((resolve) => child.once("close", resolve)),
	]);
	if (code !== 0) throw new Error(`${args.at(-1)} ended with ${code}:\n${stdout}\n${stderr}`);
	return stdout;
}
