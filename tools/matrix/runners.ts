import { writeFiles } from "../pulumi/program";
import { dependenciesWith, type Files, manifest, programFiles, taskArguments, taskName } from "./program";
import { npm } from "./registry";
import type { Group, Row } from "./row";
import { succeed } from "./succeed";
import { versions } from "./versions";

interface Runner {
	readonly name: keyof typeof versions;
	readonly dependencies: Readonly<Record<string, string>>;
	readonly imports: string;
	readonly equal: string;
	readonly testFile: string;
	readonly modules: Readonly<Record<string, string>>;
	readonly files: Files;
	readonly command: readonly string[];
}

const compilerOptions = { target: "es2022", strict: true, skipLibCheck: true, isolatedModules: true };

/** The arguments of `setMocks` after the mocks. Most programs pass none; the fifth is the organization. */
const argumentLists = {
	"setMocks(mocks)": "",
	"setMocks(mocks, project, stack, preview)": ', "campaigns", "dev", isPreview',
	"setMocks(mocks, project, stack, preview, organization)": ', "campaigns", "dev", isPreview, "my-organization"',
};

const runnersOf: readonly Runner[] = [
	{
		name: "mocha",
		dependencies: { mocha: versions.mocha, tsx: versions.tsx, "@types/mocha": versions.mochaTypes },
		imports: 'import assert from "node:assert/strict";',
		equal: "assert.equal",
		testFile: "index.test.ts",
		modules: { module: "nodenext", moduleResolution: "nodenext" },
		files: {},
		command: ["node_modules/mocha/bin/mocha.js", "--import=tsx", "--timeout=30000", "index.test.ts"],
	},
	{
		name: "jest",
		dependencies: { jest: versions.jest, "ts-jest": versions.tsJest, "@types/jest": versions.jestTypes },
		imports: "const equal = (actual: unknown, expected: unknown) => expect(actual).toBe(expected);",
		equal: "equal",
		testFile: "index.test.ts",
		// Jest runs no import() without a switch.
		modules: { module: "commonjs", moduleResolution: "bundler" },
		files: {
			"jest.config.js": 'module.exports = { preset: "ts-jest", testEnvironment: "node", testTimeout: 30000 };\n',
		},
		command: ["node_modules/jest/bin/jest.js"],
	},
	{
		name: "vitest",
		dependencies: { vitest: versions.vitest },
		imports:
			'import { describe, expect, it } from "vitest";\nconst equal = (actual: unknown, expected: unknown) => expect(actual).toBe(expected);',
		equal: "equal",
		testFile: "index.test.mts",
		modules: { module: "nodenext", moduleResolution: "nodenext" },
		files: {},
		command: ["node_modules/vitest/vitest.mjs", "run", "--testTimeout=30000"],
	},
];

/** Unit tests with Pulumi's mocks, as in its documentation. */
export const runners: Group = {
	name: "runners",
	head: ["test runner", "mocks"],
	rows: async ({ tarball }) =>
		runnersOf.flatMap((runner) =>
			Object.entries(argumentLists).flatMap(([title, list]) =>
				[false, true].flatMap((isPreview) =>
					isPreview && list === "" ? [] : [rowOf(runner, tarball, title, list, isPreview)],
				),
			),
		),
};

function rowOf(runner: Runner, tarball: string, title: string, list: string, isPreview: boolean): Row {
	return {
		cells: [`${runner.name} ${versions[runner.name]}`, `\`${title}\`${isPreview ? ", a preview" : ""}`],
		run: async (folder) => {
			writeFiles(folder, {
				...programFiles(tarball),
				"package.json": manifest({
					name: "campaigns",
					dependencies: dependenciesWith(tarball, { ...runner.dependencies, "@types/node": versions.nodeTypes }),
				}),
				"tsconfig.json": JSON.stringify({ compilerOptions: { ...compilerOptions, ...runner.modules } }),
				"campaigns.ts": `import { AiCallTask } from "pulumi-aiccs";\n\nexport const task = new AiCallTask("task", ${taskArguments});\n`,
				...runner.files,
				[runner.testFile]: testOf(runner, list, isPreview),
			});
			await npm(["install", "--no-audit", "--no-fund"], folder);
			await succeed(process.execPath, runner.command, { cwd: folder, timeoutSeconds: 120 });
			return "passes";
		},
	};
}

function testOf({ imports, equal, testFile }: Runner, list: string, isPreview: boolean): string {
	const isModule = testFile.endsWith(".mts");
	return `import * as pulumi from "@pulumi/pulumi";
${imports}

const isPreview = ${isPreview};
void isPreview;
pulumi.runtime.setMocks({
	newResource: (args) => ({ id: \`\${args.name}-id\`, state: { ...args.inputs, status: "INIT" } }),
	call: (args) => args.inputs,
}${list});

const value = <T>(output: pulumi.Output<T>) => new Promise<T>((resolve) => { output.apply(resolve); });

describe("the campaign", () => {
	it("is declared", async () => {
		const { task } = await import("./campaigns${isModule ? ".js" : ""}");

		${equal}(await value(task.taskId), "task-id");
		${equal}(await value(task.taskName), "${taskName}");
		${equal}(await value(task.status), "INIT");
		${equal}(await value(task.callTime.apply((windows) => windows[0]?.startTime)), "09:00:00");
		${equal}(await value(task.taskCps), undefined);
	});
});
`;
}
