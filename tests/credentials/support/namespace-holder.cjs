// Runs in a network namespace of its own and keeps it open until its standard input ends: forwards connections to the
// places of network.ts to this folder's sockets.
const { execFileSync } = require("node:child_process");
const { connect, createServer } = require("node:net");
const { join } = require("node:path");

const [folder] = process.argv.slice(2);
const listeners = [
	{ host: "100.100.100.200", port: 80, socket: "metadata" },
	{ host: "127.0.0.1", port: 443, socket: "secure" },
	{ host: "127.0.0.1", port: 8080, socket: "keys" },
	{ host: "127.0.0.1", port: 8081, socket: "service" },
];

async function main() {
	execFileSync("ip", ["link", "set", "lo", "up"]);
	execFileSync("ip", ["address", "add", "100.100.100.200/32", "dev", "lo"]);
	execFileSync("mount", ["--bind", join(folder, "hosts"), "/etc/hosts"]);
	for (const { host, port, socket } of listeners) {
		const server = createServer((client) => {
			const upstream = connect(join(folder, socket));
			client.pipe(upstream).pipe(client);
			client.on("error", () => upstream.destroy());
			upstream.on("error", () => client.destroy());
		});
		await new Promise((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
	}
	process.stdout.write("ready\n");
	process.stdin.resume().once("close", () => process.exit());
}

main().catch((error) => {
	process.stderr.write(`${String(error.message).split("\n")[0]}\n`);
	process.exit(1);
});
