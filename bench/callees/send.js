/*
 * Sends the requests that a file lists with the vendor's client, so many at once, and prints the seconds from the first
 * request to the last answer: what the work takes without Pulumi and without a start. Arguments: the file, the service's
 * address, how many at once.
 */
const { readFileSync } = require("node:fs");
const { clientOf } = require("../vendor-client");

const [file, address, concurrency] = process.argv.slice(2);
const send = clientOf(address);

async function ask(request) {
	const answer = await send(request);
	if (answer !== "OK") throw new Error(`${request.action} returned ${answer}`);
}

async function work(requests) {
	for (let next = requests.next(); !next.done; next = requests.next()) await ask(next.value);
}

async function main() {
	const requests = JSON.parse(readFileSync(file, "utf8")).values();
	const start = performance.now();
	await Promise.all(Array.from({ length: Number(concurrency) }, () => work(requests)));
	process.stdout.write(String((performance.now() - start) / 1000));
}

main().catch((error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exitCode = 1;
});
