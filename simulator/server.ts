import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { stringify } from "lossless-json";
import { CONTROL_PREFIX, control } from "./control/control-door";
import { actionOf, readCall } from "./gateway/call";
import { dispatch } from "./gateway/dispatch";
import type { Reply } from "./gateway/reply";
import type { World } from "./world";

/** HTTP in, HTTP out; everything else is decided elsewhere. */
export function createSimulatorServer(world: World): Server {
	const server = createServer((request, response) => {
		response.once("finish", () => closeWhenIdle(world, request));
		serve(world, request, response).catch((error: unknown) => {
			response.writeHead(500, { "content-type": "text/plain" });
			response.end(`The simulator itself failed. ${error instanceof Error ? error.stack : String(error)}\n`);
		});
	});
	/* Held sockets are a fault of their own; the server must not end them. */
	server.requestTimeout = 0;
	/* Only what the header says; closeWhenIdle sets when the connection is really closed. */
	server.keepAliveTimeout = PROMISED_IDLE_SECONDS * 1000;
	return server;
}

/* Real answers of the gateway say `keep-alive: timeout=25`. */
const PROMISED_IDLE_SECONDS = 25;

/* After Node's own handler, which would wait as long as the header says. Zero switches the time limit off. */
function closeWhenIdle({ settings }: World, { socket }: IncomingMessage): void {
	socket.setTimeout(settings.idleConnectionSeconds * 1000);
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const body = await readBody(request);
	const target = request.url ?? "/";
	if (target.startsWith(CONTROL_PREFIX)) return serveControl(world, request, response, target, body.toString("utf8"));
	const call = readCall(request.method ?? "", target, request.headers, body);
	const at = world.clock.now();
	const reply = await dispatch(world, call);
	const { status, code, done, fault } = reply;
	const isHeard = reply.leave === undefined;
	world.journal.record({
		action: actionOf(call),
		parameters: call.parameters,
		status: isHeard ? status : 0,
		code: isHeard ? code : "",
		done,
		...(fault === undefined ? {} : { fault }),
		at,
	});
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
	world: World,
	request: IncomingMessage,
	response: ServerResponse,
	target: string,
	body: string,
): void {
	const [path = ""] = target.slice(CONTROL_PREFIX.length).split("?");
	const reply = control(world, {
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
