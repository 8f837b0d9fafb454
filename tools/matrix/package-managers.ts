import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./registry";
import { succeed } from "./succeed";
import { versions } from "./versions";

export interface PackageManager {
	readonly name: string;
	readonly version: string;
	install(folder: string, ...args: string[]): Promise<void>;
}

export type PackageManagers = Readonly<Record<"npm" | "pnpm" | "pnpm10" | "yarn" | "yarnClassic", PackageManager>>;

/** Installs them into a folder, with their stores and caches. */
export async function fetchPackageManagers(folder: string): Promise<PackageManagers> {
	mkdirSync(folder, { recursive: true });
	const env = {
		...process.env,
		// pnpm has no global virtual store when CI is set.
		CI: "false",
		COREPACK_ENABLE_STRICT: "0",
		XDG_CACHE_HOME: join(folder, "cache"),
		XDG_DATA_HOME: join(folder, "data"),
		XDG_STATE_HOME: join(folder, "state"),
		YARN_CACHE_FOLDER: join(folder, "yarn-cache"),
		YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
		YARN_ENABLE_TELEMETRY: "false",
		YARN_GLOBAL_FOLDER: join(folder, "yarn"),
	};
	const manager = (name: string, version: string, file: string, ...always: string[]): PackageManager => ({
		name,
		version,
		install: async (cwd, ...args) => {
			await succeed(file, [...always, "install", ...args], { cwd, env });
		},
	});
	const fetch = async (name: string, version: string, bin: string) => {
		const home = join(folder, `${name.replace("/", "-")}-${version}`);
		mkdirSync(home, { recursive: true });
		await npm(["install", "--no-save", "--no-audit", "--no-fund", "--prefix", home, `${name}@${version}`], home);
		return join(home, "node_modules", name, bin);
	};
	const ownNpm = (await npm(["--version"], folder)).stdout.trim();
	const store = ["--store-dir", join(folder, "pnpm-store")];
	const pnpm10 = await fetch("pnpm", versions.pnpm10, "bin/pnpm.cjs");
	const yarnClassic = await fetch("yarn", versions.yarnClassic, "bin/yarn.js");
	const yarn = await fetch("@yarnpkg/cli-dist", versions.yarn, "bin/yarn.js");
	const pnpm = await fetch("pnpm", versions.pnpm, "pnpm");
	return {
		npm: manager("npm", ownNpm, "npm"),
		pnpm: manager("pnpm", versions.pnpm, pnpm, ...store),
		pnpm10: manager("pnpm", versions.pnpm10, process.execPath, pnpm10, ...store),
		yarn: manager("Yarn", versions.yarn, process.execPath, yarn),
		yarnClassic: manager("Yarn", versions.yarnClassic, process.execPath, yarnClassic),
	};
}
