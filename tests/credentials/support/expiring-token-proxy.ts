import { createServer, request as send } from "node:http";
import type { Simulator } from "../../../simulator";
import { listen } from "../../support/servers";

/** A reverse proxy in front of a simulator that accepts every token. It refuses expired ones. */
export interface ExpiringTokenProxy {
	readonly port: number;
	/** How many requests were refused. */
	refused(): number;
	close(): void;
}

interface Options {
	/** Whether a token has expired. `use` counts the requests with it, from 1. */
	readonly isExpired: (token: string, use: number) => boolean;
	readonly onRefusal?: () => void;
}

const expired = JSON.stringify({
	RequestId: "5D0F1E0C-7C7B-5B0E-9E55-0D9E0B4B1F6E",
	Code: "InvalidSecurityToken.Expired",
	Message: "Specified SecurityToken is expired.",
});

export async function startExpiringTokenProxy(
	simulator: Simulator,
	{ isExpired, onRefusal }: Options,
): Promise<ExpiringTokenProxy> {
	const uses = new Map<string, number>();
	let refusals = 0;
	const server = createServer((request, response) => {
		const { method, headers, url: path } = request;
		const token = String(headers["x-acs-security-token"] ?? "");
		const use = (uses.get(token) ?? 0) + 1;
		uses.set(token, use);
		if (isExpired(token, use)) {
			refusals++;
			onRefusal?.();
			request.resume();
			response.writeHead(400, { "content-type": "application/json" }).end(expired);
			return;
		}
		const upstream = send(simulator.url, { method, headers, path }, (answer) => {
			response.writeHead(answer.statusCode ?? 500, answer.headers);
			answer.pipe(response);
		});
		request.pipe(upstream);
	});
	const { port, close } = await listen(server);
	return { port, refused: () => refusals, close };
}
