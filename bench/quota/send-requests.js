/*
 * Sends creations, details and pages through the provider's queue, so many of each, and prints the seconds that each kind
 * took and how many failed, as JSON. Arguments: the folder of the built service, the service's address, the number.
 */
const { join } = require("node:path");

const [folder, endpoint, number] = process.argv.slice(2);
const { apiOf } = require(join(folder, "client.js"));
const { settingsOf } = require(join(folder, "settings.js"));
const operations = require(join(folder, "operations.js"));

const configuration = {
	"aiccs:endpoint": endpoint,
	"aiccs:accessKeyId": process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
	"aiccs:accessKeySecret": process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
};
const api = apiOf(
	() => settingsOf((key) => configuration[key]),
	() => {},
);

const task = {
	AgentId: "118012345678901234",
	VirtualNumber: "057100001111",
	StartType: "IMMEDIATE",
	CallDay: '["MONDAY"]',
	CallTime: JSON.stringify([JSON.stringify({ startTime: "09:00:00", endTime: "18:00:00" })]),
	TaskCps: "1",
};
const ids = [];
const kinds = {
	async create(index) {
		ids[index] = await api.call(operations.createAiCallTask, { ...task, TaskName: `task ${index}` });
	},
	detail: (index) => api.call(operations.queryAiCallTaskDetail, { TaskId: ids[index] }),
	page: () => api.call(operations.queryAiCallTaskPage, { PageNumber: "1", PageSize: "100" }),
};

async function main() {
	const seconds = {};
	let failed = 0;
	// The first request loads the vendor's packages.
	await kinds.page();
	for (const [kind, send] of Object.entries(kinds)) {
		const start = performance.now();
		const results = await Promise.allSettled(Array.from({ length: Number(number) }, (_, index) => send(index)));
		seconds[kind] = (performance.now() - start) / 1000;
		failed += results.filter(({ status }) => status === "rejected").length;
	}
	process.stdout.write(JSON.stringify({ seconds, failed }));
}
main().catch((error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exitCode = 1;
});
