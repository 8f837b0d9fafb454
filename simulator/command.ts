#!/usr/bin/env node
import { parseArgs } from "node:util";
import { type SimulatorOptions, startSimulator } from "./index";

const USAGE = `aiccs-simulator: a stand-in for Alibaba Cloud's Aiccs AI call tasks (API 2019-10-15)

  --port N                 port to listen at; 0, the default, takes any free one
  --access-key-id ID       the access key it accepts; random unless given
  --access-key-secret S    its secret; random unless given
  --security-token T       a token every request must carry; none unless given
  --seed N                 ids and call results follow from it; 1 unless given
  --host H                 address to listen at; 127.0.0.1 unless given
  --allow-remote           needed for a --host that is not this machine's own: the control door asks for no key
  --help                   this page

Prints one JSON line {"url", "accessKeyId", "accessKeySecret"} when it is ready; SIGTERM or SIGINT stops it.
`;

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

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
		process.stdout.write(USAGE);
		return;
	}
	if (!LOOPBACK.has(values.host) && !values["allow-remote"]) {
		throw new Error(
			`--host ${values.host} would open the unsigned control door to other machines. Add --allow-remote if you mean it.`,
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
		throw new Error(`${option} is ${text}; give a whole number from 0 to ${max}.`);
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
