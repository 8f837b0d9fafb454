import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import type { Files } from "../write-files";

export type Language = "typescript" | "yaml";

/** The files that make a folder a project, without those that it has. */
export function projectFiles(folder: string, language: Language): Files {
	const name =
		basename(folder)
			.replace(/[^\w.-]+/g, "-")
			.replace(/^[^A-Za-z]+|-+$/g, "") || "aiccs";
	return new Map(Object.entries(filesOfProject(name, language)).filter(([file]) => !existsSync(join(folder, file))));
}

/** The files of a project without resources. */
export function filesOfProject(name: string, language: Language): Readonly<Record<string, string>> {
	if (language === "yaml") return { "Pulumi.yaml": project(name, "yaml") };
	return {
		"Pulumi.yaml": project(name, "nodejs"),
		"package.json": json({
			name: name.toLowerCase(),
			private: true,
			main: "index.ts",
			dependencies: { "@pulumi/pulumi": sdkVersions(), "pulumi-aiccs": `^${own().version}` },
		}),
		"tsconfig.json": json({
			compilerOptions: {
				strict: true,
				module: "nodenext",
				moduleResolution: "nodenext",
				target: "es2022",
				skipLibCheck: true,
				noEmit: true,
			},
			files: ["index.ts"],
		}),
	};
}

function project(name: string, runtime: string): string {
	return `name: ${name}\nruntime: ${runtime}\ndescription: AI call tasks of Alibaba Cloud\n`;
}

function json(value: unknown): string {
	return `${JSON.stringify(value, undefined, 2)}\n`;
}

const Package = z.object({ version: z.string(), peerDependencies: z.object({ "@pulumi/pulumi": z.string() }) });

function own() {
	return Package.parse(require("pulumi-aiccs/package.json"));
}

function sdkVersions(): string {
	return own().peerDependencies["@pulumi/pulumi"];
}
