import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { isMocked, isProgramAlone } from "./runtime";

let isChecked = false;

/**
 * Fails where Pulumi's provider process will not find this package: it looks from the program's folder, whichever
 * package of the program has declared a task. Where that is not certain, nothing is said.
 */
export function assertInstalled(): void {
	if (isChecked || !isProgramAlone() || isMocked()) return;
	isChecked = true;
	// Older hosts do not say where the project is.
	const folders = [process.cwd(), pulumi.getRootDirectory()].filter(isAbsolute);
	// Yarn's Plug'n'Play has rules of its own about who may ask for what.
	if (process.versions.pnp !== undefined || folders.some(mayResolve)) return;
	throw new pulumi.RunError(
		`The package pulumi-aiccs is not installed in the program's folder, where Pulumi looks for it: only a package that the program depends on holds it. Run: npm install pulumi-aiccs, in ${folders[0]}`,
	);
}

function mayResolve(folder: string): boolean {
	try {
		createRequire(join(folder, "program.js")).resolve("pulumi-aiccs/dynamic");
		return true;
	} catch (error) {
		return !(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND");
	}
}
