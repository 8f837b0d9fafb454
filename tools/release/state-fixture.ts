import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import packageJson from "../../package.json";
import { type Simulator, startSimulator } from "../../simulator";
import { openProgram, type Program } from "../pulumi/program";
import type { CommandResult } from "../setup/command";

const repository = resolve(__dirname, "..", "..");
const monday = Date.parse("2026-11-23T10:00:00+08:00");

const files = {
	"people.csv": "calleeNumber,outId,customerName\n010-0000 0001,C001,Chen Bo\n010-0000 0002,C002,Deng Bo\n",
	"do-not-call.csv": "calleeNumber\n010-0000 0002\n",
	"index.js": `
const pulumi = require("@pulumi/pulumi");
const { AiCallTask, CalleeList } = require("pulumi-aiccs");

const campaign = new AiCallTask("campaign", {
	taskName: "campaign",
	agentId: "118012345678901234",
	virtualNumber: "05710000001",
	startType: "IMMEDIATE",
	callDay: ["TUESDAY", "MONDAY"],
	callTime: [{ startTime: "14:00:00", endTime: "18:00:00" }, { startTime: "09:00:00", endTime: "12:00:00" }],
	callableTime: [{ startTime: "08:00:00", endTime: "23:59:59" }],
	missCallRetry: true,
	callRetryReason: ["NO_ANSWER", "USER_BUSY"],
	callRetryTimes: 2,
	callRetryInterval: 30,
	taskCps: 5,
	callExpireType: 2,
	callExpireDate: "2099-12-31 00:00:00",
});
const engine = new AiCallTask("engine", {
	taskName: "engine",
	source: 1,
	applicationCode: "APP-1",
	startType: "SCHEDULE",
	taskStartTime: "2099-03-01T09:00:00+08:00",
	callDay: ["SUNDAY"],
	callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
	phoneType: 1,
	lineEncoding: "JILIANG_1_NET",
	linePhoneNum: "02100000001",
	callExpireType: 1,
	callExpireMinutes: 90,
	onDestroy: "stop",
}, { dependsOn: campaign });
new CalleeList("people", {
	taskId: engine.taskId,
	source: new pulumi.asset.FileAsset("people.csv"),
	doNotCall: new pulumi.asset.FileAsset("do-not-call.csv"),
});
`,
};

/** The path of this version's state in the repository. */
export function stateFixtureFile(): string {
	return join("tests", "fixtures", `state-${packageJson.version}.json`);
}

export async function writeStateFixture(): Promise<string> {
	const file = stateFixtureFile();
	writeFileSync(join(repository, file), await stateFixture());
	return file;
}

/** The state in which this version leaves a stack, after an update by the real CLI, as a fixture of the tests. */
export async function stateFixture(): Promise<string> {
	const simulator = await startSimulator({ seed: 1, now: () => monday });
	const program = await openProgram({ files, simulator, env: { TZ: "UTC" } });
	try {
		await succeeded(program.up());
		const { resources = [] } = program.state().deployment;
		const [campaign = ""] = resources.map(({ urn }) => urn).filter((urn) => urn.endsWith("::campaign"));
		// The service updates and renames stopped tasks only.
		for (const { taskId } of simulator.tasks()) simulator.setStatus(taskId, "STOPPED");
		await succeeded(program.refresh("--target", campaign));
		const fixture = { note, account: accountOf(simulator), resources: resourcesOf(program) };
		return `${JSON.stringify(fixture, null, 2)}\n`;
	} finally {
		await program.close();
		await simulator.stop();
	}
}

const note =
	"Resources as this version leaves them in the state of a stack: the task campaign after a refresh, the others as they were created; and what the account has then. Later versions read, change and destroy them.";

/** A task of the account, in the order of creation, with its numbers. */
function accountOf(simulator: Simulator) {
	return simulator.tasks().map(({ taskId, definition, status }) => ({
		definition,
		status,
		numbers: simulator.details(taskId).map(({ phoneNumber, outId, variables }) => ({ phoneNumber, outId, variables })),
	}));
}

function resourcesOf(program: Program) {
	const { resources = [] } = program.state().deployment;
	return resources
		.filter(({ type }) => type.includes("aiccs:"))
		.map(({ urn, type, id, inputs, outputs }) => ({ urn, type, id, inputs, outputs }));
}

async function succeeded(command: Promise<CommandResult>): Promise<void> {
	const { exitCode, output } = await command;
	if (exitCode !== 0) throw new Error(`The state of this version could not be made:\n${output}`);
}
