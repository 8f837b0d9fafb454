import type { ProxyServer } from "./proxy";
import { ProxyError } from "./proxy-error";

/** Milliseconds, for a request without a timeout. */
const defaultTimeout = 30_000;

/**
 * A connection through the proxy, or a `ProxyError`. `abandon` ends a connection that takes too long. The timers of the
 * request itself start only once it has a connection.
 */
export async function withinTimeout<T>(
	proxy: ProxyServer,
	connection: Promise<T>,
	{ timeout = defaultTimeout }: { readonly timeout?: number | undefined },
	abandon: () => void = () => {},
): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const expiry = new Promise<never>((_, reject) => {
		timer = setTimeout(() => {
			reject(ProxyError.timeout(proxy));
			abandon();
		}, timeout);
	});
	try {
		return await Promise.race([connection, expiry]);
	} catch (cause) {
		throw cause instanceof ProxyError ? cause : ProxyError.unreachable(proxy, cause);
	} finally {
		clearTimeout(timer);
	}
}
