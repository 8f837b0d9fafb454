import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../../package.json";
import { pack } from "../matrix/pack";
import { packPlugin } from "../plugin/pack-plugin";
import { sbomOfLockfile, sbomOfPackages } from "./sbom";

/** Writes all files of a release into an empty folder. The same sources give the same bytes. Returns their names. */
export async function packRelease(folder: string): Promise<string[]> {
	mkdirSync(folder, { recursive: true });
	if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty. Remove its files, then try again.`);
	await pack(folder);
	const { packages } = await packPlugin(folder);
	const { version } = packageJson;
	const sboms = {
		[`pulumi-aiccs-${version}.cdx.json`]: await sbomOfLockfile("dev"),
		[`pulumi-resource-aiccs-v${version}.cdx.json`]: sbomOfPackages(await sbomOfLockfile("nothing"), packages),
	};
	for (const [name, sbom] of Object.entries(sboms))
		writeFileSync(join(folder, name), `${JSON.stringify(sbom, null, 2)}\n`);
	const names = readdirSync(folder).sort();
	const sums = names.map(
		(name) =>
			`${createHash("sha256")
				.update(readFileSync(join(folder, name)))
				.digest("hex")}  ${name}\n`,
	);
	writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
	return [...names, "SHA256SUMS"];
}
