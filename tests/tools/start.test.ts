import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { hermeticEnvironment } from "../../tools/setup/hermetic";
import { accountPicture } from "../../tools/start/account-picture";
import { byHand } from "../../tools/start/by-hand";
import { parseStartOptions } from "../../tools/start/options";

describe("the start command", () => {
	it("knows its options", () => {
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

	it("prints commands that a shell understands", () => {
		const variables = { PATH: "/some where/bin:/usr/bin:/bin", PULUMI_STACK: "it's dev" };
		const env = { PATH: "/usr/bin:/bin", PULUMI_ACCESS_TOKEN: "the user's own" };
		const script = `${byHand(tmpdir(), variables, env)}\necho "$PATH|$PULUMI_STACK|$PULUMI_ACCESS_TOKEN|$PWD"`;
		const said = execFileSync("/bin/sh", ["-c", script], { env, encoding: "utf8" });
		assert.equal(said.trim(), `/some where/bin:/usr/bin:/bin|it's dev||${tmpdir()}`);
	});

	it("keeps the user's own accounts out of the children", () => {
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
