// Leads connections to the fixed places of network.ts to ports of this machine, in a process that has no network
// namespace of its own. Names, certificates and all of HTTP stay what they are.
const { Socket } = require("node:net");

const ports = JSON.parse(process.env.AICCS_TEST_PORTS);
const led = {
	"100.100.100.200:80": ports.metadata,
	"sts.aliyuncs.com:443": ports.secure,
	"oauth.aliyun.com:443": ports.secure,
	"127.0.0.1:443": ports.secure,
	"127.0.0.1:8080": ports.office,
	"127.0.0.1:8081": ports.service,
};
const connectAsEver = Socket.prototype.connect;

Socket.prototype.connect = function connect(...args) {
	const [first] = args;
	const [options] = Array.isArray(first) ? first : args;
	const port = led[`${options?.host}:${options?.port}`];
	if (port !== undefined) Object.assign(options, { host: "127.0.0.1", port });
	return connectAsEver.apply(this, args);
};
