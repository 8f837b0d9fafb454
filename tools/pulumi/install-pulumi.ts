import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { SemVer } from "semver";
import { buildPulumi } from "./build-pulumi";
import { companions, findInRoot, findPulumi, type PulumiCli, pulumiRoot, type Rejected } from "./find-pulumi";
import { pulumiVersion } from "./versions";

const installer = "https://get.pulumi.com/install.sh";
const stagePrefix = ".unfinished-";

/** Returns an installed Pulumi CLI, or downloads or builds the pinned version and keeps it. */
export async function ensurePulumi(say: (line: string) => void): Promise<PulumiCli> {
	const found = await findPulumi();
	if ("cli" in found) return found.cli;
	const root = pulumiRoot();
	say(`There is no usable Pulumi CLI yet. Installing version ${pulumiVersion} in ${root}.`);
	const rejected = [...found.rejected];
	for (const way of [official, fromSource]) {
		say(`Pulumi CLI: ${way.name} ...`);
		const result = await attempt(root, (stage) => way.fill(stage, say));
		if (typeof result !== "string") return result;
		say(`  failed: ${result}`);
		rejected.push({ place: way.name, reason: result });
	}
	throw new Error(failure(rejected));
}

const official = {
	name: "the official download",
	async fill(stage: string) {
		await reach(installer);
		const installed = PulumiCommand.install({ root: stage, version: new SemVer(pulumiVersion) });
		await withinMinutes(10, installed, "the download");
	},
};

const fromSource = {
	name: "a build from Go modules",
	async fill(stage: string, say: (line: string) => void) {
		const bin = join(stage, "bin");
		mkdirSync(bin);
		await buildPulumi(bin, say);
		const launcher = join(bin, "pulumi-resource-pulumi-nodejs");
		copyFileSync(
			join(dirname(require.resolve("@pulumi/pulumi/package.json")), "pulumi-resource-pulumi-nodejs"),
			launcher,
		);
		chmodSync(launcher, 0o755);
	},
};

/** Installs into a temporary folder and moves the result only when it works, so that no incomplete installation is found. */
async function attempt(root: string, fill: (stage: string) => Promise<void>): Promise<PulumiCli | string> {
	mkdirSync(root, { recursive: true });
	removeLeftovers(root);
	const stage = mkdtempSync(join(root, stagePrefix));
	try {
		await fill(stage);
		const staged = await findInRoot(stage);
		if (typeof staged === "string") return staged;
		putInPlace(join(stage, "bin"), join(root, "bin"));
		return await findInRoot(root);
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	} finally {
		rmSync(stage, { recursive: true, force: true });
	}
}

/** Moves file by file, `pulumi` last: another command may do the same, and a folder with `pulumi` counts as complete. */
function putInPlace(from: string, to: string): void {
	mkdirSync(to, { recursive: true });
	const others = readdirSync(from).filter((name) => name !== "pulumi" && !isCompanion(name));
	for (const name of [...others, ...companions, "pulumi"]) renameSync(join(from, name), join(to, name));
}

function isCompanion(name: string): boolean {
	return companions.some((companion) => companion === name);
}

function removeLeftovers(root: string): void {
	const anHourAgo = Date.now() - 3_600_000;
	for (const name of readdirSync(root).filter((entry) => entry.startsWith(stagePrefix))) {
		const path = join(root, name);
		const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
		if (changed < anHourAgo) rmSync(path, { recursive: true, force: true });
	}
}

async function reach(url: string): Promise<void> {
	try {
		const response = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(5000) });
		if (!response.ok) throw new Error(`it returned ${response.status}`);
	} catch (error) {
		const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
		throw new Error(`${url} cannot be reached (${cause instanceof Error ? cause.message : String(cause)})`);
	}
}

async function withinMinutes<T>(minutes: number, work: Promise<T>, what: string): Promise<T> {
	const limit = AbortSignal.timeout(minutes * 60_000);
	return Promise.race([
		work,
		new Promise<never>((_, reject) => {
			limit.addEventListener("abort", () => reject(new Error(`${what} took longer than ${minutes} minutes`)));
		}),
	]);
}

function failure(rejected: readonly Rejected[]): string {
	return [
		"There is no usable Pulumi CLI, and none could be installed. Tried, in this order:",
		...rejected.map(({ place, reason }, index) => `  ${index + 1}. ${place}: ${reason}`),
		`Install Pulumi ${pulumiVersion} or newer and put it on PATH, or install Go 1.25.11 or newer, then try again.`,
	].join("\n");
}
