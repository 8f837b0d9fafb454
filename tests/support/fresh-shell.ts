import type { Simulator } from "../../simulator";

type Shell = typeof import("../../provider/shells/dynamic");

const path = require.resolve("../../provider/shells/dynamic");

/** The provider as a new process loads it, without memory of other operations. */
export async function freshShell({ url, accessKeyId, accessKeySecret }: Simulator): Promise<Shell> {
	delete require.cache[path];
	const shell: Shell = require(path);
	const keys: Readonly<Record<string, string>> = {
		"aiccs:endpoint": url,
		"aiccs:accessKeyId": accessKeyId,
		"aiccs:accessKeySecret": accessKeySecret,
	};
	const get = (key: string) => keys[key];
	await shell.configure({ config: { get, require: (key) => get(key) ?? "" } });
	return shell;
}
