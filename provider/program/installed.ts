import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { isMocked, ownsProcess } from "./runtime";

let isChecked = false;

/**
 * Throws when Pulumi's provider process will not find this package: it resolves it from the program's folder, even when
 * another package of the program declares the resource. Does nothing when that is not certain.
 */
export function assertInstalled(): void {
	if (isChecked || !ownsProcess() || isMocked()) return;
	isChecked = true;
	// Older language hosts do not pass the project's folder.
	const folders = [process.cwd(), pulumi.getRootDirectory()].filter(isAbsolute);
	// Yarn's Plug'n'Play resolves packages by rules of its own.
	if (process.versions.pnp !== undefined || folders.some(mayResolve)) return;
	throw new pulumi.RunError(
		`The package pulumi-aiccs is not installed in the program's folder, where Pulumi looks for it: only a package that the program depends on has it. Run: npm install pulumi-aiccs, in ${folders[0]}`,
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
