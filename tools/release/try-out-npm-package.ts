import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import packageJson from "../../package.json";
import { succeed } from "../matrix/succeed";

const program = `
import { AiCallTask, type AiCallTaskArgs } from "pulumi-aiccs";

const args: AiCallTaskArgs = {
	taskName: "release",
	agentId: "118712345678901234",
	virtualNumber: "05710000001",
	startType: "IMMEDIATE",
	callDay: ["MONDAY"],
	callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
};
export const taskId = new AiCallTask("task", args).taskId;
`;

/** Installs the tarball in an empty folder, asks its command for the version and compiles a program with its types. */
export async function tryOutNpmPackage(tarball: string, folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const dependencies = {
		"pulumi-aiccs": `file:${tarball}`,
		"@pulumi/pulumi": packageJson.devDependencies["@pulumi/pulumi"],
	};
	writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true, dependencies }));
	writeFileSync(join(folder, "index.ts"), program);
	await succeed("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: folder });
	const version = (await succeed("npx", ["--no-install", "pulumi-aiccs", "--version"], { cwd: folder })).trim();
	if (version !== packageJson.version) throw new Error(`"npx pulumi-aiccs --version" printed ${version}.`);
	const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
	const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "index.ts"];
	await succeed(process.execPath, [compiler, ...options], { cwd: folder });
}
