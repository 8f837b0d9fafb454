import { Command, InvalidArgumentError, Option } from "commander";
import type { SimulatorOptions } from "./index";

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

interface Options extends SimulatorOptions {
	readonly host: string;
	readonly allowRemote?: true;
}

/** The command that starts a simulator and prints where it listens. */
export function simulatorCommand(name: string): Command {
	return new Command(name)
		.summary("simulate the service on this machine; no one is called")
		.description("Simulates the AI call tasks of Alibaba Cloud's Aiccs (API 2019-10-15) on this machine.")
		.addOption(
			new Option("--port <n>", "port to listen on; 0 picks a free one").argParser(wholeNumber(65_535)).default(0),
		)
		.option("--access-key-id <id>", "access key id to accept (default: random)")
		.option("--access-key-secret <secret>", "its secret (default: random)")
		.option("--security-token <token>", "token that every request must carry (default: none)")
		.addOption(
			new Option("--seed <n>", "determines ids and call results")
				.argParser(wholeNumber(Number.MAX_SAFE_INTEGER))
				.default(1),
		)
		.option("--host <host>", "address to listen on", "127.0.0.1")
		.option("--allow-remote", "required for any --host but loopback: the control API needs no key")
		.addHelpText(
			"after",
			'\nPrints one JSON line {"url", "accessKeyId", "accessKeySecret"} when ready. SIGTERM or SIGINT stops it.',
		)
		.action(simulate);
}

async function simulate({ allowRemote, ...options }: Options, command: Command): Promise<void> {
	if (!loopback.has(options.host) && allowRemote !== true) {
		command.error(
			`error: --host ${options.host} exposes the control API, which needs no key, to other machines. Add --allow-remote to allow it.`,
		);
	}
	// Loaded late: other commands do not need it.
	const { startSimulator }: typeof import("./index") = require("./index");
	const simulator = await startSimulator(options);
	for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void simulator.stop());
	const { url, accessKeyId, accessKeySecret } = simulator;
	process.stdout.write(`${JSON.stringify({ url, accessKeyId, accessKeySecret })}\n`);
}

function wholeNumber(max: number) {
	return (text: string): number => {
		const number = Number(text);
		if (/^\d+$/.test(text) && number <= max) return number;
		throw new InvalidArgumentError(`It must be a whole number from 0 to ${max}.`);
	};
}
