import { delimiter } from "node:path";
import { strayVariables } from "../pulumi/hermetic-stack";

/** Shell commands that set up the folder and the environment of the child processes. */
export function byHand(folder: string, variables: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): string {
	const strays = strayVariables(env).filter((name) => !(name in variables));
	const lines = [
		`cd ${quoted(folder)}`,
		...(strays.length === 0 ? [] : [`unset ${strays.join(" ")}`]),
		...Object.entries(variables)
			.sort()
			.map(([name, value]) => `export ${name}=${name === "PATH" ? path(value, env) : quoted(value)}`),
	];
	return lines.map((line) => `  ${line}`).join("\n");
}

function path(value: string, env: NodeJS.ProcessEnv): string {
	const rest = `${delimiter}${env.PATH}`;
	return value.endsWith(rest) ? `${quoted(value.slice(0, -rest.length))}${delimiter}"$PATH"` : quoted(value);
}

function quoted(text: string): string {
	return /^[\w./:,@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
