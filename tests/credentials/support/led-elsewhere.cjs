// Leads connections to the fixed places of network.ts to this folder's sockets, in a process that has no network
// namespace of its own. Names, certificates and all of HTTP stay what they are.
const { Socket } = require("node:net");
const { join } = require("node:path");

const folder = process.env.AICCS_TEST_SOCKETS;
const sockets = {
	"100.100.100.200:80": "metadata",
	"sts.aliyuncs.com:443": "secure",
	"oauth.aliyun.com:443": "secure",
	"127.0.0.1:443": "secure",
	"127.0.0.1:8080": "office",
	"127.0.0.1:8081": "service",
};
const connectAsEver = Socket.prototype.connect;

Socket.prototype.connect = function connect(...args) {
	const [first] = args;
	const [options] = Array.isArray(first) ? first : args;
	const socket = sockets[`${options?.host}:${options?.port}`];
	if (socket === undefined) return connectAsEver.apply(this, args);
	const { host, port, ...others } = options;
	const listener = args.find((one) => typeof one === "function");
	return connectAsEver.call(this, { ...others, path: join(folder, socket) }, listener);
};
