#!/usr/bin/env node
import { simulatorCommand } from "./command";

simulatorCommand("aiccs-simulator")
	.showHelpAfterError("See aiccs-simulator --help.")
	.parseAsync()
	.catch((error: unknown) => {
		process.stderr.write(`aiccs-simulator: ${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	});
