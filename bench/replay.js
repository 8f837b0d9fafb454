/*
 * Sends the requests that a file lists, with the vendor's client and as many at once as the provider: what the work takes
 * without Pulumi. Requests about one task are sent one after the other. Arguments: the file, the service's address.
 */
const { readFileSync } = require("node:fs");
const { clientOf } = require("./vendor-client");

const concurrency = 10;
const [file, address] = process.argv.slice(2);
const send = clientOf(address);

async function ask(call) {
	const answer = await send(call);
	if (answer !== call.code) throw new Error(`${call.action} returned ${answer} instead of ${call.code}`);
}

async function work(chains) {
	for (let chain = chains.next(); !chain.done; chain = chains.next()) for (const call of chain.value) await ask(call);
}

/** Lists of calls that wait for each other, in the order of their first calls. */
function chainsOf(calls) {
	const chains = new Map();
	for (const [index, call] of calls.entries()) {
		const key = call.parameters.TaskId ?? index;
		chains.set(key, [...(chains.get(key) ?? []), call]);
	}
	return chains.values();
}

const chains = chainsOf(JSON.parse(readFileSync(file, "utf8")));
Promise.all(Array.from({ length: concurrency }, () => work(chains))).catch((error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exitCode = 1;
});
