import { readFileSync } from "node:fs";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect, createServer as createNetServer, type Server, type Socket } from "node:net";
import { resolve } from "node:path";
import { createServer as createTlsServer } from "node:tls";

const folder = resolve(__dirname, "../fixtures/certificate");
/** A self-signed certificate for `aiccs.test`, `proxy.test` and `localhost`, trusted through NODE_EXTRA_CA_CERTS. */
export const certificateFile = resolve(folder, "certificate.pem");
const certificate = () => ({ cert: readFileSync(certificateFile), key: readFileSync(resolve(folder, "key.pem")) });

export interface Running {
	readonly port: number;
	/** The number of open connections. */
	connections(): number;
	close(): void;
}

/** Starts a server on this machine; closing it ends all its connections. */
export async function listen(server: Server): Promise<Running> {
	const sockets = new Set<Socket>();
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.once("close", () => sockets.delete(socket));
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	return {
		port: (server.address() as AddressInfo).port,
		connections: () => sockets.size,
		close() {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}

/** TLS in front of a server on this machine. */
export function tlsInFrontOf(port: number): Promise<Running> {
	const server = createTlsServer(certificate(), (socket) => join(socket, connect(port, "127.0.0.1")));
	server.on("tlsClientError", () => {});
	return listen(server);
}

function join(one: Socket, other: Socket): void {
	one.on("error", () => other.destroy()).pipe(other);
	other.on("error", () => one.destroy()).pipe(one);
}

export interface ProxyOrder {
	/** The port on this machine for each host name. */
	readonly hosts: Readonly<Record<string, number>>;
	/** The required `user:password`. */
	readonly login?: string;
	/** The status of the answer to CONNECT, instead of a connection; 0 for no answer. */
	readonly status?: number;
}

export interface ProxyServer extends Running {
	/** `CONNECT host:port`, or the method and address of a plain request. */
	readonly log: string[];
	/** The behaviour for the next requests. */
	order: ProxyOrder;
}

/** An HTTP proxy that records its requests. */
export async function startProxy(first: ProxyOrder): Promise<ProxyServer> {
	const proxy = { log: [] as string[], order: first };
	const refusal = ({ headers }: IncomingMessage): number => {
		const { login, status = 200 } = proxy.order;
		const basic = `Basic ${Buffer.from(login ?? "").toString("base64")}`;
		return login !== undefined && headers["proxy-authorization"] !== basic ? 407 : status;
	};
	const server = createServer((request, response) => forward(proxy, request, response));
	server.on("connect", (request: IncomingMessage, socket: Socket) => {
		proxy.log.push(`CONNECT ${request.url}`);
		const status = refusal(request);
		if (status === 0) {
			socket.resume().once("end", () => socket.end());
			return;
		}
		const port = proxy.order.hosts[request.url ?? ""];
		if (status !== 200 || port === undefined) {
			socket.end(`HTTP/1.1 ${status === 200 ? 502 : status} No\r\ncontent-length: 0\r\n\r\n`);
			return;
		}
		socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
		join(socket, connect(port, "127.0.0.1"));
	});
	return Object.assign(proxy, await listen(server));
}

function forward(
	proxy: { log: string[]; order: ProxyOrder },
	request: IncomingMessage,
	response: ServerResponse,
): void {
	proxy.log.push(`${request.method} ${request.url}`);
	const { host, pathname } = new URL(request.url ?? "");
	const port = proxy.order.hosts[host];
	if (port === undefined) {
		response.writeHead(502).end();
		return;
	}
	const target = { host: "127.0.0.1", port, path: pathname, method: request.method, headers: request.headers };
	request.pipe(httpRequest(target, (answer) => answer.pipe(response)));
}

/** A SOCKS 5 proxy without a password, for CONNECT by name only. */
export async function startSocksProxy(hosts: ProxyOrder["hosts"]): Promise<Running & { readonly log: string[] }> {
	const log: string[] = [];
	const server = createNetServer((socket) => {
		socket.once("data", () => {
			socket.write(Buffer.from([5, 0]));
			socket.once("data", (order) => {
				const length = order[4] ?? 0;
				const destination = `${order.subarray(5, 5 + length)}:${order.readUInt16BE(5 + length)}`;
				log.push(`SOCKS ${destination}`);
				const port = hosts[destination];
				socket.write(Buffer.from([5, port === undefined ? 4 : 0, 0, 1, 0, 0, 0, 0, 0, 0]));
				if (port === undefined) socket.end();
				else join(socket, connect(port, "127.0.0.1"));
			});
		});
	});
	return { log, ...(await listen(server)) };
}
