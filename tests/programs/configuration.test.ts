import assert from "node:assert/strict";
import { certificateFile, startProxy, tlsInFrontOf } from "../support/servers";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

const three = javaScript('for (const name of ["a", "b", "c"]) new AiCallTask(name, { ...campaign, taskName: name });');
/** Nothing outside this machine is asked for credentials. */
const noCredentials = {
	ALIBABA_CLOUD_ACCESS_KEY_ID: "",
	ALIBABA_CLOUD_ACCESS_KEY_SECRET: "",
	ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
};

/** The one finding of a program, under whichever resource was checked first. */
function theFinding(output: string): string {
	const lines = [...diagnosticsOf(output).values()].flat().filter((line) => line.startsWith("error: "));
	const findings = lines.filter((line) => !line.startsWith("error: Nothing was sent to the service."));
	assert.equal(findings.length, 1, output);
	return findings[0] ?? "";
}

/* Every invalid key and every failing service: `tests/service/configuration.test.ts`. */
describePrograms("a preview that cannot ask the account", (open) => {
	it("says once which places have no credentials, and how to do without", async () => {
		const { program } = await open({ files: three, env: noCredentials });

		const finding = theFinding(await failed(program.preview()));

		assert.match(finding, /No credentials were found\. Tried: .*aiccs:accessKeyId.*ALIBABA_CLOUD_ACCESS_KEY_ID/);
		assert.match(finding, /pulumi config set aiccs:accessKeyId/);
		assert.match(finding, /pulumi config set aiccs:offlinePreview true/);
	});

	it("skips the check of the account where aiccs:offlinePreview is true, and says so in one line", async () => {
		const config = { "aiccs:offlinePreview": "true" };
		const { program, simulator } = await open({ files: three, env: noCredentials, config });

		const output = await succeeded(program.preview());

		const said = [...diagnosticsOf(output).values()].flat();
		assert.equal(said.length, 1, output);
		assert.match(said[0] ?? "", /^The account was not queried \(aiccs:offlinePreview\)/);
		assert.deepEqual(simulator.actions(), []);
	});

	it("says once that a key of the configuration is invalid, and sends nothing", async () => {
		const { program, simulator } = await open({ files: three, config: { "aiccs:offlinePreview": "True" } });

		const output = await failed(program.preview());

		assert.doesNotMatch(output, /To preview without/);
		assert.match(
			theFinding(output),
			/aiccs:offlinePreview is neither true nor false\. .*pulumi config rm aiccs:offlinePreview/,
		);
		assert.deepEqual(simulator.actions(), []);
	});
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
	// Pulumi's own gRPC connections take the variables in small letters too. Every variable: `tests/service/proxy.test.ts`.
	it("is left through https_proxy, with no_proxy for Pulumi: previews, creations and refreshes alike", async () => {
		const proxy = await startProxy({ hosts: {}, login: "me:word" });
		const env = {
			https_proxy: `http://me:word@127.0.0.1:${proxy.port}`,
			no_proxy: "127.0.0.1,localhost",
			NODE_EXTRA_CA_CERTS: certificateFile,
		};
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
});

describePrograms("an update without a usable configuration", (open) => {
	it("creates nothing and says why", async () => {
		const { program, simulator } = await open({ files: three, env: noCredentials });

		const output = await failed(program.up());

		assert.match(output, /No credentials were found\. Tried: /);
		assert.deepEqual(simulator.tasks(), []);
	});
});
