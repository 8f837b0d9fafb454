import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { killGroup, spawnGroup } from "../../tools/setup/command";

const plugin = join(resolve(__dirname, "..", ".."), "plugin", "plugin.cjs");

describe("the process of the plugin", () => {
	it("ends when the engine is gone, even one that only wanted its schema", async () => {
		const engine = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
		await once(engine, "listening");
		const { port } = engine.address() as AddressInfo;
		const child = spawnGroup(process.execPath, [plugin, `127.0.0.1:${port}`], { env: process.env });
		try {
			const ended = once(child, "exit", { signal: AbortSignal.timeout(20_000) });
			await once(createInterface(child.stdout ?? assert.fail()), "line", { signal: AbortSignal.timeout(20_000) });
			engine.close();

			const [exitCode] = await ended;
			assert.equal(exitCode, 1);
		} finally {
			killGroup(child);
			engine.close();
		}
	});
});
