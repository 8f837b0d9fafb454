import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import packageJson from "../../package.json";
import { runCommand } from "./command";

const repository = resolve(__dirname, "..", "..");
const sources = ["provider", "simulator"];
const settings = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"];
const marker = join(repository, "dist", ".sources");

/** Compiles the package into dist/, unless dist/ was compiled from the same sources. */
export async function buildPackage(say: (line: string) => void): Promise<void> {
	const fingerprint = fingerprintOf([...settings, ...sources.flatMap(filesUnder)]);
	if (existsSync(marker) && readFileSync(marker, "utf8") === fingerprint) return;
	say("Compiling the package ...");
	const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
	const args = [compiler, "-p", "tsconfig.build.json"];
	const result = await runCommand(process.execPath, args, { cwd: repository, timeoutSeconds: 300 });
	if (result.exitCode !== 0) throw new Error(`The package does not compile:\n${result.output}`);
	removeStaleFiles();
	for (const command of Object.values(packageJson.bin)) chmodSync(join(repository, command), 0o755);
	mkdirSync(dirname(marker), { recursive: true });
	writeFileSync(marker, fingerprint);
}

function fingerprintOf(files: readonly string[]): string {
	const hash = createHash("sha256");
	for (const file of files)
		hash
			.update(`${file}\0`)
			.update(readFileSync(join(repository, file)))
			.update("\0");
	return hash.digest("hex");
}

/** Removes what was compiled from deleted sources, so that it is not packed. */
function removeStaleFiles(): void {
	for (const file of sources.flatMap((folder) => filesUnder(join("dist", folder)))) {
		const source = file.replace(/^dist./, "").replace(/(\.d\.ts|\.js)$/, ".ts");
		if (!existsSync(join(repository, source))) rmSync(join(repository, file));
	}
}

function filesUnder(folder: string): string[] {
	const absolute = join(repository, folder);
	if (!existsSync(absolute)) return [];
	return readdirSync(absolute, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(repository.length + 1))
		.sort();
}
