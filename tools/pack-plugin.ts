import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { packPlugin } from "./plugin/pack-plugin";
import { buildPackage } from "./setup/build-package";
import { runTool, say } from "./setup/terminal";

runTool(async () => {
	const { values } = parseArgs({ options: { out: { type: "string", default: "release" } } });
	await buildPackage(say);
	const { tarballs } = await packPlugin(resolve(values.out));
	say(["Written, with the same content for each system:", ...tarballs.map((file) => `  ${file}`)].join("\n"));
	return 0;
});
