import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { z } from "zod";
import type { CallView, DetailView } from "../../simulator";
import { installedPulumi } from "../../tools/pulumi/find-pulumi";
import { hermeticEnvironment } from "../../tools/pulumi/hermetic-stack";
import { runCommand } from "../../tools/setup/command";
import { byHand } from "../../tools/start/by-hand";
import { callPicture } from "../../tools/start/call-picture";
import { parseStartOptions } from "../../tools/start/options";
import { runQuickstart } from "../../tools/start/run";

const Tasks = z.array(
	z.looseObject({
		definition: z.looseObject({ TaskCps: z.number() }),
		moves: z.array(z.looseObject({ to: z.string() })),
	}),
);

const Calls = z.array(z.looseObject({ phoneNumber: z.string(), attempt: z.number() }));

/** Tasks and calls in the account of the stack that the printed commands use. */
async function accountOf(commands: readonly string[]) {
	const file = /PULUMI_OPTION_CONFIG_FILE=(\S+)/.exec(commands.join("\n"))?.[1] ?? "";
	const url = /aiccs:endpoint: "(.+)"/.exec(readFileSync(file, "utf8"))?.[1];
	const answer = async (path: string) => (await fetch(`${url}/_simulator/${path}`)).json();
	return { tasks: Tasks.parse(await answer("tasks")), calls: Calls.parse(await answer("calls")) };
}

describe("npm start with --keep", () => {
	it("changes a campaign that calls, shows that each person was called once, and lets the printed commands change it", async () => {
		let stop: (signal: NodeJS.Signals) => void = () => {};
		const interrupted = new Promise<NodeJS.Signals>((resolve) => {
			stop = resolve;
		});
		const printed: string[] = [];
		const cli = await installedPulumi();
		let ready: () => void = () => {};
		const isReady = new Promise<void>((resolve) => {
			ready = resolve;
		});
		const say = (text: string) => {
			printed.push(text);
			if (text.includes("until you press Ctrl-C")) ready();
		};
		const running = runQuickstart({ cli, keep: true, say, interrupted, output: "ignore" });
		try {
			await Promise.race([isReady, running]);
			const last = printed.at(-1) ?? "";
			const commands = last.split("\n").filter((line) => line.startsWith("  "));
			const before = await accountOf(commands);

			const firstCalls = before.calls.filter(({ attempt }) => attempt === 1).map(({ phoneNumber }) => phoneNumber);
			const [, waiting = ""] = /\+ (\d+) +\(still waits\)/.exec(printed.join("\n")) ?? [];
			const people = Array.from({ length: 201 }, (_, index) => `0100000${String(index + 1).padStart(4, "0")}`);
			const called = people.filter((number) => number !== waiting && number !== "01000000007");
			assert.equal(called.length, 199);
			assert.deepEqual(firstCalls.toSorted(), called);
			assert.match(printed.join("\n"), /First calls {2}199 to 199 people/);
			// The other commands take seconds and prove nothing new: up makes its own preview.
			const change = commands.filter((line) => !/pulumi (preview|stack output|destroy)/.test(line));
			const [, index = ""] = /change the campaign in (\S+),/.exec(last) ?? [];
			writeFileSync(index, readFileSync(index, "utf8").replace("taskCps: 8", "taskCps: 10"));
			const script = ["set -e", ...change].join("\n");
			const { PATH, HOME } = process.env;
			const env = { PATH, HOME, PULUMI_SKIP_CONFIRMATIONS: "true", PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
			const result = await runCommand("/bin/sh", ["-c", script], { env });
			const after = await accountOf(commands);

			assert.match(change.join("\n"), /^ {2}pulumi up$/m);
			assert.equal(result.exitCode, 0, result.output);
			const cps = [before, after].map(({ tasks: [task] }) => task?.definition.TaskCps);
			assert.deepEqual(cps, [8, 10]);
			const moves = after.tasks[0]?.moves.map(({ to }) => to);
			assert.deepEqual(moves, ["INIT", "RUNNING", "STOPPED", "RUNNING", "STOPPED", "RUNNING"]);
		} finally {
			stop("SIGTERM");
			await running;
		}
	}).timeout(300_000);
});

function call(time: string, attempt: number): CallView {
	const at = Date.parse(`2027-03-01T${time}:00+08:00`);
	return { taskId: "1", detailId: "2", phoneNumber: "01000000001", attempt, at };
}

function person(one: Partial<DetailView>): DetailView {
	const unchanging = { detailId: "2", batchId: "3", phoneNumber: "01000000001", variables: {}, encryptionType: 0 };
	return { ...unchanging, status: "waiting", attempts: 0, importedTime: 0, ...one };
}

const withdrawn = person({ status: "cancelled", callResult: "CANCEL" });

describe("npm start", () => {
	it("accepts its options and refuses others", () => {
		assert.deepEqual(parseStartOptions([]), { keep: false, help: false });
		assert.deepEqual(parseStartOptions(["--keep"]), { keep: true, help: false });
		assert.throws(() => parseStartOptions(["--kep"]), /--kep[\s\S]*npm start \[-- --keep\]/);
	});

	it("draws the calls of each hour, and what became of the people", () => {
		const calls = [call("09:59", 1), call("10:00", 1), call("10:29", 2), ...Array(240).fill(call("10:30", 1))];
		const people = [person({ callResult: "ANSWERED", attempts: 2 }), person({}), person({}), withdrawn];

		assert.equal(
			callPicture(calls, people),
			[
				"  Calls by hour in China  (█ first call of a person  ░ retry)",
				"",
				"  Mon 01 Mar  09:00  █ 1",
				`              10:00  ${"█".repeat(60)}░ 242`,
				"",
				"  People by their last call",
				"",
				"  not called yet  ██ 2",
				"  ANSWERED        █ 1",
				"  withdrawn       █ 1",
			].join("\n"),
		);
	});

	it("prints commands for a POSIX shell", () => {
		const variables = { PATH: "/some where/bin:/usr/bin:/bin", PULUMI_STACK: "it's dev" };
		const env = { PATH: "/usr/bin:/bin", PULUMI_ACCESS_TOKEN: "the user's own" };
		const script = `${byHand(tmpdir(), variables, env)}\necho "$PATH|$PULUMI_STACK|$PULUMI_ACCESS_TOKEN|$PWD"`;
		const output = execFileSync("/bin/sh", ["-c", script], { env, encoding: "utf8" });
		assert.equal(output.trim(), `/some where/bin:/usr/bin:/bin|it's dev||${tmpdir()}`);
	});

	it("hides the user's own accounts from child processes", () => {
		process.env.ALIBABA_CLOUD_SECURITY_TOKEN = "the user's own";
		try {
			const env = hermeticEnvironment({ PULUMI_STACK: "dev" });
			assert.equal(env.ALIBABA_CLOUD_SECURITY_TOKEN, undefined);
			assert.equal(env.PULUMI_STACK, "dev");
		} finally {
			delete process.env.ALIBABA_CLOUD_SECURITY_TOKEN;
		}
	});
});
