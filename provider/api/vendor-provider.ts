import type { CredentialsProvider } from "@alicloud/credentials";
import { requestCredentials } from "./credential-request";

/**
 * Lets a provider of the vendor's library, and those it makes for itself, send their requests through ours: theirs give
 * the whole answer as an error's text, secrets included.
 */
export function throughOurs<T extends object>(provider: T): T {
	if ("doRequest" in provider) {
		const json = jsonOf(provider);
		Reflect.set(provider, "doRequest", (request: Parameters<typeof requestCredentials>[0]) =>
			requestCredentials(request, json),
		);
	}
	const make: unknown = Reflect.get(provider, "getCredentialsProvider");
	if (typeof make === "function") {
		Reflect.set(provider, "getCredentialsProvider", (...args: unknown[]) => throughOurs(make.apply(provider, args)));
	}
	return provider;
}

/** The body that CloudSSO asks for: version 2.4.7 of the library makes it and does not send it. */
function jsonOf(provider: object): string | undefined {
	if (!("accountId" in provider) || !("accessConfig" in provider)) return undefined;
	return JSON.stringify({ AccountId: provider.accountId, AccessConfigurationId: provider.accessConfig });
}

export type { CredentialsProvider };
export type Credentials = Awaited<ReturnType<CredentialsProvider["getCredentials"]>>;
