import { isApiError } from "./api-error";
import type { Credentials, CredentialsProvider } from "./vendor-provider";

/** Seconds before the source is asked again. The vendor's library renews credentials minutes before they expire. */
const keptSeconds = 60;
/** Seconds for which a failure is kept: a search may take seconds, and each of a hundred tasks would wait for its own. */
const failedSeconds = 5;

/** Not InvalidTimeStamp.Expired: that is a wrong clock, and new credentials do not help. */
const expiredToken = /^(InvalidSecurityToken\.Expired|SecurityTokenExpired)/;

type Answer = { readonly until: number } & ({ readonly credentials: Credentials } | { readonly failure: unknown });

/**
 * Credentials for many callers at once. The vendor's providers expect one caller at a time: several callers at once each
 * call STS, run an external command or spend a refresh token, and overwrite each other's changes to the aliyun settings.
 */
export class SharedCredentials implements CredentialsProvider {
	private readonly open: () => CredentialsProvider;
	private readonly now: () => number;
	private provider: CredentialsProvider | undefined;
	private underWay: Promise<Credentials> | undefined;
	private answer: Answer | undefined;
	/** Counts how often the source was reopened. */
	private generation = 0;

	constructor(open: () => CredentialsProvider, now = Date.now) {
		this.open = open;
		this.now = now;
	}

	getCredentials(): Promise<Credentials> {
		if (this.underWay !== undefined) return this.underWay;
		const asked = this.ask().finally(() => {
			if (this.underWay === asked) this.underWay = undefined;
		});
		this.underWay = asked;
		return asked;
	}

	getProviderName(): string {
		return this.provider?.getProviderName() ?? "default";
	}

	/** Runs a request. Credentials that the service calls expired are not used again, whatever their source says. */
	async during<T>(request: () => Promise<T>): Promise<T> {
		const { generation } = this;
		try {
			return await request();
		} catch (thrown) {
			const isExpired = isApiError(thrown) && thrown.outcome === "credentials" && expiredToken.test(thrown.code);
			// Many requests may fail with the same credentials: only the first of them reopens the source.
			if (isExpired && generation === this.generation) this.reopen();
			throw thrown;
		}
	}

	private reopen(): void {
		this.generation++;
		this.provider = undefined;
		this.answer = undefined;
		this.underWay = undefined;
	}

	private async ask(): Promise<Credentials> {
		const { answer, generation } = this;
		if (answer !== undefined && this.now() < answer.until) {
			if ("failure" in answer) throw answer.failure;
			return answer.credentials;
		}
		this.provider ??= this.open();
		const fresh = await this.fresh(this.provider, answer);
		if (generation === this.generation) this.answer = fresh;
		if ("failure" in fresh) throw fresh.failure;
		return fresh.credentials;
	}

	private async fresh(provider: CredentialsProvider, before: Answer | undefined): Promise<Answer> {
		try {
			return { credentials: await provider.getCredentials(), until: this.now() + keptSeconds * 1000 };
		} catch (failure) {
			// The previous credentials may still be valid. If they are not, the service says so.
			const isGood = before !== undefined && "credentials" in before;
			const until = this.now() + failedSeconds * 1000;
			return isGood ? { credentials: before.credentials, until } : { failure, until };
		}
	}
}
