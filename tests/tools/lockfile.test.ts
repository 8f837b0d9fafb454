import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";

const lockfileSchema = z.object({
	packages: z.record(
		z.string(),
		z.object({ resolved: z.string().optional(), optionalDependencies: z.record(z.string(), z.string()).default({}) }),
	),
});

describe("the lockfile", () => {
	const file = resolve(__dirname, "..", "..", "package-lock.json");
	const { packages } = lockfileSchema.parse(JSON.parse(readFileSync(file, "utf8")));

	// npm leaves out the packages of other systems when its registry lacks them, and `npm ci` then rejects the lockfile.
	it("contains the optional packages of every system", () => {
		const missing = Object.entries(packages).flatMap(([path, entry]) =>
			Object.keys(entry.optionalDependencies).filter((name) => !isLocked(path, name)),
		);
		assert.deepEqual(missing, []);
	});

	it("names no registry", () => {
		const hosts = Object.values(packages).filter(({ resolved }) => resolved?.includes("://"));
		assert.deepEqual(hosts, []);
	});

	function isLocked(path: string, name: string): boolean {
		if (`${path === "" ? "" : `${path}/`}node_modules/${name}` in packages) return true;
		return path !== "" && isLocked(path.slice(0, Math.max(path.lastIndexOf("/node_modules/"), 0)), name);
	}
});
