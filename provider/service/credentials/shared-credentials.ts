import { isApiError } from "../api-error";
import type { Credentials, CredentialsProvider } from "./vendor-provider";

/** Seconds for which credentials are reused. The vendor's library renews them minutes before they expire. */
const reuseSeconds = 60;
/** Seconds for which a failure is reused: a search may take seconds, and each of a hundred tasks would wait for its own. */
const failureSeconds = 5;

/** Not InvalidTimeStamp.Expired: that is a wrong clock, which new credentials do not fix. */
const expiredToken = /^(InvalidSecurityToken\.Expired|SecurityTokenExpired)/;

type Answer = { readonly until: number } & ({ readonly credentials: Credentials } | { readonly failure: unknown });

/**
 * Credentials for many concurrent callers, from one call of their source. The vendor's providers expect one caller at a
 * time: concurrent ones would each call STS, run an external command or spend a refresh token, and overwrite each other's
 * changes to the aliyun settings.
 */
export class SharedCredentials implements CredentialsProvider {
	private readonly open: () => CredentialsProvider;
	private readonly now: () => number;
	private provider: CredentialsProvider | undefined;
	private pending: Promise<Credentials> | undefined;
	private answer: Answer | undefined;
	/** Counts how often the source was reopened. */
	private generation = 0;

	constructor(open: () => CredentialsProvider, now = Date.now) {
		this.open = open;
		this.now = now;
	}

	getCredentials(): Promise<Credentials> {
		if (this.pending !== undefined) return this.pending;
		const pending = this.get().finally(() => {
			if (this.pending === pending) this.pending = undefined;
		});
		this.pending = pending;
		return pending;
	}

	getProviderName(): string {
		return this.provider?.getProviderName() ?? "default";
	}

	/** Runs a request. If the service reports the credentials expired, the next request gets new ones. */
	async during<T>(request: () => Promise<T>): Promise<T> {
		const { generation } = this;
		try {
			return await request();
		} catch (thrown) {
			const isExpired = isApiError(thrown) && thrown.outcome === "credentials" && expiredToken.test(thrown.code);
			// Many requests may fail with the same credentials. Only the first of them reopens the source.
			if (isExpired && generation === this.generation) this.reopen();
			throw thrown;
		}
	}

	private reopen(): void {
		this.generation++;
		this.provider = undefined;
		this.answer = undefined;
		this.pending = undefined;
	}

	private async get(): Promise<Credentials> {
		const { answer, generation } = this;
		if (answer !== undefined && this.now() < answer.until) {
			if ("failure" in answer) throw answer.failure;
			return answer.credentials;
		}
		this.provider ??= this.open();
		const fresh = await this.renew(this.provider, answer);
		if (generation === this.generation) this.answer = fresh;
		if ("failure" in fresh) throw fresh.failure;
		return fresh.credentials;
	}

	private async renew(provider: CredentialsProvider, before: Answer | undefined): Promise<Answer> {
		try {
			return { credentials: await provider.getCredentials(), until: this.now() + reuseSeconds * 1000 };
		} catch (failure) {
			// The previous credentials may still be valid. If they are not, the service reports it.
			const hasCredentials = before !== undefined && "credentials" in before;
			const until = this.now() + failureSeconds * 1000;
			return hasCredentials ? { credentials: before.credentials, until } : { failure, until };
		}
	}
}
