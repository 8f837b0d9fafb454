import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { z } from "zod";

const repository = resolve(__dirname, "..", "..");
const entry = "dist/provider/shells/plugin/main.js";

/** A package of which the bundle has code. */
export interface BundledPackage {
	readonly name: string;
	readonly version: string;
	/** As its package.json says: an SPDX expression. */
	readonly licence: string;
	/** The texts of its licence and notices, which a copy must keep. */
	readonly notices: readonly string[];
}

export interface Bundle {
	readonly code: string;
	/** By name. */
	readonly packages: readonly BundledPackage[];
}

const Package = z.object({ name: z.string(), version: z.string(), license: z.string() });

/** The plugin, compiled in dist/, and all that it requires in one file. It reads `schema.json` beside it. */
export async function bundlePlugin(): Promise<Bundle> {
	const { outputFiles, metafile, warnings } = await build({
		absWorkingDir: repository,
		entryPoints: [entry],
		bundle: true,
		platform: "node",
		target: "node20.19",
		format: "cjs",
		// Names stay, so that stack traces can be read.
		minifyWhitespace: true,
		minifySyntax: true,
		legalComments: "none",
		metafile: true,
		write: false,
		outfile: "plugin.cjs",
		logLevel: "silent",
	});
	// The client resolves `debug` where packages cannot: in the bundle there is no such place.
	const unexpected = warnings.filter(({ text }) => !text.startsWith('"debug" should be marked as external'));
	if (unexpected.length > 0) throw new Error(unexpected.map(({ text }) => text).join("\n"));
	const folders = Object.values(metafile.outputs).flatMap(({ inputs }) =>
		Object.keys(inputs).flatMap((file) => /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
	);
	return {
		code: outputFiles.map(({ text }) => text).join(""),
		packages: [...new Set(folders)].map(packageIn).sort((one, other) => (one.name < other.name ? -1 : 1)),
	};
}

function packageIn(path: string): BundledPackage {
	const folder = join(repository, path);
	const { name, version, license } = Package.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
	const read = (file: string) => readFileSync(join(folder, file), "utf8").trim();
	const files = readdirSync(folder).sort();
	const notices = files.filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).map(read);
	const readMe = files.filter((file) => /^readme/i.test(file)).map(read);
	return { name, version, licence: license, notices: notices.length > 0 ? notices : readMe.flatMap(licenceSection) };
}

/** Some packages have the text of their licence under the last heading of their README. */
function licenceSection(readMe: string): string[] {
	const section = /^(?:#+ *licen[cs]e|licen[cs]e\n-+)[\s\S]*/im.exec(readMe)?.[0];
	return section === undefined ? [] : [section.trim()];
}
