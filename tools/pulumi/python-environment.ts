import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CommandResult, runCommand } from "../setup/command";
import { installOnce, isInstalled } from "../setup/install-once";
import { pulumiRoot } from "./find-pulumi";

type Say = (line: string) => void;

const requirements = join(__dirname, "python", "requirements.txt");
const oldestMinor = 10;
const describePython = "import sys; print(sys.version_info[1], sys.version.split()[0], sys.base_prefix)";

/** `bin` has `python` with Pulumi's SDK; child processes get it first on PATH. Or why there is none. */
export type PythonEnvironment = { readonly bin: string } | { readonly unavailable: string };

/** Returns a virtual environment with the pinned SDK, which is made once for each Python and kept. */
export async function ensurePython(say: Say, env: NodeJS.ProcessEnv = process.env): Promise<PythonEnvironment> {
	const described = await run("python3", ["-c", describePython], env).catch(() => undefined);
	if (described?.exitCode !== 0) return { unavailable: "There is no python3 on PATH. Install Python 3.10 or newer." };
	const [minor, version = ""] = described.stdout.split(" ");
	if (Number(minor) < oldestMinor) {
		return { unavailable: `python3 is version ${version}. Pulumi's SDK needs Python 3.10 or newer.` };
	}
	const pins = createHash("sha256").update(readFileSync(requirements)).update(described.stdout);
	const name = `python-${version}-${pins.digest("hex").slice(0, 12)}`;
	const folder = join(pulumiRoot(env), "hosts", name);
	if (!isInstalled(folder)) await install(folder, say, env);
	return { bin: join(folder, "bin") };
}

async function install(folder: string, say: Say, env: NodeJS.ProcessEnv): Promise<void> {
	say(`Installing Pulumi's SDK for Python in ${folder} ...`);
	await installOnce(folder, async (stage) => {
		await succeed("python3", ["-m", "venv", stage], env, "Install the venv module of Python (Debian: python3-venv).");
		const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
		const python = join(stage, "bin", "python");
		const args = [...pip, "--require-hashes", "--requirement", requirements];
		await succeed(python, args, env, "Check that pip can reach its package index.");
		await succeed(python, ["-c", "import pulumi"], env, `Remove ${folder}* and try again.`);
	});
}

async function succeed(file: string, args: readonly string[], env: NodeJS.ProcessEnv, advice: string): Promise<void> {
	const { exitCode, output } = await run(file, args, env);
	if (exitCode === 0) return;
	const lastLines = output.trim().split("\n").slice(-8).join("\n");
	throw new Error(`"python ${args.slice(0, 3).join(" ")}" ended with exit code ${exitCode}: ${lastLines}\n${advice}`);
}

function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<CommandResult> {
	return runCommand(file, args, { env, timeoutSeconds: 600 });
}
