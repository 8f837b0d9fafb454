import { buildPackage } from "./setup/build-package";
import { runTool, say } from "./setup/terminal";

runTool(async () => {
	await buildPackage(say);
	return 0;
});
