import type { BundledPackage } from "./bundle";

const rule = "=".repeat(80);

/** The text of the file that goes with the bundle: who wrote its parts, under which licences. */
export function thirdPartyLicences(packages: readonly BundledPackage[]): string {
	const parts = packages.map(({ name, version, licence, notices }) => {
		const texts = notices.length > 0 ? notices : ["The package contains no text of its licence."];
		return [rule, `${name} ${version}: ${licence}`, rule, "", texts.join("\n\n"), ""].join("\n");
	});
	return ["plugin.cjs contains code of these packages.", "", ...parts].join("\n");
}
