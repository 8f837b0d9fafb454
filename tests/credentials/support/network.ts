import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen } from "../../support/servers";

/**
 * What a provider process finds in the network: `metadata` at 100.100.100.200, `secure` at port 443 of this machine and of
 * the vendor's hosts, `keys` at 127.0.0.1:8080, `service` at 127.0.0.1:8081.
 */
const places = ["metadata", "secure", "keys", "service"] as const;
type Place = (typeof places)[number];
const vendorHosts = ["sts.aliyuncs.com", "oauth.aliyun.com"];

export const keyServerUrl = "http://127.0.0.1:8080";
export const serviceUrl = "http://127.0.0.1:8081";

/** A network of the tests' own, in which the vendor's fixed addresses are servers of this process. */
export interface Network {
	/** Forwards a place to a port of this machine, or refuses its connections. */
	route(place: Place, port: number | undefined): void;
	/** Starts a provider process in the network. */
	start(env: Readonly<Record<string, string>>): ProviderProcess;
	close(): Promise<void>;
}

export interface ProviderProcess {
	/** Sends an order and returns everything that the process prints until it has carried it out. */
	send(order: unknown): Promise<string>;
	end(): Promise<void>;
}

/**
 * A network namespace where this machine allows one, so that requests go out as they always do. Otherwise a changed
 * `net.Socket` in the provider process redirects its connections, and the reason is printed.
 */
export async function openNetwork(): Promise<Network> {
	const folder = mkdtempSync(join(tmpdir(), "aiccs-network-"));
	const targets = new Map<Place, number>();
	const forwarders = places.map((place) => ({ place, ...forwarder(() => targets.get(place)) }));
	const close = async () => {
		for (const { server } of forwarders) await new Promise((resolve) => server.close(resolve));
		rmSync(folder, { recursive: true, force: true });
	};
	const route = (place: Place, port: number | undefined) => {
		if (port === undefined) targets.delete(place);
		else targets.set(place, port);
		forwarders.find((one) => one.place === place)?.cut();
	};
	const namespace = await openNamespace(folder);
	if ("reason" in namespace) {
		const how = "connections to fixed addresses are redirected inside the process";
		process.stdout.write(`    No network namespace here (${namespace.reason}): ${how}.\n`);
		const ports: Record<string, number> = {};
		for (const { place, server } of forwarders) ports[place] = (await listen(server)).port;
		const preload = ["--require", join(__dirname, "redirect-connections.cjs")];
		const variable = { AICCS_TEST_PORTS: JSON.stringify(ports) };
		return {
			route,
			start: (env) => start([process.execPath, ...preload, ...script], { ...env, ...variable }),
			close,
		};
	}
	const { holder, enter } = namespace;
	for (const { place, server } of forwarders) {
		await new Promise<void>((resolve) => server.listen(join(folder, place), resolve));
	}
	return {
		route,
		start: (env) => start([...enter, process.execPath, ...script], env),
		close: async () => {
			holder.kill("SIGKILL");
			await close();
		},
	};
}

const script = ["--import", require.resolve("tsx"), join(__dirname, "provider-process.ts")];

/** Forwards connections to a port of this machine. A socket in the file system is reachable from all namespaces. */
function forwarder(port: () => number | undefined) {
	const open = new Set<Socket>();
	const server = createServer((client) => {
		open.add(client);
		client.once("close", () => open.delete(client));
		const target = port();
		if (target === undefined) {
			client.destroy();
			return;
		}
		const upstream = connect(target, "127.0.0.1");
		client.pipe(upstream).pipe(client);
		client.on("error", () => upstream.destroy());
		upstream.on("error", () => client.destroy());
	}).unref();
	const cut = () => {
		for (const socket of open) socket.destroy();
	};
	return { server, cut };
}

type Namespace = { readonly holder: ChildProcess; readonly enter: readonly string[] } | { readonly reason: string };

async function openNamespace(folder: string): Promise<Namespace> {
	if (process.env.AICCS_TEST_NO_NAMESPACE === "true") return { reason: "AICCS_TEST_NO_NAMESPACE" };
	if (process.platform !== "linux") return { reason: `only Linux has them, this is ${process.platform}` };
	const isRoot = process.getuid?.() === 0;
	const hosts = join(folder, "hosts");
	writeFileSync(hosts, ["localhost", ...vendorHosts].map((host) => `127.0.0.1 ${host}\n`).join(""));
	const args = [...(isRoot ? [] : ["--user", "--map-root-user"]), "--net", "--mount", "--"];
	const holder = spawn("unshare", [...args, process.execPath, join(__dirname, "namespace-holder.cjs"), folder], {
		stdio: ["pipe", "pipe", "pipe"],
	});
	const firstLine = await new Promise<string>((resolve) => {
		let printed = "";
		const collect = (chunk: Buffer) => {
			printed += chunk.toString();
			if (printed.includes("\n")) resolve(printed.trim());
		};
		holder.stdout.on("data", collect);
		holder.stderr.on("data", collect);
		holder.once("error", (error) => resolve(error.message));
		holder.once("exit", () => resolve(printed.trim() || "unshare failed"));
	});
	if (firstLine !== "ready" || holder.pid === undefined) {
		holder.kill("SIGKILL");
		return { reason: firstLine };
	}
	for (const stream of [holder, holder.stdin, holder.stdout, holder.stderr]) {
		if ("unref" in stream && typeof stream.unref === "function") stream.unref();
	}
	const user = isRoot ? [] : ["--user", "--preserve-credentials"];
	return { holder, enter: ["nsenter", "--target", String(holder.pid), ...user, "--net", "--mount", "--"] };
}

function start([file = "", ...args]: readonly string[], env: Readonly<Record<string, string>>): ProviderProcess {
	const child = spawn(file, args, { env: { ...env }, stdio: ["pipe", "pipe", "pipe"] });
	let printed = "";
	const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (text: string) => {
			printed += text;
		});
	}
	return {
		send: async (order) => {
			const from = printed.length;
			child.stdin.write(`${JSON.stringify(order)}\n`);
			const isDone = () => /^RESULTS .*\n/m.test(printed.slice(from));
			while (!isDone()) {
				const isOver = await Promise.race([once(child.stdout, "data").then(() => false), closed.then(() => true)]);
				if (isOver) break;
			}
			return printed.slice(from);
		},
		end: async () => {
			child.stdin.end();
			await closed;
		},
	};
}
