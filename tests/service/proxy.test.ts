import assert from "node:assert/strict";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { proxyFor } from "../../provider/service/network/proxy";
import { type Simulator, startSimulator } from "../../simulator";
import {
	certificateFile,
	listen,
	type ProxyServer,
	type Running,
	startProxy,
	startSocksProxy,
	tlsInFrontOf,
} from "../support/servers";
import { ClientProcess } from "./support/client-process";

const service = { isSecure: true, host: "aiccs.aliyuncs.com", port: 443 };
const http = { isSecure: false, host: "credentials.example.com", port: 80 };

describe("the proxy for a request", () => {
	for (const variable of ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"]) {
		it(`to an https server is named by ${variable}`, () => {
			const proxy = proxyFor(service, { [variable]: "http://proxy.example.com:3128" });

			assert.equal(proxy?.url.host, "proxy.example.com:3128");
			assert.equal(proxy?.variable, variable);
		});
	}

	it("to an https server comes from HTTPS_PROXY, then ALL_PROXY, then HTTP_PROXY", () => {
		const all = { http_proxy: "http://a", ALL_PROXY: "http://b", HTTPS_PROXY: "http://c" };

		assert.equal(proxyFor(service, all)?.url.host, "c");
		assert.equal(proxyFor(service, { ...all, HTTPS_PROXY: "" })?.url.host, "b");
		assert.equal(proxyFor(service, { ...all, HTTPS_PROXY: "", ALL_PROXY: " " })?.url.host, "a");
		assert.equal(proxyFor(service, { ...all, https_proxy: "http://small" })?.url.host, "small");
	});

	it("to an http server comes from HTTP_PROXY, then ALL_PROXY, never from HTTPS_PROXY", () => {
		const all = { HTTP_PROXY: "http://a", ALL_PROXY: "http://b", HTTPS_PROXY: "http://c" };

		assert.equal(proxyFor(http, all)?.url.host, "a");
		assert.equal(proxyFor(http, { ...all, HTTP_PROXY: "" })?.url.host, "b");
		assert.equal(proxyFor(http, { HTTPS_PROXY: "http://c" }), undefined);
	});

	it("is an http proxy when its address has no scheme", () => {
		assert.equal(
			proxyFor(service, { HTTPS_PROXY: "proxy.example.com:3128" })?.url.href,
			"http://proxy.example.com:3128/",
		);
		assert.equal(proxyFor(service, { HTTPS_PROXY: "me:word@10.0.0.1:3128" })?.url.password, "word");
	});

	for (const host of [
		"localhost",
		"a.localhost",
		"127.0.0.1",
		"127.8.9.10",
		"::1",
		"[::1]",
		"::ffff:127.0.0.1",
		"169.254.1.1",
		"100.100.100.200",
	]) {
		it(`is none for ${host}`, () => {
			const env = { HTTPS_PROXY: "http://p", HTTP_PROXY: "http://p" };

			assert.equal(proxyFor({ ...service, host }, env), undefined);
			assert.equal(proxyFor({ ...http, host }, env), undefined);
		});
	}

	const exempt: readonly (readonly [noProxy: string, host: string, isExempt: boolean])[] = [
		["aiccs.aliyuncs.com", "aiccs.aliyuncs.com", true],
		["AICCS.Aliyuncs.com", "aiccs.aliyuncs.com", true],
		["aliyuncs.com", "aiccs.aliyuncs.com", true],
		[".aliyuncs.com", "aiccs.aliyuncs.com", true],
		["*.aliyuncs.com", "aiccs.aliyuncs.com", true],
		["*", "aiccs.aliyuncs.com", true],
		["other.example.com, .aliyuncs.com", "aiccs.aliyuncs.com", true],
		["other.example.com .aliyuncs.com", "aiccs.aliyuncs.com", true],
		["aiccs.aliyuncs.com:443", "aiccs.aliyuncs.com", true],
		["aiccs.aliyuncs.com:8443", "aiccs.aliyuncs.com", false],
		[".aliyuncs.com:443", "aiccs.aliyuncs.com", true],
		["yuncs.com", "aiccs.aliyuncs.com", false],
		["aiccs.aliyuncs.com.cn", "aiccs.aliyuncs.com", false],
		["", "aiccs.aliyuncs.com", false],
		[",,", "aiccs.aliyuncs.com", false],
		[".", "aiccs.aliyuncs.com", false],
		["10.1.2.3", "10.1.2.3", true],
		["10.0.0.0/8", "10.1.2.3", true],
		["10.0.0.0/16", "10.1.2.3", false],
		["10.0.0.0/99", "10.1.2.3", false],
		["2.3", "10.1.2.3", false],
		["fd00::1", "[fd00::1]", true],
		["[fd00::1]:443", "fd00::1", true],
		["fd00::/8", "fd00::1", true],
	];
	for (const [noProxy, host, isExempt] of exempt) {
		it(`is ${isExempt ? "none" : "used"} for ${host} when NO_PROXY is "${noProxy}"`, () => {
			for (const variable of ["NO_PROXY", "no_proxy"]) {
				const proxy = proxyFor({ ...service, host }, { HTTPS_PROXY: "http://p", [variable]: noProxy });

				assert.equal(proxy === undefined, isExempt, variable);
			}
		});
	}

	for (const value of [
		"http://user:se#cret@proxy.example.com:3128",
		"http://user:12/secret@proxy.example.com:3128",
		"http://user:50%secret@proxy.example.com:3128",
		"http://",
		"ftp://secret.example.com",
		"http://proxy.example.com:3128/secret",
		"none secret",
	]) {
		it(`is an error that names the variable and not its value ${value}`, () => {
			assert.throws(
				() => proxyFor(service, { https_proxy: value }),
				(error: Error) => {
					assert.match(error.message, /^https_proxy is not a proxy address\. Use http:\/\/host:port or /);
					assert.doesNotMatch(error.message, /secret/);
					return true;
				},
			);
		});
	}
});

