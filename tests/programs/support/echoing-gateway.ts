import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { part } from "../../../provider/definition/part";

/** A gateway before a simulator that refuses what it is told to refuse, and repeats the whole request in its message. */
export interface EchoingGateway {
	readonly url: string;
	/** Refuses requests of these actions from now on. */
	refuse(...actions: readonly string[]): void;
	/** The actions that it has refused. */
	readonly refused: readonly string[];
	close(): Promise<void>;
}

export async function openEchoingGateway(): Promise<EchoingGateway & { to(url: string): void }> {
	let target = "";
	let actions: readonly string[] = [];
	const refused: string[] = [];
	const server = createServer(async (incoming, outgoing) => {
		const body = await textOf(incoming);
		const action = String(incoming.headers["x-acs-action"]);
		const parameters = new URLSearchParams(`${new URL(incoming.url ?? "", target).search.slice(1)}&${body}`);
		// Only those that name people.
		const isRefused = actions.includes(action) && (parameters.has("PhoneNumberList") || parameters.has("OutId"));
		if (!isRefused) return forward(target, incoming, body, outgoing);
		refused.push(action);
		const Message = `Cannot take ${[...parameters.values()].join("; ")}.`;
		outgoing.writeHead(400, { "content-type": "application/json" });
		outgoing.end(JSON.stringify({ RequestId: "1", Code: "InvalidPhoneNumberList", Message, Recommend: Message }));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${part(server.address(), "port")}`,
		to: (url) => {
			target = url;
		},
		refuse: (...names) => {
			actions = names;
		},
		refused,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

function forward(
	target: string,
	{ url = "", method, headers }: IncomingMessage,
	body: string,
	to: ServerResponse,
): void {
	const onward = request(new URL(url, target), { method, headers }, (answer) => {
		to.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(to);
	});
	// The simulator has lost the answer.
	onward.on("error", () => to.destroy());
	onward.end(body);
}
