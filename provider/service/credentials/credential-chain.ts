import type { ConfigurationError } from "../configuration-error";
import { type Problem, problemOf } from "./credential-problem";
import type { Source } from "./credential-sources";
import { type Credentials, type CredentialsProvider, interceptRequests } from "./vendor-provider";

/** A source without usable credentials, and why. */
export interface Failure {
	readonly source: Source;
	readonly problem: Problem;
}

/**
 * The first of several sources that has credentials. Later only that source is used, so a run never switches to another
 * account. The vendor's own chain is not used: it remembers a source before that source has answered, so the second of
 * two concurrent callers fails; and it skips a source that is configured but broken.
 */
export class CredentialChain implements CredentialsProvider {
	private readonly sources: readonly Source[];
	private readonly errorOf: (failures: readonly Failure[]) => ConfigurationError;
	private found: { readonly source: Source; readonly provider: CredentialsProvider } | undefined;

	constructor(sources: readonly Source[], errorOf: (failures: readonly Failure[]) => ConfigurationError) {
		this.sources = sources;
		this.errorOf = errorOf;
	}

	/** Not for concurrent calls. */
	async getCredentials(): Promise<Credentials> {
		if (this.found === undefined) return this.search();
		const { source, provider } = this.found;
		try {
			return await provider.getCredentials();
		} catch (thrown) {
			throw this.errorOf([{ source, problem: problemOf(thrown) }]);
		}
	}

	getProviderName(): string {
		return "default";
	}

	private async search(): Promise<Credentials> {
		const failures: Failure[] = [];
		for (const source of this.sources) {
			const result = await this.attempt(source);
			if (!("problem" in result)) return result;
			failures.push(result);
			if (stopsSearch(result)) break;
		}
		throw this.errorOf(failures);
	}

	private async attempt(source: Source): Promise<Credentials | Failure> {
		try {
			const opened = await source.open();
			if ("reason" in opened) return { source, problem: opened };
			const provider = interceptRequests(opened);
			const credentials = await provider.getCredentials();
			this.found = { source, provider };
			return credentials;
		} catch (thrown) {
			return { source, problem: problemOf(thrown) };
		}
	}
}

export function stopsSearch({ source, problem }: Failure): boolean {
	const { onFailure } = source;
	return onFailure === "stop" || (onFailure === "stop if configured" && !problem.isAbsent);
}