describe("a request through a proxy", () => {
	let simulator: Simulator;
	let front: Running;
	let proxy: ProxyServer;
	let trusting: ClientProcess;
	let configuration: Record<string, string>;

	before(async () => {
		simulator = await startSimulator();
		front = await tlsInFrontOf(Number(new URL(simulator.url).port));
		proxy = await startProxy({ hosts: {} });
		trusting = new ClientProcess({ NODE_EXTRA_CA_CERTS: certificateFile });
		configuration = {
			"aiccs:endpoint": "aiccs.test",
			"aiccs:accessKeyId": simulator.accessKeyId,
			"aiccs:accessKeySecret": simulator.accessKeySecret,
			"aiccs:requestTimeoutSeconds": "2",
		};
	});
	beforeEach(() => {
		proxy.log.length = 0;
		proxy.order = { hosts: { "aiccs.test:443": front.port } };
	});
	after(async () => {
		trusting.stop();
		proxy.close();
		front.close();
		await simulator.stop();
	});

	const through = (login = "") => `http://${login}127.0.0.1:${proxy.port}`;
	const actions = () => simulator.actions().length;

	for (const variable of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]) {
		it(`reaches the service by CONNECT when ${variable} is set`, async () => {
			const before = actions();

			const answer = await trusting.send({ env: { [variable]: through() }, configuration });

			assert.equal(answer.message, undefined);
			assert.deepEqual(proxy.log, ["CONNECT aiccs.test:443"]);
			assert.equal(actions(), before + 1);
		});
	}

	it("logs in with the user and password of the variable, percent-encoded or not", async () => {
		proxy.order = { ...proxy.order, login: "me:p@ss:word" };

		const answer = await trusting.send({ env: { HTTPS_PROXY: through("me:p%40ss%3Aword@") }, configuration });

		assert.equal(answer.message, undefined);
		assert.deepEqual(proxy.log, ["CONNECT aiccs.test:443"]);
	});

	it("uses one connection for many queries", async () => {
		await trusting.send({ env: { HTTPS_PROXY: through("many@") }, configuration, times: 5 });

		assert.deepEqual(proxy.log, ["CONNECT aiccs.test:443"]);
	});

	it("connects directly when NO_PROXY names the host", async () => {
		for (const NO_PROXY of ["aiccs.test", ".test", "*", "aiccs.test:443"]) {
			const env = { HTTPS_PROXY: through(), NO_PROXY };
			const { message } = await trusting.send({ env, configuration: { ...configuration, "aiccs:retrySeconds": "0" } });

			// Only the proxy can resolve this name.
			assert.match(message ?? "", /(ENOTFOUND|EAI_AGAIN)\. Could not resolve the service's host name\./);
		}
		assert.deepEqual(proxy.log, []);
	});

	it("connects directly when the service is on this machine", async () => {
		const before = actions();
		const env = { HTTPS_PROXY: through(), HTTP_PROXY: through(), ALL_PROXY: through() };
		const own = { ...configuration, "aiccs:endpoint": simulator.url };

		assert.equal((await trusting.send({ env, configuration: own })).message, undefined);
		assert.deepEqual(proxy.log, []);
		assert.equal(actions(), before + 1);
	});

	it("works with a proxy that speaks TLS", async () => {
		const secure = await tlsInFrontOf(proxy.port);

		const env = { HTTPS_PROXY: `https://localhost:${secure.port}` };
		const answer = await trusting.send({ env, configuration });

		secure.close();
		assert.equal(answer.message, undefined);
		assert.deepEqual(proxy.log, ["CONNECT aiccs.test:443"]);
	});

	for (const scheme of ["socks5", "socks5h", "socks"]) {
		it(`works with a ${scheme} proxy, which resolves the host name`, async () => {
			const socks = await startSocksProxy({ "aiccs.test:443": front.port });

			const answer = await trusting.send({ env: { ALL_PROXY: `${scheme}://127.0.0.1:${socks.port}` }, configuration });

			socks.close();
			assert.equal(answer.message, undefined);
			assert.deepEqual(socks.log, ["SOCKS aiccs.test:443"]);
		});
	}

	/** The error of a start, which must not be sent twice. Asserts that the service received nothing. */
	async function refusal(env: Record<string, string>) {
		const before = actions();
		const { message = "", outcome, milliseconds } = await trusting.send({ env, configuration, operation: "start" });
		assert.equal(actions(), before);
		assert.doesNotMatch(message, /secret|aWord/);
		return { message, outcome, milliseconds };
	}

	it("fails at once, showing neither, when the proxy refuses the user and password", async () => {
		proxy.order = { ...proxy.order, login: "me:other" };

		const { message, outcome, milliseconds } = await refusal({ HTTPS_PROXY: through("secret:aWord@") });

		assert.match(
			message,
			/^StartAiCallTask failed: ProxyAuthentication\. The proxy named by HTTPS_PROXY refused its user and password \(HTTP 407\)\. Nothing was sent to the service\. Set HTTPS_PROXY to http:\/\/user:password@host:port/,
		);
		assert.equal(outcome, "unreachable");
		assert.ok(milliseconds < 2000, `${milliseconds} ms`);
		assert.equal(proxy.log.length, 1);
	});

	it("reports that the proxy requires a user and a password", async () => {
		proxy.order = { ...proxy.order, login: "me:other" };

		const { message } = await refusal({ https_proxy: through() });

		assert.match(message, /The proxy named by https_proxy requires a user and a password \(HTTP 407\)\./);
	});

	it("fails at once when the proxy does not allow the host", async () => {
		proxy.order = { ...proxy.order, status: 403 };

		const { message, milliseconds } = await refusal({ HTTPS_PROXY: through("me:secret@") });

		assert.match(
			message,
			/ProxyRefused\. The proxy named by HTTPS_PROXY answered HTTP 403 to CONNECT aiccs\.test:443\. Nothing was sent to the service\. Ask the proxy's administrator to allow that host, or add it to NO_PROXY/,
		);
		assert.ok(milliseconds < 2000, `${milliseconds} ms`);
	});

	it("is retried, then reports the proxy's answer, when the proxy cannot reach the host", async () => {
		proxy.order = { hosts: {} };
		const quick = { ...configuration, "aiccs:retrySeconds": "1" };

		const { message, outcome } = await trusting.send({
			env: { HTTPS_PROXY: through() },
			configuration: quick,
			operation: "start",
		});

		assert.match(
			message ?? "",
			/ProxyRefused\. The proxy named by HTTPS_PROXY answered HTTP 502 to CONNECT aiccs\.test:443\./,
		);
		assert.equal(outcome, "unreachable");
		assert.ok(proxy.log.length > 1);
	});

	it("names the variable of a proxy that is down", async () => {
		const down = await listen(createServer());
		down.close();
		const env = { ALL_PROXY: `http://me:secret@127.0.0.1:${down.port}` };

		const { message, outcome } = await trusting.send({
			env,
			configuration: { ...configuration, "aiccs:retrySeconds": "0" },
		});

		assert.match(
			message ?? "",
			/ProxyUnreachable\. The proxy named by ALL_PROXY could not be reached \(ECONNREFUSED\)\. Nothing was sent to the service\. Check ALL_PROXY/,
		);
		assert.doesNotMatch(message ?? "", /secret/);
		assert.equal(outcome, "unreachable");
	});

	it("ends in time and closes the connection when the proxy never answers", async () => {
		const silent = await startProxy({ hosts: {}, status: 0 });

		const { message, outcome, milliseconds } = await trusting.send({
			env: { HTTPS_PROXY: `http://127.0.0.1:${silent.port}` },
			configuration: { ...configuration, "aiccs:requestTimeoutSeconds": "0.5", "aiccs:retrySeconds": "0" },
			operation: "start",
		});

		assert.match(message ?? "", /ProxyTimeout\. The proxy named by HTTPS_PROXY did not connect in time\./);
		assert.equal(outcome, "unreachable");
		assert.ok(milliseconds < 3000, `${milliseconds} ms`);
		assert.deepEqual(silent.log, ["CONNECT aiccs.test:443"]);
		for (let left = 100; left > 0 && silent.connections() > 0; left--) await wait(20);
		assert.equal(silent.connections(), 0);
		silent.close();
	});

	it("reports that an https proxy speaks plain http", async () => {
		const { message } = await refusal({ HTTPS_PROXY: `https://127.0.0.1:${proxy.port}` });

		assert.match(message, /The proxy does not speak TLS: start HTTPS_PROXY with http:\/\/ instead of https:\/\//);
	});

	it("sends nothing when the variable is not a proxy address", async () => {
		const { message, outcome } = await refusal({ HTTPS_PROXY: "http://me:se#cret@127.0.0.1:3128" });

		assert.match(message, /^HTTPS_PROXY is not a proxy address\./);
		assert.equal(outcome, "ConfigurationError");
	});

	it("names NODE_EXTRA_CA_CERTS when the certificate authority is unknown", async () => {
		const wary = new ClientProcess({});
		const before = actions();

		const { message, outcome, milliseconds } = await wary.send({
			env: { HTTPS_PROXY: through() },
			configuration,
			operation: "start",
		});

		wary.stop();
		assert.match(
			message ?? "",
			/signed by an authority that Node\.js does not know, so nothing was sent\. .*NODE_EXTRA_CA_CERTS/,
		);
		assert.equal(outcome, "unreachable");
		assert.ok(milliseconds < 2000, `${milliseconds} ms`);
		assert.equal(actions(), before);
	});

	describe("for credentials", () => {
		const keyless = () => {
			const { "aiccs:accessKeyId": _id, "aiccs:accessKeySecret": _secret, ...rest } = configuration;
			return { ...rest, "aiccs:retrySeconds": "0" };
		};

		/** A server of temporary credentials. */
		function credentialsServer(): Promise<Running> {
			return listen(
				createServer((_request, response) => {
					const { accessKeyId, accessKeySecret } = simulator;
					const Expiration = new Date(Date.now() + 3_600_000).toISOString();
					const keys = { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret, SecurityToken: "token" };
					response.setHeader("content-type", "application/json");
					response.end(JSON.stringify({ Code: "Success", ...keys, Expiration }));
				}),
			);
		}

		it("sends a request to an http address with the whole address", async () => {
			const server = await credentialsServer();
			proxy.order = { hosts: { ...proxy.order.hosts, "credentials.test": server.port } };
			const env = { HTTP_PROXY: through("me@"), ALIBABA_CLOUD_CREDENTIALS_URI: "http://credentials.test/role" };

			await trusting.send({ env, configuration: keyless() });

			server.close();
			assert.deepEqual(proxy.log, ["GET http://credentials.test/role", "CONNECT aiccs.test:443"]);
		});

		it("reaches an https address by CONNECT", async () => {
			const env = {
				HTTPS_PROXY: through("me@"),
				ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/one",
				ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1:oidc-provider/one",
				ALIBABA_CLOUD_OIDC_TOKEN_FILE: certificateFile,
			};

			await trusting.send({ env, configuration: keyless() });

			assert.match(proxy.log[0] ?? "", /^CONNECT sts\..*aliyuncs\.com:443$/);
		});

		it("connects directly to this machine", async () => {
			const server = await credentialsServer();
			const env = {
				HTTP_PROXY: through("me@"),
				ALIBABA_CLOUD_CREDENTIALS_URI: `http://127.0.0.1:${server.port}/role`,
			};

			await trusting.send({ env, configuration: keyless() });

			server.close();
			assert.deepEqual(proxy.log, ["CONNECT aiccs.test:443"]);
		});

		it("reports that the proxy is down, not that there are no credentials", async () => {
			const down = await listen(createServer());
			down.close();
			const env = {
				HTTPS_PROXY: `http://127.0.0.1:${down.port}`,
				ALIBABA_CLOUD_CREDENTIALS_URI: "https://credentials.test/role",
			};

			const { message } = await trusting.send({ env, configuration: keyless() });

			assert.match(
				message ?? "",
				/ProxyUnreachable\. The proxy named by HTTPS_PROXY could not be reached \(ECONNREFUSED\)\./,
			);
		});
	});
});
