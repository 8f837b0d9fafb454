import { chmodSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { installedPulumi } from "../../../tools/pulumi/find-pulumi";
import { ensureHost } from "../../../tools/pulumi/hosts";

const main = resolve(__dirname, "..", "..", "..", "dist", "provider", "shells", "plugin", "main.js");

/** The PATH of programs in YAML: with the language host, and the plugin. Removes the folder of its link after the suite. */
export function useYaml(): () => { readonly PATH: string } {
	let folder = "";
	let folders: readonly string[] = [];
	before(async () => {
		const host = await ensureHost("yaml", (line) => void process.stderr.write(`${line}\n`));
		folder = mkdtempSync(join(tmpdir(), "aiccs-plugin-"));
		chmodSync(main, 0o755);
		symlinkSync(main, join(folder, "pulumi-resource-aiccs"));
		folders = [folder, host, ...(await installedPulumi()).folders];
	});
	after(() => rmSync(folder, { recursive: true, force: true }));
	return () => ({ PATH: [...folders, process.env.PATH].join(delimiter) });
}
