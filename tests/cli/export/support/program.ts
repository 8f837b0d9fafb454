import vm from "node:vm";
import ts from "typescript";
import type { Values } from "../../../support/engine";

/** The resources that a program declares, by name: its files are compiled and run with a class that only records. */
export function declaredBy(files: ReadonlyMap<string, string>): Map<string, Values> {
	const declared = new Map<string, Values>();
	class AiCallTask {
		constructor(name: string, args: Values) {
			if (declared.has(name)) throw new Error(`The program declares "${name}" twice.`);
			declared.set(name, args);
		}
	}
	const run = (name: string): unknown => {
		const { outputText } = ts.transpileModule(files.get(name) ?? "", {
			compilerOptions: { module: ts.ModuleKind.CommonJS },
		});
		const exports = {};
		const require = (path: string) => (path === "pulumi-aiccs" ? { AiCallTask } : run(`${path.replace("./", "")}.ts`));
		vm.runInNewContext(outputText, { exports, require });
		return exports;
	};
	run("index.ts");
	// Values of another realm have other prototypes.
	return new Map([...declared].map(([name, args]) => [name, JSON.parse(JSON.stringify(args))]));
}
