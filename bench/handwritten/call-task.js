/*
 * What a user would write: a dynamic provider over the vendor's client, after Pulumi's documentation, with care for the known
 * problems: ids of 18 digits, the client's short timeout, taken names.
 */
const pulumi = require("@pulumi/pulumi");
// Whole modules: the serializer turns these into `require`, and writes out everything else in full.
const openApi = require("@alicloud/openapi-client");
const teaUtil = require("@alicloud/tea-util");

const updatable = [
	"taskName",
	"virtualNumber",
	"startType",
	"callDay",
	"callTime",
	"taskCps",
	"missCallRetry",
	"callRetryReason",
	"callRetryTimes",
	"callRetryInterval",
];
const fixed = ["agentId"];

function parametersOf(task, properties) {
	const parameters = {};
	for (const property of properties) {
		const value = task[property];
		if (value === undefined || value === null) continue;
		const name = property.charAt(0).toUpperCase() + property.slice(1);
		// The service takes the windows as a list of texts, each of them JSON.
		const plain = property === "callTime" ? value.map((window) => JSON.stringify(window)) : value;
		parameters[name] = typeof plain === "object" ? JSON.stringify(plain) : String(plain);
	}
	return parameters;
}

class CallTaskProvider {
	async configure({ config }) {
		this.endpoint = config.require("aiccs:endpoint");
	}

	async ask(action, query) {
		const url = new URL(this.endpoint);
		const protocol = url.protocol.replace(":", "");
		this.client ??= new openApi.default(
			new openApi.Config({
				accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
				accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
				endpoint: url.host,
				protocol,
			}),
		);
		const params = new openApi.Params({
			action,
			version: "2019-10-15",
			protocol: protocol.toUpperCase(),
			method: "POST",
			authType: "AK",
			style: "RPC",
			pathname: "/",
			reqBodyType: "formData",
			bodyType: "string",
		});
		const runtime = new teaUtil.RuntimeOptions({ connectTimeout: 10000, readTimeout: 60000 });
		const { body } = await this.client.callApi(params, new openApi.OpenApiRequest({ query }), runtime);
		const answer = JSON.parse(body.replace(/:\s*(\d{16,})/g, ':"$1"'));
		if (answer.Code !== "OK") throw new Error(`${action}: ${answer.Code}: ${answer.Message}`);
		return answer.Data;
	}

	async check(_olds, news) {
		const required = ["taskName", "agentId", "virtualNumber", "callDay", "callTime"];
		const missing = required.filter((property) => news[property] === undefined || news[property] === null);
		return {
			inputs: news,
			failures: missing.map((property) => ({ property, reason: `${property} is required` })),
		};
	}

	async diff(_id, olds, news) {
		const differs = (property) => JSON.stringify(olds[property]) !== JSON.stringify(news[property]);
		const replaces = fixed.filter(differs);
		return {
			changes: replaces.length > 0 || updatable.some(differs),
			replaces,
			deleteBeforeReplace: true,
		};
	}

	async create(inputs) {
		const page = await this.ask("QueryAiCallTaskPage", { TaskName: inputs.taskName, PageNo: "1", PageSize: "100" });
		const holder = page.List.find(({ TaskName }) => TaskName === inputs.taskName);
		if (holder !== undefined) throw new Error(`The name ${inputs.taskName} is taken by task ${holder.TaskId}.`);
		const id = await this.ask("CreateAiCallTask", parametersOf(inputs, [...fixed, ...updatable]));
		return { id: String(id), outs: { ...inputs, taskId: String(id) } };
	}

	async read(id, props) {
		const detail = await this.ask("QueryAiCallTaskDetail", { TaskId: id });
		if (!detail) return { id: "", props: {} };
		return { id, props: { ...props, taskName: detail.TaskName ?? props.taskName } };
	}

	async update(id, _olds, news) {
		await this.ask("UpdateAiCallTask", { TaskId: id, ...parametersOf(news, updatable) });
		return { outs: { ...news, taskId: id } };
	}

	// The service cannot delete a task, so this stops and renames it to free its name. In some states the service refuses.
	async delete(id, props) {
		const released = { ...props, taskName: `released-${id}` };
		try {
			await this.ask("StopAiCallTask", { TaskId: id });
		} catch (error) {
			process.stdout.write(`Task ${id} is not stopped: ${error.message}\n`);
		}
		try {
			await this.ask("UpdateAiCallTask", { TaskId: id, ...parametersOf(released, updatable) });
		} catch (error) {
			process.stdout.write(`Task ${id} keeps its name: ${error.message}\n`);
		}
	}
}

class CallTask extends pulumi.dynamic.Resource {
	constructor(name, args, options) {
		super(new CallTaskProvider(), name, { taskId: undefined, ...args }, options, "handwritten", "AiCallTask");
	}
}

exports.CallTask = CallTask;
