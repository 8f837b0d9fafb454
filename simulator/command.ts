#!/usr/bin/env node
import { parseArgs } from "node:util";
import { type SimulatorOptions, startSimulator } from "./index";

const usage = `aiccs-simulator: simulates the AI call tasks of Alibaba Cloud's Aiccs (API 2019-10-15)

  --port N                 port to listen on; 0, the default, picks a free one
  --access-key-id ID       access key ID to accept; random by default
  --access-key-secret S    its secret; random by default
  --security-token T       token that every request must carry; none by default
  --seed N                 determines ids and call results; 1 by default
  --host H                 address to listen on; 127.0.0.1 by default
  --allow-remote           required for any --host but loopback: the control API needs no key
  --help                   print this help

Prints one JSON line {"url", "accessKeyId", "accessKeySecret"} when ready. SIGTERM or SIGINT stops it.
`;

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: "string", default: "0" },
			"access-key-id": { type: "string" },
			"access-key-secret": { type: "string" },
			"security-token": { type: "string" },
			seed: { type: "string", default: "1" },
			host: { type: "string", default: "127.0.0.1" },
			"allow-remote": { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
	});
	if (values.help) {
		process.stdout.write(usage);
		return;
	}
	if (!loopback.has(values.host) && !values["allow-remote"]) {
		throw new Error(
			`--host ${values.host} exposes the control API, which needs no key, to other machines. Add --allow-remote to allow it.`,
		);
	}
	const simulator = await startSimulator({
		port: wholeNumber("--port", values.port, 65_535),
		host: values.host,
		seed: wholeNumber("--seed", values.seed, Number.MAX_SAFE_INTEGER),
		...given("accessKeyId", values["access-key-id"]),
		...given("accessKeySecret", values["access-key-secret"]),
		...given("securityToken", values["security-token"]),
	});
	for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void simulator.stop());
	const { url, accessKeyId, accessKeySecret } = simulator;
	process.stdout.write(`${JSON.stringify({ url, accessKeyId, accessKeySecret })}\n`);
}

function wholeNumber(option: string, text: string, max: number): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number > max) {
		throw new Error(`${option} is ${text}; it must be a whole number from 0 to ${max}.`);
	}
	return number;
}

function given<Name extends keyof SimulatorOptions>(name: Name, value: string | undefined) {
	return value === undefined ? {} : { [name]: value };
}

main().catch((error: unknown) => {
	process.stderr.write(
		`aiccs-simulator: ${error instanceof Error ? error.message : String(error)}\nSee aiccs-simulator --help.\n`,
	);
	process.exitCode = 1;
});
