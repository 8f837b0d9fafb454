import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { dependenciesWith, manifest, programFiles, writeFiles } from "./program";
import { realRun, withStack } from "./real-run";
import { npm } from "./registry";
import type { Group, Means, Row } from "./row";
import { succeed } from "./succeed";
import { versions } from "./versions";

const javaScript = "name: campaigns\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";

const esm = ["--format=esm", "--out-extension:.js=.mjs"];
// In an ES module, esbuild has no require() for what stays outside of the bundle.
const banner = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** Programs that a bundler has made one file of. */
export const bundlers: Group = {
	name: "bundlers",
	head: ["bundler", "options", "beside the bundle"],
	rows: async (means) => [
		bundleRow(means, ["--packages=external"]),
		bundleRow(means, ["--external:@pulumi/pulumi"]),
		bundleRow(means, ["--external:@pulumi/pulumi", "--minify"]),
		bundleRow(means, ["--packages=external", ...esm], "mjs"),
		bundleRow(means, ["--external:@pulumi/pulumi", ...esm, `--banner:js=${banner}`], "mjs"),
		withoutPackage(means),
	],
};

function bundleRow(means: Means, options: readonly string[], extension = "js"): Row {
	return {
		cells: [`esbuild ${versions.esbuild}`, shown(options), "node_modules with pulumi-aiccs and @pulumi/pulumi"],
		run: async (folder) => realRun(await bundled(means, folder, options, extension)),
	};
}

/** The line in the state asks for the package by its name: a bundle alone is not enough, and a preview says so. */
function withoutPackage(means: Means): Row {
	return {
		cells: [
			`esbuild ${versions.esbuild}`,
			shown(["--external:@pulumi/pulumi"]),
			"node_modules with @pulumi/pulumi only",
		],
		run: async (folder) => {
			const run = await bundled(means, folder, ["--external:@pulumi/pulumi"], "js");
			const installed = join(folder, "elsewhere");
			writeFiles(installed, {
				"package.json": manifest({ name: "elsewhere", dependencies: dependenciesWith(means.tarball) }),
			});
			await npm(["install", "--no-audit", "--no-fund"], installed);
			rmSync(join(run.program, "node_modules", "pulumi-aiccs"), { recursive: true });
			return withStack({ ...run, installed }, async ({ pulumi, expectTasks }) => {
				const said = await pulumi("preview", "--non-interactive", "--color", "never").then(
					() => undefined,
					(error: unknown) => String(error),
				);
				if (said === undefined) throw new Error("The preview succeeds without the package.");
				if (!said.includes("pulumi-aiccs")) throw new Error(`The preview does not name the package:\n${said}`);
				await expectTasks([]);
				return "refused by the preview, which names the package";
			});
		},
	};
}

async function bundled({ tarball }: Means, folder: string, options: readonly string[], extension: string) {
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
