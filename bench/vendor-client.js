/*
 * Sends single requests with the vendor's client, as a script without Pulumi does. The keys are in the environment.
 */
const openApi = require("@alicloud/openapi-client");
const { RuntimeOptions } = require("@alicloud/tea-util");

/** A function that sends a request to the service at an address, and returns the code of its answer or of its failure. */
exports.clientOf = (address) => {
	const client = new openApi.default(
		new openApi.Config({
			accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
			accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
			endpoint: new URL(address).host,
			protocol: "http",
		}),
	);
	const runtime = new RuntimeOptions({ connectTimeout: 10_000, readTimeout: 60_000, autoretry: false });
	return ({ action, parameters, body }) => {
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
		return client.callApi(params, request, runtime).then(
			(answer) => JSON.parse(answer.body).Code,
			(error) => error.code,
		);
	};
};
