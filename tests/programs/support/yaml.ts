import { chmodSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { ensureHost } from "../../../tools/pulumi/hosts";

const main = resolve(__dirname, "..", "..", "..", "dist", "provider", "shells", "plugin", "main.js");

/** The PATH of programs in YAML: with the language host, and the plugin. Removes the folder of its link after the suite. */
export function useYaml(): () => { readonly PATH: string } {
	let folder = "";
	let host = "";
	before(async () => {
		host = await ensureHost("yaml", (line) => void process.stderr.write(`${line}\n`));
		folder = mkdtempSync(join(tmpdir(), "aiccs-plugin-"));
		chmodSync(main, 0o755);
		symlinkSync(main, join(folder, "pulumi-resource-aiccs"));
	});
	after(() => rmSync(folder, { recursive: true, force: true }));
	return () => ({ PATH: [folder, host, process.env.PATH].join(delimiter) });
}
