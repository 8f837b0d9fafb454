import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import packageJson from "../package.json";
import { succeed } from "./matrix/succeed";
import { ensurePulumi } from "./pulumi/install-pulumi";
import { packRelease } from "./release/pack-release";
import { stateFixture, stateFixtureFile, writeStateFixture } from "./release/state-fixture";
import { tryOutNpmPackage } from "./release/try-out-npm-package";
import { tryOutPlugin } from "./release/try-out-plugin";
import { versionProblems } from "./release/version-problems";
import { runTool, say } from "./setup/terminal";

const repository = resolve(__dirname, "..");
const { version } = packageJson;
const tag = `v${version}`;

runTool(async () => {
	const { values } = parseArgs({
		options: {
			"dry-run": { type: "boolean", default: false },
			/** Writes the state of this version for the tests, and nothing else. */
			fixture: { type: "boolean", default: false },
			/** An empty folder; by default one of the repository, which is emptied first. */
			out: { type: "string" },
		},
	});
	if (values.fixture) return writeFixture();
	const usual = join(repository, "release", tag);
	if (values.out === undefined) rmSync(usual, { recursive: true, force: true });
	return release(values.out === undefined ? usual : resolve(values.out), values["dry-run"]);
});

async function writeFixture(): Promise<number> {
	const problems = [
		...versionProblems(versionedFiles()),
		...((await hasTag()) ? [`Version ${version} is released.`] : []),
	];
	if (problems.length > 0)
		throw new Error(["The state of a released version never changes:", ...problems].join("\n  "));
	await ensurePulumi(say);
	say(`Written: ${await writeStateFixture()}`);
	return 0;
}

async function release(folder: string, isDry: boolean): Promise<number> {
	const cli = await ensurePulumi(say);
	const problems = [...versionProblems(versionedFiles()), ...(await repositoryProblems())];
	if (problems.length > 0 && !isDry) throw new Error(["Nothing was released:", ...problems].join("\n  "));
	const scratch = mkdtempSync(join(tmpdir(), "aiccs-release-"));
	try {
		say(`Packing version ${version} twice ...`);
		const names = await packRelease(folder);
		await packRelease(join(scratch, "again"));
		problems.push(...differences(names, folder, join(scratch, "again")));
		const path = (start: string) => join(folder, names.find((name) => name.startsWith(start)) ?? start);
		say("Installing the npm package in an empty folder ...");
		await tryOutNpmPackage(path(`pulumi-aiccs-${version}.tgz`), join(scratch, "npm"));
		say("Installing the plugin with the Pulumi CLI ...");
		await tryOutPlugin(cli, path("pulumi-resource-aiccs-v"), join(scratch, "plugin"));
		say("Making the state of this version ...");
		problems.push(...fixtureProblems(await stateFixture()));
		say([`Written to ${folder}:`, ...names.map((name) => `  ${name}`)].join("\n"));
	} finally {
		rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
	}
	if (problems.length > 0) throw new Error(["This version cannot be released yet:", ...problems].join("\n  "));
	if (isDry) {
		say(`Version ${version} can be released. Nothing was tagged or published.`);
		return 0;
	}
	if (!(await hasTag())) await git("tag", "--annotate", tag, "--message", `Version ${version}`);
	say(publishing(folder));
	return 0;
}

function versionedFiles() {
	const read = (file: string) => readFileSync(join(repository, file), "utf8");
	return {
		packageJson: read("package.json"),
		packageLock: read("package-lock.json"),
		schema: read("schema.json"),
		changelog: read("CHANGELOG.md"),
	};
}

async function repositoryProblems(): Promise<string[]> {
	const changed = await git("status", "--porcelain");
	const isElsewhere = (await hasTag()) && (await git("tag", "--list", tag, "--points-at", "HEAD")) === "";
	return [
		...(changed === "" ? [] : [`The tree is not clean. Commit or remove:\n${changed}`]),
		...(isElsewhere ? [`The tag ${tag} is at another commit. A version is released once: choose the next one.`] : []),
	];
}

async function hasTag(): Promise<boolean> {
	return (await git("tag", "--list", tag)) !== "";
}

async function git(...args: string[]): Promise<string> {
	return (await succeed("git", args, { cwd: repository })).trim();
}

function differences(names: readonly string[], first: string, second: string): string[] {
	const differing = names.filter((name) => !readFileSync(join(first, name)).equals(readFileSync(join(second, name))));
	return differing.map((name) => `${name} has other bytes when it is packed again.`);
}

function fixtureProblems(text: string): string[] {
	const file = stateFixtureFile();
	const path = join(repository, file);
	if (existsSync(path) && readFileSync(path, "utf8") === text) return [];
	return [`${file} is not the state that this version leaves. Run: npm run release -- --fixture`];
}

function publishing(folder: string): string {
	return [
		`Tagged ${tag}. Nothing was published. To publish:`,
		`  git push origin ${tag}`,
		`  npm publish ${join(folder, `pulumi-aiccs-${version}.tgz`)}`,
		`  Attach the other files of ${folder} to the release ${tag}.`,
		`Users install the plugin from there: pulumi plugin install resource aiccs ${version} --server <address of the files>`,
	].join("\n");
}
