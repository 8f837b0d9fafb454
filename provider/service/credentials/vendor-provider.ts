import type { CredentialsProvider } from "@alicloud/credentials";
import { requestCredentials } from "./credential-request";

export type { CredentialsProvider };
export type Credentials = Awaited<ReturnType<CredentialsProvider["getCredentials"]>>;

/**
 * Makes a provider of the vendor's library, and those that it creates, send their requests through `requestCredentials`:
 * the library puts whole answers, secrets included, into its errors. This can go when it does not.
 */
export function interceptRequests<T extends object>(provider: T): T {
	if ("doRequest" in provider) {
		const json = cloudSsoBody(provider);
		const doRequest = (request: Parameters<typeof requestCredentials>[0]) => requestCredentials(request, json);
		Object.assign(provider, { doRequest });
	}
	wrapCreation(provider, (create) => interceptRequests(create()));
	return provider;
}

/** Wraps the private method by which a provider of a profile creates the provider of the profile's mode. */
export function wrapCreation(provider: object, wrap: (create: () => object, profile: unknown) => object): void {
	if (!("getCredentialsProvider" in provider)) return;
	const original = provider.getCredentialsProvider;
	if (typeof original !== "function") return;
	const getCredentialsProvider = (configuration: unknown, profile: unknown) =>
		wrap(() => original.call(provider, configuration, profile), profile);
	Object.assign(provider, { getCredentialsProvider });
}

/** The body that CloudSSO requires. Version 2.4.7 of the library builds it but does not send it. */
function cloudSsoBody(provider: object): string | undefined {
	if (!("accountId" in provider) || !("accessConfig" in provider)) return undefined;
	return JSON.stringify({ AccountId: provider.accountId, AccessConfigurationId: provider.accessConfig });
}
