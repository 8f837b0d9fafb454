import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { installedPulumi } from "../../tools/pulumi/find-pulumi";
import { hermeticEnvironment } from "../../tools/pulumi/hermetic-stack";
import { openProgram } from "../../tools/pulumi/program";
import { runCommand } from "../../tools/setup/command";
import { accountPicture } from "../../tools/start/account-picture";
import { byHand } from "../../tools/start/by-hand";
import { parseStartOptions } from "../../tools/start/options";
import { runQuickstart } from "../../tools/start/run";

const Tasks = z.array(
	z.looseObject({
		status: z.string(),
		definition: z.looseObject({ TaskCps: z.number() }),
		moves: z.array(z.looseObject({ to: z.string() })),
	}),
);

/** The tasks in the account of the stack that the printed commands use. */
async function tasksOf(commands: readonly string[]) {
	const file = /PULUMI_OPTION_CONFIG_FILE=(\S+)/.exec(commands.join("\n"))?.[1] ?? "";
	const url = /aiccs:endpoint: "(.+)"/.exec(readFileSync(file, "utf8"))?.[1];
	const answer = await fetch(`${url}/_simulator/tasks`);
	return Tasks.parse(await answer.json());
}

describe("npm start with --keep", () => {
	it("keeps a running campaign, and the printed commands change it", async () => {
		const program = await openProgram({ example: "quickstart" });
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
		const running = runQuickstart({ cli, keep: true, say, interrupted, program: program.directory, output: "ignore" });
		try {
			await Promise.race([isReady, running]);
			const last = printed.at(-1) ?? "";
			const commands = last.split("\n").filter((line) => line.startsWith("  "));
			// The other commands take seconds and prove nothing new: up makes its own preview.
			const change = commands.filter((line) => !/pulumi (preview|stack output|destroy)/.test(line));
			const [before] = await tasksOf(commands);
			const index = join(program.directory, "index.ts");
			writeFileSync(index, readFileSync(index, "utf8").replace("taskCps: 5", "taskCps: 8"));

			const script = ["set -e", ...change].join("\n");
			const { PATH, HOME } = process.env;
			const env = { PATH, HOME, PULUMI_SKIP_CONFIRMATIONS: "true", PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
			const result = await runCommand("/bin/sh", ["-c", script], { env });
			const [after] = await tasksOf(commands);

			assert.match(change.join("\n"), /^ {2}pulumi up$/m);
			assert.equal(result.exitCode, 0, result.output);
			assert.deepEqual([before?.status, before?.definition.TaskCps, after?.definition.TaskCps], ["RUNNING", 5, 8]);
			const moves = after?.moves.map(({ to }) => to);
			assert.deepEqual(moves, ["INIT", "RUNNING", "STOPPED", "RUNNING"]);
			assert.ok(printed.some((text) => /adds 3 people to the campaign/.test(text)));
			assert.ok(last.includes(index));
			assert.doesNotMatch(printed.join("\n"), /13800000/);
		} finally {
			stop("SIGTERM");
			await running;
			await program.close();
		}
	}).timeout(300_000);
});

describe("npm start", () => {
	it("accepts its options and refuses others", () => {
		assert.deepEqual(parseStartOptions([]), { keep: false, help: false });
		assert.deepEqual(parseStartOptions(["--keep"]), { keep: true, help: false });
		assert.throws(() => parseStartOptions(["--kep"]), /--kep[\s\S]*npm start \[-- --keep\]/);
	});

	it("draws a campaign's week", () => {
		const picture = accountPicture([
			{
				taskId: "123456789012345678",
				taskName: "续费提醒",
				status: "RUNNING",
				definition: {
					CallDay: ["SATURDAY"],
					CallTime: [
						{ startTime: "09:00:00", endTime: "11:30:00" },
						{ startTime: "23:59:00", endTime: "24:00:00" },
					],
				},
			},
		]);
		assert.equal(
			picture,
			[
				"  id                  name      status",
				"  123456789012345678  续费提醒  RUNNING",
				"",
				"续费提醒 may call at (hours in China):",
				"       0           6           12          18          ",
				...["Mon", "Tue", "Wed", "Thu", "Fri"].map((day) => `  ${day}  ${"·".repeat(48)}`),
				`  Sat  ${"·".repeat(18)}${"█".repeat(5)}${"·".repeat(24)}█`,
				`  Sun  ${"·".repeat(48)}`,
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
