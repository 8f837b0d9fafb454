import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { create } from "tar";
import packageJson from "../../package.json";
import { type BundledPackage, bundlePlugin } from "./bundle";
import { thirdPartyLicences } from "./third-party-licences";

const repository = resolve(__dirname, "..", "..");

/** Every system for which the Pulumi CLI downloads plugins, by the names that it uses. */
const systems = ["darwin", "linux", "windows"].flatMap((os) => ["amd64", "arm64"].map((arch) => `${os}-${arch}`));

export interface PackedPlugin {
	/** The paths of the tarballs. All have the same content: the plugin runs wherever Node.js does. */
	readonly tarballs: readonly string[];
	readonly packages: readonly BundledPackage[];
}

/** Writes the plugin, compiled in dist/, as the tarballs that the Pulumi CLI asks for. The same sources give the same bytes. */
export async function packPlugin(folder: string): Promise<PackedPlugin> {
	const { code, packages } = await bundlePlugin();
	const stage = mkdtempSync(join(tmpdir(), "aiccs-plugin-"));
	try {
		writeFileSync(join(stage, "plugin.cjs"), code);
		writeFileSync(join(stage, "THIRD-PARTY-LICENSES.txt"), thirdPartyLicences(packages));
		for (const file of ["LICENSE", "schema.json"]) copyFileSync(join(repository, file), join(stage, file));
		for (const file of ["pulumi-resource-aiccs", "pulumi-resource-aiccs.cmd"])
			copyFileSync(join(repository, "plugin", file), join(stage, file));
		return { tarballs: await writeTarballs(stage, folder), packages };
	} finally {
		rmSync(stage, { recursive: true, force: true });
	}
}

async function writeTarballs(stage: string, folder: string): Promise<string[]> {
	const files = [
		"LICENSE",
		"THIRD-PARTY-LICENSES.txt",
		"plugin.cjs",
		"pulumi-resource-aiccs",
		"pulumi-resource-aiccs.cmd",
	];
	for (const file of [...files, "schema.json"])
		chmodSync(join(stage, file), file.startsWith("pulumi-") ? 0o755 : 0o644);
	mkdirSync(folder, { recursive: true });
	const [first = "", ...others] = systems.map((system) =>
		join(folder, `pulumi-resource-aiccs-v${packageJson.version}-${system}.tar.gz`),
	);
	const mtime = new Date(0);
	await create({ cwd: stage, file: first, gzip: { level: 9 }, portable: true, mtime }, [...files, "schema.json"]);
	for (const other of others) copyFileSync(first, other);
	return [first, ...others];
}
