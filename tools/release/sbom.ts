import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { npm } from "../matrix/registry";

const repository = resolve(__dirname, "..", "..");

const Component = z.looseObject({ "bom-ref": z.string(), name: z.string(), version: z.string() });
const Sbom = z.looseObject({
	bomFormat: z.literal("CycloneDX"),
	serialNumber: z.string().optional(),
	metadata: z.looseObject({ timestamp: z.string().optional(), component: Component }),
	components: z.array(Component),
	dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
export type Sbom = z.output<typeof Sbom>;

const Lock = z.looseObject({ packages: z.record(z.string(), z.looseObject({ link: z.boolean().optional() })) });

/** The packages of the lockfile as npm describes them in CycloneDX; those that only work on this project need are left out if asked. */
export async function sbomOfLockfile(omit: "nothing" | "dev"): Promise<Sbom> {
	const folder = mkdtempSync(join(tmpdir(), "aiccs-sbom-"));
	try {
		const project = join(folder, "pulumi-aiccs");
		mkdirSync(project);
		const { workspaces: _, ...description } = Object(
			JSON.parse(readFileSync(join(repository, "package.json"), "utf8")),
		);
		writeFileSync(join(project, "package.json"), JSON.stringify(description));
		writeFileSync(join(project, "package-lock.json"), JSON.stringify(lockfileWithoutExamples()));
		const args = [
			"sbom",
			"--sbom-format",
			"cyclonedx",
			"--package-lock-only",
			...(omit === "dev" ? ["--omit", "dev"] : []),
		];
		const { stdout } = await npm(args, project);
		return withoutChance(Sbom.parse(JSON.parse(stdout)));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** What is left of an SBOM if only these packages are used. Throws if it lacks one of them. */
export function sbomOfPackages(sbom: Sbom, packages: readonly { name: string; version: string }[]): Sbom {
	const wanted = new Set(packages.map(({ name, version }) => `${name}@${version}`));
	const components = sbom.components.filter(({ name, version }) => wanted.has(`${name}@${version}`));
	const found = new Set(components.map(({ name, version }) => `${name}@${version}`));
	const missing = [...wanted].filter((one) => !found.has(one));
	if (missing.length > 0) throw new Error(`The SBOM lacks ${missing.join(", ")}, which the plugin contains.`);
	const refs = new Set([sbom.metadata.component["bom-ref"], ...components.map((one) => one["bom-ref"])]);
	const dependencies = sbom.dependencies
		.filter(({ ref }) => refs.has(ref))
		.map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => refs.has(ref)) }));
	return { ...sbom, components, dependencies };
}

/** npm cannot name workspaces that have no version. */
function lockfileWithoutExamples(): unknown {
	const { packages, ...rest } = Lock.parse(JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8")));
	const { workspaces: _, ...root } = packages[""] ?? {};
	const others = Object.entries(packages).filter(
		([path, { link }]) => path !== "" && !path.startsWith("examples/") && link !== true,
	);
	return { ...rest, packages: { "": root, ...Object.fromEntries(others) } };
}

/** The same packages give the same bytes. */
function withoutChance({ serialNumber: _, ...sbom }: Sbom): Sbom {
	const { timestamp: __, ...metadata } = sbom.metadata;
	return { ...sbom, metadata };
}
