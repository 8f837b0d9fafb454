import { once } from "node:events";
import { createSimulatorServer } from "./server";
import type { World } from "./world";

/** Opens the port. Closing it drops every connection, held ones too. */
export async function listen(
	world: World,
	host: string,
	port: number,
): Promise<{ url: string; close(): Promise<void> }> {
	const server = createSimulatorServer(world);
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
