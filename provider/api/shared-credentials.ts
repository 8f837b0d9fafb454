import { isApiError } from "./api-error";
import type { Credentials, CredentialsProvider } from "./vendor-provider";

/** Seconds for which credentials are used before their source is asked again; the vendor's library looks minutes ahead. */
const keptSeconds = 60;
/** Seconds for which a failure holds: a search may take seconds, and a hundred tasks would each wait for it. */
const failedSeconds = 5;

type Answer = { readonly until: number } & ({ readonly credentials: Credentials } | { readonly failure: unknown });

/**
 * Credentials for many callers at once. The vendor's providers are made for one caller at a time: several at once each
 * ask STS, run an external command or use up a refresh token, and write the command line's settings file over each other.
 */
export class SharedCredentials implements CredentialsProvider {
	private readonly open: () => CredentialsProvider;
	private provider: CredentialsProvider | undefined;
	private underWay: Promise<Credentials> | undefined;
	private answer: Answer | undefined;
	/** Rises each time that the source is opened anew. */
	private generation = 0;

	constructor(open: () => CredentialsProvider) {
		this.open = open;
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

	/** Runs a request. Credentials that have expired for the service are not used again, whatever their source says. */
	async during<T>(request: () => Promise<T>): Promise<T> {
		const { generation } = this;
		try {
			return await request();
		} catch (thrown) {
			const isExpired = isApiError(thrown) && thrown.outcome === "credentials" && /Expired/.test(thrown.code);
			// Of many requests that were under way with the same credentials the first one is enough.
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
		if (answer !== undefined && Date.now() < answer.until) {
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
			return { credentials: await provider.getCredentials(), until: Date.now() + keptSeconds * 1000 };
		} catch (failure) {
			// Those of before may still be good. When they are not, the service says so.
			const isGood = before !== undefined && "credentials" in before;
			const until = Date.now() + failedSeconds * 1000;
			return isGood ? { credentials: before.credentials, until } : { failure, until };
		}
	}
}
