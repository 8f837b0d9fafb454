import { join } from "node:path";
import { writeFiles } from "../pulumi/program";
import { fetchPackageManagers, type PackageManager } from "./package-managers";
import { type Files, manifest, programFiles, under } from "./program";
import { realRun } from "./real-run";
import type { Group, Row } from "./row";

interface Layout {
	readonly manager: PackageManager;
	readonly layout: string;
	readonly files: Files;
	readonly args?: readonly string[];
	/** The program's folder, when it is not the project's. */
	readonly member?: string;
	readonly isPnp?: boolean;
}

const member = "packages/campaigns";
const quietNpm = ["--no-audit", "--no-fund"];

/** The program on the real CLI, installed by each package manager in each of its layouts. */
export const layouts: Group = {
	name: "layouts",
	head: ["package manager", "layout"],
	rows: async ({ folder, tarball }) => {
		const { npm, pnpm, pnpm10, yarn, yarnClassic } = await fetchPackageManagers(join(folder, "package-managers"));
		const single = programFiles(tarball);
		const inside = under(member, single);
		const workspaces = { ...inside, "package.json": manifest({ name: "root", workspaces: ["packages/*"] }) };
		// A dependency of Pulumi has an install script that is not needed; pnpm requires a decision.
		const settings = (text: string) => ({ "pnpm-workspace.yaml": `allowBuilds:\n  protobufjs: false\n${text}\n` });
		const yarnrc = (linker: string, ...lines: string[]) => ({
			".yarnrc.yml": [`nodeLinker: ${linker}`, ...lines, ""].join("\n"),
		});
		const extension = [
			"packageExtensions:",
			'  "@pulumi/pulumi@*":',
			"    peerDependencies:",
			'      pulumi-aiccs: "*"',
		];
		const pnpmLayouts = (manager: PackageManager): Layout[] => [
			{ manager, layout: "default", files: { ...single, ...settings("") } },
			{ manager, layout: "hoist: false", files: { ...single, ...settings("hoist: false") } },
			{
				manager,
				layout: "enableGlobalVirtualStore: true",
				files: { ...single, ...settings("enableGlobalVirtualStore: true") },
			},
			{
				manager,
				layout: "workspace, hoist: false",
				files: {
					...inside,
					"package.json": manifest({ name: "root" }),
					...settings('packages: ["packages/*"]\nhoist: false'),
				},
				member,
			},
		];
		const all: Layout[] = [
			{ manager: npm, layout: "default", files: single, args: quietNpm },
			{ manager: npm, layout: "workspaces", files: workspaces, args: quietNpm, member },
			{
				manager: npm,
				layout: "--install-strategy=linked",
				files: single,
				args: [...quietNpm, "--install-strategy=linked"],
			},
			...pnpmLayouts(pnpm),
			...pnpmLayouts(pnpm10),
			{ manager: yarn, layout: "PnP", files: { ...single, ...yarnrc("pnp") }, isPnp: true },
			{
				manager: yarn,
				layout: "PnP, pnpFallbackMode: none, packageExtensions",
				files: { ...single, ...yarnrc("pnp", "pnpFallbackMode: none", ...extension) },
				isPnp: true,
			},
			{
				manager: yarn,
				layout: "PnP, workspaces, packageExtensions",
				files: { ...workspaces, ...yarnrc("pnp", ...extension) },
				member,
				isPnp: true,
			},
			{ manager: yarn, layout: "nodeLinker: pnpm", files: { ...single, ...yarnrc("pnpm") } },
			{
				manager: yarn,
				layout: "nodeLinker: node-modules, workspaces",
				files: { ...workspaces, ...yarnrc("node-modules") },
				member,
			},
			{ manager: yarnClassic, layout: "default", files: single },
			{ manager: yarnClassic, layout: "workspaces", files: workspaces, member },
		];
		return all.map(rowOf);
	},
};

function rowOf(layout: Layout): Row {
	const { manager } = layout;
	return {
		cells: [`${manager.name} ${manager.version}`, layout.layout],
		run: async (folder) => {
			const project = join(folder, "project");
			// Yarn treats a folder as its own project only when it has a lockfile.
			writeFiles(project, manager.name === "Yarn" ? { "yarn.lock": "", ...layout.files } : layout.files);
			await manager.install(project, ...(layout.args ?? []));
			const env = layout.isPnp ? { NODE_OPTIONS: `--require ${join(project, ".pnp.cjs")}` } : {};
			return realRun({ program: join(project, layout.member ?? "."), folder: join(folder, "stack"), env });
		},
	};
}
