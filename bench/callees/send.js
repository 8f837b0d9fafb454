/*
 * Sends the requests that a file lists with the vendor's client, so many at once, and prints the seconds from the first
 * request to the last answer: what the work takes without Pulumi and without a start. Arguments: the file, the service's
 * address, how many at once.
 */
const { readFileSync } = require("node:fs");
const openApi = require("@alicloud/openapi-client");
const { RuntimeOptions } = require("@alicloud/tea-util");

const [file, address, concurrency] = process.argv.slice(2);
const client = new openApi.default(
	new openApi.Config({
		accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
		accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
		endpoint: new URL(address).host,
		protocol: "http",
	}),
);
const runtime = new RuntimeOptions({ connectTimeout: 10_000, readTimeout: 60_000, autoretry: false });

async function ask({ action, parameters, body }) {
	const params = new openApi.Params({
		action,
		version: "2019-10-15",
		protocol: "HTTP",
		method: "POST",
		authType: "AK",
		style: "RPC",
		pathname: "/",
		reqBodyType: "formData",
		bodyType: "string",
	});
	const request = new openApi.OpenApiRequest({ query: parameters, ...(body && { body }) });
	const answer = await client.callApi(params, request, runtime);
	const { Code } = JSON.parse(answer.body);
	if (Code !== "OK") throw new Error(`${action} returned ${Code}`);
}

async function work(requests) {
	for (let next = requests.next(); !next.done; next = requests.next()) await ask(next.value);
}

async function main() {
	const requests = JSON.parse(readFileSync(file, "utf8")).values();
	const start = performance.now();
	await Promise.all(Array.from({ length: Number(concurrency) }, () => work(requests)));
	process.stdout.write(String((performance.now() - start) / 1000));
}

main().catch((error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exitCode = 1;
});
