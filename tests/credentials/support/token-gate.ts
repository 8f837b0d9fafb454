import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import type { Simulator } from "../../../simulator";

/** A proxy before an account that takes every token. It refuses those that have expired. */
export interface TokenGate {
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

export async function openTokenGate(simulator: Simulator, { isExpired, onRefusal }: Options): Promise<TokenGate> {
	const uses = new Map<string, number>();
	let refusals = 0;
	const server = createServer((near, answer) => {
		const token = String(near.headers["x-acs-security-token"] ?? "");
		const use = (uses.get(token) ?? 0) + 1;
		uses.set(token, use);
		if (isExpired(token, use)) {
			refusals++;
			onRefusal?.();
			near.resume();
			answer.writeHead(400, { "content-type": "application/json" }).end(expired);
			return;
		}
		const { method, headers, url: path } = near;
		const far = send(simulator.url, { method, headers, path }, (response) => {
			answer.writeHead(response.statusCode ?? 500, response.headers);
			response.pipe(answer);
		});
		near.pipe(far);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		port: (server.address() as AddressInfo).port,
		refused: () => refusals,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
