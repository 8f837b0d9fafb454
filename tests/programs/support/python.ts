import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import packageJson from "../../../package.json";
import { ensureHost } from "../../../tools/pulumi/hosts";
import { ensurePython } from "../../../tools/pulumi/python-environment";
import { runCommand } from "../../../tools/setup/command";
import { say } from "../../../tools/setup/terminal";
import { pathOf } from "./languages";

const schema = resolve(__dirname, "..", "..", "..", "schema.json");

export interface Python {
	/** Folders for PATH. */
	readonly path: readonly string[];
	/** The generated SDK. */
	readonly env: { readonly PYTHONPATH: string };
	close(): void;
}

/** What Python programs need: Pulumi's SDK, and the one that is generated from the schema. Or why there is none. */
export async function openPython(): Promise<Python | { readonly unavailable: string }> {
	const python = await ensurePython(say);
	if ("unavailable" in python) return python;
	const folder = mkdtempSync(join(tmpdir(), "aiccs-python-"));
	const generated = join(folder, "generated");
	mkdirSync(generated);
	const generator = join(await ensureHost("gensdk", say), "gensdk");
	const { exitCode, output } = await runCommand(generator, ["python", schema, generated]);
	if (exitCode !== 0) throw new Error(`The SDK for Python could not be generated: ${output}`);
	const installed = join(folder, "installed");
	cpSync(join(generated, "pulumi_aiccs"), join(installed, "pulumi_aiccs"), { recursive: true });
	// The SDK reads its version from what pip writes; pip takes five seconds for it.
	const metadata = join(installed, `pulumi_aiccs-${packageJson.version}.dist-info`);
	mkdirSync(metadata);
	writeFileSync(
		join(metadata, "METADATA"),
		`Metadata-Version: 2.1\nName: pulumi_aiccs\nVersion: ${packageJson.version}\n`,
	);
	return {
		path: [python.bin, ...(await pathOf("python"))],
		env: { PYTHONPATH: installed },
		close: () => rmSync(folder, { recursive: true, force: true }),
	};
}
