import assert from "node:assert/strict";
import { resolve } from "node:path";
import { z } from "zod";
import { runCommand } from "../../tools/setup/command";

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
});
