import { buildPackage } from "./setup/build-package";

buildPackage((line) => process.stdout.write(`${line}\n`)).catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
