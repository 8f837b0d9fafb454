// Redirects connections to the fixed places of network.ts to ports of this machine, in a process without a network
// namespace of its own. Names, certificates and HTTP stay as they are.
const { Socket } = require("node:net");

const ports = JSON.parse(process.env.AICCS_TEST_PORTS);
const redirected = {
	"100.100.100.200:80": ports.metadata,
	"sts.aliyuncs.com:443": ports.secure,
	"oauth.aliyun.com:443": ports.secure,
	"127.0.0.1:443": ports.secure,
	"127.0.0.1:8080": ports.keys,
	"127.0.0.1:8081": ports.service,
};
const original = Socket.prototype.connect;

Socket.prototype.connect = function connect(...args) {
	const [first] = args;
	const [options] = Array.isArray(first) ? first : args;
	const port = redirected[`${options?.host}:${options?.port}`];
	if (port !== undefined) Object.assign(options, { host: "127.0.0.1", port });
	return original.apply(this, args);
};
