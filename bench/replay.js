/*
 * Sends the requests that a file lists, with the vendor's client and as many at once as the provider: what the work takes
 * without Pulumi. Requests about one task are sent one after the other. Arguments: the file, the service's address.
 */
const { readFileSync } = require("node:fs");
const openApi = require("@alicloud/openapi-client");
const { RuntimeOptions } = require("@alicloud/tea-util");

const concurrency = 10;
const [file, address] = process.argv.slice(2);
const { host } = new URL(address);

const client = new openApi.default(
	new openApi.Config({
		accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
		accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
		endpoint: host,
		protocol: "http",
	}),
);
const runtime = new RuntimeOptions({ connectTimeout: 10_000, readTimeout: 60_000, autoretry: false });

async function ask({ action, parameters, code }) {
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
	const request = new openApi.OpenApiRequest({ query: parameters });
	const answer = await client.callApi(params, request, runtime).then(
		({ body }) => JSON.parse(body).Code,
		(error) => error.code,
	);
	if (answer !== code) throw new Error(`${action} returned ${answer} instead of ${code}`);
}

async function work(chains) {
	for (let chain = chains.next(); !chain.done; chain = chains.next()) for (const call of chain.value) await ask(call);
}

/** Lists of calls that wait for each other, in the order of their first calls. */
function chainsOf(calls) {
	const chains = new Map();
	for (const [index, call] of calls.entries()) {
		const key = call.parameters.TaskId ?? index;
		chains.set(key, [...(chains.get(key) ?? []), call]);
	}
	return chains.values();
}

const chains = chainsOf(JSON.parse(readFileSync(file, "utf8")));
Promise.all(Array.from({ length: concurrency }, () => work(chains))).catch((error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exitCode = 1;
});
