import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFiles } from "../pulumi/program";
import { dependenciesWith, manifest, programFiles } from "./program";
import { realRun, withStack } from "./real-run";
import { npm } from "./registry";
import type { Group, MatrixContext, Row } from "./row";
import { succeed } from "./succeed";
import { versions } from "./versions";

const javaScript = "name: campaigns\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";

const esm = ["--format=esm", "--out-extension:.js=.mjs"];
// In an ES module, esbuild provides no require() for external packages.
const banner = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** Programs bundled into one file. */
export const bundlers: Group = {
	name: "bundlers",
	head: ["bundler", "options", "beside the bundle"],
	rows: async (context) => [
		bundleRow(context, ["--packages=external"]),
		bundleRow(context, ["--external:@pulumi/pulumi"]),
		bundleRow(context, ["--external:@pulumi/pulumi", "--minify"]),
		bundleRow(context, ["--packages=external", ...esm], "mjs"),
		bundleRow(context, ["--external:@pulumi/pulumi", ...esm, `--banner:js=${banner}`], "mjs"),
		withoutPackage(context),
	],
};

function bundleRow(context: MatrixContext, options: readonly string[], extension = "js"): Row {
	return {
		cells: [`esbuild ${versions.esbuild}`, shown(options), "node_modules with pulumi-aiccs and @pulumi/pulumi"],
		run: async (folder) => realRun(await bundled(context, folder, options, extension)),
	};
}

/** The provider line in the state requires the package by its name, so a bundle alone is not enough. */
function withoutPackage(context: MatrixContext): Row {
	return {
		cells: [
			`esbuild ${versions.esbuild}`,
			shown(["--external:@pulumi/pulumi"]),
			"node_modules with @pulumi/pulumi only",
		],
		run: async (folder) => {
			const run = await bundled(context, folder, ["--external:@pulumi/pulumi"], "js");
			const installed = join(folder, "elsewhere");
			writeFiles(installed, {
				"package.json": manifest({ name: "elsewhere", dependencies: dependenciesWith(context.tarball) }),
			});
			await npm(["install", "--no-audit", "--no-fund"], installed);
			rmSync(join(run.program, "node_modules", "pulumi-aiccs"), { recursive: true });
			return withStack({ ...run, installed }, async ({ pulumi, expectTasks }) => {
				const error = await pulumi("preview", "--non-interactive", "--color", "never").then(
					() => undefined,
					(reason: unknown) => String(reason),
				);
				if (error === undefined) throw new Error("The preview succeeds without the package.");
				if (!error.includes("pulumi-aiccs")) throw new Error(`The preview does not name the package:\n${error}`);
				await expectTasks([]);
				return "the preview fails and names the package";
			});
		},
	};
}

async function bundled({ tarball }: MatrixContext, folder: string, options: readonly string[], extension: string) {
	const program = join(folder, "program");
	const main = `dist/index.${extension}`;
	const dependencies = dependenciesWith(tarball, { esbuild: versions.esbuild });
	writeFiles(program, {
		...programFiles(tarball),
		"Pulumi.yaml": javaScript,
		"package.json": manifest({ name: "campaigns", main, dependencies }),
	});
	await npm(["install", "--no-audit", "--no-fund"], program);
	const esbuild = join(program, "node_modules", "esbuild", "bin", "esbuild");
	const args = ["index.ts", "--bundle", "--platform=node", "--outdir=dist", "--log-level=warning", ...options];
	await succeed(esbuild, args, { cwd: program });
	renameSync(join(program, "index.ts"), join(program, "source.ts"));
	return { program, folder: join(folder, "stack") };
}

function shown(options: readonly string[]): string {
	const quoted = options.map((option) => (option.includes(" ") ? `'${option}'` : option));
	return `\`${["--bundle", "--platform=node", ...quoted].join(" ")}\``;
}
