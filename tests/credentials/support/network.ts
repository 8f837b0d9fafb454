import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
	/** Starts a provider process in it. */
	start(env: Readonly<Record<string, string>>): ProviderProcess;
	close(): Promise<void>;
}

export interface ProviderProcess {
	/** Answers everything that it printed meanwhile. */
	ask(order: unknown): Promise<string>;
	end(): Promise<void>;
}

/**
 * A network namespace where the machine lets us have one: the library's requests then go out as they always do. Else
 * the process that asks has its connections led elsewhere by a changed `net.Socket`, and the reason is printed.
 */
export async function openNetwork(): Promise<Network> {
	const folder = mkdtempSync(join(tmpdir(), "aiccs-network-"));
	const targets = new Map<Place, number>();
	const forwarders = places.map((place) => ({ place, ...forwarder(() => targets.get(place)) }));
	const close = async () => {
		for (const { server } of forwarders) await new Promise((resolve) => server.close(resolve));
		rmSync(folder, { recursive: true, force: true });
	};
	const lead = (place: Place, port: number | undefined) => {
		if (port === undefined) targets.delete(place);
		else targets.set(place, port);
		forwarders.find((one) => one.place === place)?.cut();
	};
	const namespace = await openNamespace(folder);
	if ("reason" in namespace) {
		const how = "connections to fixed addresses are led elsewhere inside the process";
		process.stdout.write(`    No network namespace here (${namespace.reason}): ${how}.\n`);
		const ports: Record<string, number> = {};
		for (const { place, server } of forwarders) {
			await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
			ports[place] = (server.address() as AddressInfo).port;
		}
		const preload = ["--require", join(__dirname, "led-elsewhere.cjs")];
		return {
			isNamespace: false,
			lead,
			start: (env) => start([process.execPath, ...preload, ...script], { ...env, ...fallbackVariable(ports) }),
			close,
		};
	}
	const { holder, enter } = namespace;
	for (const { place, server } of forwarders) {
		await new Promise<void>((resolve) => server.listen(join(folder, place), resolve));
	}
	return {
		isNamespace: true,
		lead,
		start: (env) => start([...enter, process.execPath, ...script], env),
		close: async () => {
			holder.kill("SIGKILL");
			await close();
		},
	};
}

const fallbackVariable = (ports: Readonly<Record<string, number>>) => ({ AICCS_TEST_PORTS: JSON.stringify(ports) });

const script = ["--import", require.resolve("tsx"), join(__dirname, "provider-process.ts")];

/** Takes connections to a port of this machine. A socket of the file system is seen from all network namespaces. */
function forwarder(port: () => number | undefined): { server: Server; cut(): void } {
	const open = new Set<Socket>();
	const server = createServer((near) => {
		open.add(near);
		near.once("close", () => open.delete(near));
		const target = port();
		if (target === undefined) {
			near.destroy();
			return;
		}
		const far = connect(target, "127.0.0.1");
		near.pipe(far).pipe(near);
		near.on("error", () => far.destroy());
		far.on("error", () => near.destroy());
	}).unref();
	const cut = () => {
		for (const socket of open) socket.destroy();
	};
	return { server, cut };
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

function start([file = "", ...args]: readonly string[], env: Readonly<Record<string, string>>): ProviderProcess {
	const child = spawn(file, args, { env: { ...env }, stdio: ["pipe", "pipe", "pipe"] });
	let said = "";
	const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (text: string) => {
			said += text;
		});
	}
	return {
		ask: async (order) => {
			const from = said.length;
			child.stdin.write(`${JSON.stringify(order)}\n`);
			const heard = () => /^RESULTS .*\n/m.test(said.slice(from));
			while (!heard()) {
				const isOver = await Promise.race([once(child.stdout, "data").then(() => false), closed.then(() => true)]);
				if (isOver) break;
			}
			return said.slice(from);
		},
		end: async () => {
			child.stdin.end();
			await closed;
		},
	};
}
