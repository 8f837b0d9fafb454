import { versions } from "./versions";

export type Files = Readonly<Record<string, string>>;

export const taskName = "from-the-matrix";

export const taskArguments = `{
	taskName: "${taskName}",
	agentId: "118712345678901234",
	virtualNumber: "05710000001",
	startType: "IMMEDIATE",
	callDay: ["MONDAY"],
	callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
}`;

const compilerOptions = {
	target: "es2022",
	module: "nodenext",
	moduleResolution: "nodenext",
	strict: true,
	skipLibCheck: true,
	types: [],
};

/** The dependencies in a program's package.json. */
export function dependenciesWith(tarball: string, others: Readonly<Record<string, string>> = {}) {
	return {
		"@pulumi/pulumi": versions.pulumi,
		"pulumi-aiccs": `file:${tarball}`,
		typescript: versions.typescript,
		...others,
	};
}

export function manifest(fields: Readonly<Record<string, unknown>>): string {
	return JSON.stringify({ version: "0.0.0", private: true, ...fields }, undefined, 2);
}

/** A TypeScript program as in the documentation. */
export function programFiles(tarball: string): Record<string, string> {
	return {
		"Pulumi.yaml": "name: campaigns\nruntime: nodejs\n",
		"package.json": manifest({ name: "campaigns", main: "index.ts", dependencies: dependenciesWith(tarball) }),
		"tsconfig.json": JSON.stringify({ compilerOptions }),
		"index.ts": `import { AiCallTask } from "pulumi-aiccs";\n\nexport const taskId = new AiCallTask("task", ${taskArguments}).taskId;\n`,
	};
}

export function under(folder: string, files: Files): Record<string, string> {
	return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}
