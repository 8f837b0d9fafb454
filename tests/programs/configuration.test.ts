import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { certificateFile, startProxy, tlsInFrontOf } from "../support/servers";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

const three = javaScript('for (const name of ["a", "b", "c"]) new AiCallTask(name, { ...campaign, taskName: name });');
/** Nothing outside this machine is asked for credentials. */
const nobody = {
	ALIBABA_CLOUD_ACCESS_KEY_ID: "",
	ALIBABA_CLOUD_ACCESS_KEY_SECRET: "",
	ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
};

/** The one finding of a program, under whichever resource was looked at first. */
function theFinding(output: string): string {
	const lines = [...diagnosticsOf(output).values()].flat().filter((line) => line.startsWith("error: "));
	const findings = lines.filter((line) => !line.startsWith("error: Nothing was sent to the service."));
	assert.equal(findings.length, 1, output);
	return findings[0] ?? "";
}

async function webPage(): Promise<{ url: string; close(): void }> {
	const server = createServer((_request, response) => {
		response.writeHead(200, { "content-type": "text/html" }).end("<html><body>Welcome</body></html>");
	});
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

describePrograms("a preview that cannot ask the account", (open) => {
	it("says once which places have no credentials, and how to do without", async () => {
		const { program } = await open({ files: three, env: nobody });

		const finding = theFinding(await failed(program.preview()));

		assert.match(finding, /No credentials were found\. Tried: .*aiccs:accessKeyId.*ALIBABA_CLOUD_ACCESS_KEY_ID/);
		assert.match(finding, /pulumi config set aiccs:accessKeyId/);
		assert.match(finding, /pulumi config set aiccs:offlinePreview true/);
	});

	it("leaves the check of the account out when told so, and says that in one line", async () => {
		const config = { "aiccs:offlinePreview": "true" };
		const { program, simulator } = await open({ files: three, env: nobody, config });

		const output = await succeeded(program.preview());

		const said = [...diagnosticsOf(output).values()].flat();
		assert.equal(said.length, 1, output);
		assert.match(said[0] ?? "", /^The account was not asked \(aiccs:offlinePreview\)/);
		assert.deepEqual(simulator.actions(), []);
	});

	it("says once that nothing answers at the endpoint", async () => {
		const config = { "aiccs:endpoint": "http://127.0.0.1:9", "aiccs:retrySeconds": "0" };
		const { program } = await open({ files: three, config });

		const finding = theFinding(await failed(program.preview()));

		assert.match(finding, /QueryAiCallTaskPage failed: .*Could not connect to the service\./);
		assert.match(finding, /aiccs:endpoint/);
	});

	it("says once that the endpoint answers with a web page", async () => {
		const page = await webPage();
		const { program } = await open({ files: three, config: { "aiccs:endpoint": page.url, "aiccs:retrySeconds": "0" } });

		const finding = theFinding(await failed(program.preview()));

		page.close();
		assert.match(finding, /web page.*aiccs:endpoint/);
	});

	it("says once that the key is wrong", async () => {
		const { program } = await open({ files: three, env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "wrong" } });

		const finding = theFinding(await failed(program.preview()));

		assert.match(finding, /SignatureDoesNotMatch.*Check the access key/);
	});

	for (const [key, value, words] of [
		[
			"aiccs:offlinePreview",
			"True",
			/aiccs:offlinePreview is neither true nor false\. .*pulumi config rm aiccs:offlinePreview/,
		],
		["aiccs:accessKeySecret", "", /aiccs:accessKeySecret is empty .*pulumi config rm aiccs:accessKeySecret/],
		["aiccs:endpoint", "http://aiccs.example.com", /plain http to another machine/],
		["aiccs:retrySeconds", "-1", /aiccs:retrySeconds is below 0\. .*pulumi config rm aiccs:retrySeconds/],
		["aiccs:accessKeyId", "LTAIonlyhalf", /aiccs:accessKeySecret is missing: an access key has an id and a secret\./],
	] as const) {
		it(`says once that ${key} cannot be "${value}", and asks nobody`, async () => {
			const { program, simulator } = await open({ files: three, config: { [key]: value } });

			const output = await failed(program.preview());

			assert.match(theFinding(output), words);
			assert.deepEqual(simulator.actions(), []);
		});
	}
});

describePrograms("a region of another form", (open) => {
	it("is one line of the preview, which goes on", async () => {
		const { program } = await open({ files: three, config: { "aiccs:region": "Hangzhou" } });

		const output = await succeeded(program.preview());

		const said = [...diagnosticsOf(output).values()].flat();
		assert.equal(said.length, 1, output);
		assert.match(said[0] ?? "", /aiccs:region .*does not look like a region such as cn-hangzhou/);
	});
});

describePrograms("a network whose only way out is a proxy", (open) => {
	for (const [what, variables] of [
		["HTTPS_PROXY", (url: string) => ({ HTTPS_PROXY: url })],
		["https_proxy and no_proxy", (url: string) => ({ https_proxy: url, no_proxy: "127.0.0.1,localhost" })],
	] as const) {
		it(`is left by it when ${what} say so: previews, creations and refreshes alike`, async () => {
			const proxy = await startProxy({ hosts: {}, login: "me:word" });
			const env = { ...variables(`http://me:word@127.0.0.1:${proxy.port}`), NODE_EXTRA_CA_CERTS: certificateFile };
			const { program, simulator } = await open({ files: three, env, config: { "aiccs:endpoint": "aiccs.test" } });
			const front = await tlsInFrontOf(Number(new URL(simulator.url).port));
			proxy.order = { ...proxy.order, hosts: { "aiccs.test:443": front.port } };

			try {
				await succeeded(program.preview());
				assert.ok(proxy.log.length > 0);
				await succeeded(program.up());
				await succeeded(program.refresh());
			} finally {
				proxy.close();
				front.close();
			}
			assert.equal(simulator.tasks().length, 3);
			assert.deepEqual([...new Set(proxy.log)], ["CONNECT aiccs.test:443"]);
		});
	}
});

describePrograms("an update without a usable configuration", (open) => {
	it("creates nothing and says why", async () => {
		const { program, simulator } = await open({ files: three, env: nobody });

		const output = await failed(program.up());

		assert.match(output, /No credentials were found\. Tried: /);
		assert.deepEqual(simulator.tasks(), []);
	});
});
