import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stackVariables } from "../../tools/pulumi/hermetic-stack";
import { byHand } from "../../tools/start/by-hand";

describe("a hermetic stack", () => {
	const folder = join(tmpdir(), "it's here?");
	const stack = { folder, project: "program", stackName: "dev", settings: join(folder, "Pulumi.dev.yaml") };
	const variables = stackVariables(stack, { command: "pulumi", folders: [], version: "3.259.0" });
	const url = variables.PULUMI_BACKEND_URL ?? "";

	it("has a file backend that writes no metadata beside the state", () => {
		assert.equal(new URL(url).searchParams.get("metadata"), "skip");
		assert.equal(fileURLToPath(url), join(folder, "backend"));
	});

	it("keeps the backend's address in the commands to continue by hand", () => {
		const env = { PATH: process.env.PATH };
		const script = `${byHand(tmpdir(), variables, env)}\necho "$PULUMI_BACKEND_URL"`;
		assert.equal(execFileSync("/bin/sh", ["-c", script], { env, encoding: "utf8" }).trim(), url);
	});
});
