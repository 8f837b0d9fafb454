import assert from "node:assert/strict";
import { createServer } from "node:http";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { apiOf } from "../../provider/service/client";
import { importTaskNumberDatas } from "../../provider/service/operations";
import { settingsOf } from "../../provider/service/settings";
import { runCommand } from "../../tools/setup/command";
import { listen } from "../support/servers";

const client = resolve(__dirname, "../../provider/service/client.ts");

describe("the client of the service", () => {
	/** The files of the vendor's packages that a process has loaded after these statements. */
	async function vendorFiles(statements: string): Promise<string[]> {
		const script = `
			const { apiOf } = require(${JSON.stringify(client)});
			${statements}
			const files = Object.keys(require.cache).map((file) => file.replaceAll("\\\\", "/"));
			process.stdout.write(JSON.stringify(files.filter((file) => file.includes("/node_modules/@alicloud/"))));`;
		const { stdout, output } = await runCommand(process.execPath, ["--import", "tsx", "-e", script]);
		return z.array(z.string(), output).parse(JSON.parse(stdout));
	}

	it("loads none of the vendor's packages before its first call", async () => {
		assert.deepEqual(await vendorFiles("apiOf(() => { throw new Error(); }, () => {});"), []);
	});

	it("loads them by its first call", async () => {
		const settings = {
			host: "127.0.0.1:1",
			protocol: "http",
			region: "cn-hangzhou",
			retrySeconds: 0,
			credentialNames: {},
		};
		const api = `apiOf(() => (${JSON.stringify(settings)}), () => {})`;

		assert.notDeepEqual(await vendorFiles(`${api}.call({ action: "A" }, {}).catch(() => {});`), []);
	});

	it("keeps no body of a request that was answered", async () => {
		setFlagsFromString("--expose-gc");
		const collect: unknown = runInNewContext("gc");
		assert.ok(typeof collect === "function");
		const answer = JSON.stringify({ Code: "OK", Success: true, Data: "1" });
		const server = await listen(
			createServer((request, response) => void request.resume().once("end", () => response.end(answer))),
		);
		const values: Readonly<Record<string, string>> = {
			"aiccs:endpoint": `http://127.0.0.1:${server.port}`,
			"aiccs:accessKeyId": "id",
			"aiccs:accessKeySecret": "secret",
		};
		const settings = settingsOf((key) => values[key]);
		const api = apiOf(
			() => settings,
			() => {},
		);
		const megabytes = () => {
			collect();
			return process.memoryUsage().arrayBuffers / 2 ** 20;
		};
		const PhoneNumberList = "x".repeat(2 ** 20);
		try {
			const before = megabytes();
			for (let sent = 0; sent < 20; sent++) await api.call(importTaskNumberDatas, { TaskId: "1", PhoneNumberList });

			// V8 frees buffers in a thread of its own, a moment after the collection.
			let kept = megabytes() - before;
			for (let pause = 10; kept >= 5 && pause < 5000; pause *= 2) {
				await setTimeout(pause);
				kept = megabytes() - before;
			}
			assert.ok(kept < 5, `${kept.toFixed(1)} of 20 MB are kept`);
		} finally {
			server.close();
		}
	});
});
