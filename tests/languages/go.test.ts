import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ensureHost } from "../../tools/pulumi/hosts";
import { pulumiVersion } from "../../tools/pulumi/versions";
import { runCommand } from "../../tools/setup/command";
import { say } from "../../tools/setup/terminal";
import { describeExample } from "../programs/support/language-example";
import { pathOf } from "../programs/support/languages";

const repository = resolve(__dirname, "..", "..");
const example = join(repository, "examples", "go");

async function succeed(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
	const { exitCode, output } = await runCommand(command, args, { cwd, env, timeoutSeconds: 580 });
	if (exitCode !== 0) throw new Error(`${command} ${args.join(" ")} ended with exit code ${exitCode}:\n${output}`);
}

/** The SDK in the folder in which the example expects it, the modules that both need, and a first compilation. */
describeExample("go", async (context) => {
	context.timeout(1_800_000);
	const folder = mkdtempSync(join(tmpdir(), "aiccs-go-"));
	const program = join(folder, "program");
	cpSync(example, program, { recursive: true });
	const generated = join(folder, "generated");
	mkdirSync(generated);
	const env = { GOFLAGS: "-buildvcs=false -mod=mod", GOWORK: "off", CGO_ENABLED: "0" };
	const all = { ...process.env, ...env };
	await succeed(
		join(await ensureHost("gensdk", say), "gensdk"),
		["go", join(repository, "schema.json"), generated],
		folder,
		all,
	);
	const sdk = join(folder, "sdk");
	cpSync(join(generated, "aiccs"), sdk, { recursive: true });
	const [, module] = /^replace (\S+)/m.exec(readFileSync(join(example, "go.mod"), "utf8")) ?? [];
	const pin = `require github.com/pulumi/pulumi/sdk/v3 v${pulumiVersion}`;
	writeFileSync(join(sdk, "go.mod"), `module ${module}\n\ngo 1.25\n\n${pin}\n`);
	const modules = readFileSync(join(program, "go.mod"), "utf8").replace("./sdks/aiccs", sdk);
	writeFileSync(join(program, "go.mod"), modules);
	for (const cwd of [sdk, program]) await succeed("go", ["mod", "tidy"], cwd, all);
	await succeed("go", ["build", "-o", "/dev/null", "."], program, all);
	const files = Object.fromEntries(
		["go.mod", "go.sum"].map((name) => [name, readFileSync(join(program, name), "utf8")]),
	);
	return {
		path: await pathOf("go"),
		// Pulumi's home and the user's are of the test: Go's caches are not.
		env: { ...env, ...(await goFolders(all)) },
		files,
		close: () => rmSync(folder, { recursive: true, force: true }),
	};
});

async function goFolders(env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
	const names = ["GOCACHE", "GOMODCACHE", "GOPATH"];
	const { stdout } = await runCommand("go", ["env", ...names], { env });
	return Object.fromEntries(names.map((name, index) => [name, stdout.split("\n")[index] ?? ""]));
}
