import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { stringify } from "lossless-json";
import { answerControl, controlPrefix } from "./control/control-api";
import { readRequest } from "./gateway/api-request";
import { dispatch } from "./gateway/dispatch";
import { logRequest } from "./gateway/log-request";
import type { Reply } from "./gateway/reply";
import type { Service } from "./service";

// The gateway's responses carry `keep-alive: timeout=25`.
const keepAliveSeconds = 25;

/** Opens the port. `close` drops every connection, including those a fault holds open. */
export async function listen(
	service: Service,
	host: string,
	port: number,
): Promise<{ url: string; close(): Promise<void> }> {
	const server = createSimulatorServer(service);
	server.listen(port, host);
	await once(server, "listening");
	const address = server.address();
	const actualPort = typeof address === "object" && address !== null ? address.port : port;
	return {
		url: `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}`,
		async close() {
			if (!server.listening) return;
			const closed = once(server, "close");
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}

function createSimulatorServer(service: Service): Server {
	const server = createServer((request, response) => {
		response.once("finish", () => closeWhenIdle(service, request));
		serve(service, request, response).catch((error: unknown) => {
			response.writeHead(500, { "content-type": "text/plain" });
			response.end(`The simulator failed: ${error instanceof Error ? error.stack : String(error)}\n`);
		});
	});
	// The timeout faults hold connections open.
	server.requestTimeout = 0;
	// Sets the header only; closeWhenIdle decides when the connection is closed.
	server.keepAliveTimeout = keepAliveSeconds * 1000;
	return server;
}

// Runs after Node's own handler, which sets the time of the header. Zero turns the time limit off.
function closeWhenIdle({ settings }: Service, { socket }: IncomingMessage): void {
	socket.setTimeout(settings.idleConnectionSeconds * 1000);
}

async function serve(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const body = await readBody(request);
	const target = request.url ?? "/";
	if (target.startsWith(controlPrefix)) return serveControl(service, request, response, target, body.toString("utf8"));
	const apiRequest = readRequest(request.method ?? "", target, request.headers, body);
	const at = service.clock.now();
	const reply = await dispatch(service, apiRequest);
	logRequest(service, apiRequest, reply, at);
	send(request, response, reply);
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
	if (reply.leave === "reset") {
		request.socket.destroy();
		return;
	}
	if (reply.leave === "hold") {
		if (reply.holdSeconds !== undefined) {
			setTimeout(() => request.socket.destroy(), reply.holdSeconds * 1000).unref();
		}
		return;
	}
	response.writeHead(reply.status, { ...reply.headers, "content-length": Buffer.byteLength(reply.body) });
	response.end(reply.body);
}

function serveControl(
	service: Service,
	request: IncomingMessage,
	response: ServerResponse,
	target: string,
	body: string,
): void {
	const [path = ""] = target.slice(controlPrefix.length).split("?");
	const reply = answerControl(service, {
		method: request.method ?? "",
		path,
		body,
		origin: request.headers.origin,
		isLocal: isLoopback(request.socket.remoteAddress),
	});
	response.writeHead(reply.status, { "content-type": "application/json;charset=utf-8" });
	response.end(`${stringify(reply.body)}\n`);
}

function isLoopback(address = ""): boolean {
	return address === "::1" || address.replace("::ffff:", "").startsWith("127.");
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks);
}
