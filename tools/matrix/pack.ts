import { join, resolve } from "node:path";
import { z } from "zod";
import { buildPackage } from "../setup/build-package";
import { say } from "../setup/terminal";
import { npm } from "./registry";

const repository = resolve(__dirname, "..", "..");
const Packed = z.tuple([z.object({ filename: z.string() })]);

/** Packs the package as for publishing. Returns the tarball's path. */
export async function pack(folder: string): Promise<string> {
	await buildPackage(say);
	const { stdout } = await npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], repository);
	return join(folder, Packed.parse(JSON.parse(stdout))[0].filename);
}
