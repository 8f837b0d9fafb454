import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer, type Http2Server } from "node:http2";
import { part } from "../../provider/definition/part";
import { onCancel } from "../../provider/shells/dynamic/engine-cancel";

describe("the call by which the engine cancels a command", () => {
	let server: Http2Server;

	before(async () => {
		server = createServer();
		server.on("stream", (stream) => {
			stream.respond({ ":status": 200 });
			stream.end();
		});
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
	});
	after(() => server.close());

	it("is observed at the server of the process, and no other call is", async () => {
		let cancelled = 0;
		onCancel(() => cancelled++);
		const client = connect(`http://127.0.0.1:${part(server.address(), "port")}`);
		const call = async (method: string) => {
			const stream = client.request({ ":method": "POST", ":path": `/pulumirpc.ResourceProvider/${method}` });
			stream.resume().end();
			await once(stream, "close");
		};

		await call("Create");
		assert.equal(cancelled, 0);
		await call("Cancel");
		assert.equal(cancelled, 1);
		client.close();
	});
});
