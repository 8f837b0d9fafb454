import type { CredentialsProvider } from "@alicloud/credentials";
import { requestCredentials } from "./credential-request";

/**
 * Makes a provider of the vendor's library, and those that it creates, send requests through `requestCredentials`: the
 * library puts whole answers into its errors, secrets included.
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

/** The body that CloudSSO requires. Version 2.4.7 of the library builds it but does not send it. */
function jsonOf(provider: object): string | undefined {
	if (!("accountId" in provider) || !("accessConfig" in provider)) return undefined;
	return JSON.stringify({ AccountId: provider.accountId, AccessConfigurationId: provider.accessConfig });
}

export type { CredentialsProvider };
export type Credentials = Awaited<ReturnType<CredentialsProvider["getCredentials"]>>;
