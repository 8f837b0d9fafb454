import type { ProxyServer } from "./proxy";
import { ProxyError } from "./proxy-error";

/** Milliseconds, where the request names no time. */
const usual = 30_000;

/** A connection by way of the proxy, or why there is none. The timers of a request begin only with its connection. */
export async function inTime<T>(
	proxy: ProxyServer,
	connection: Promise<T>,
	{ timeout = usual }: { readonly timeout?: number | undefined },
	giveUp: () => void,
): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => {
			reject(ProxyError.late(proxy));
			giveUp();
		}, timeout);
	});
	try {
		return await Promise.race([connection, late]);
	} catch (cause) {
		throw cause instanceof ProxyError ? cause : ProxyError.unreachable(proxy, cause);
	} finally {
		clearTimeout(timer);
	}
}
