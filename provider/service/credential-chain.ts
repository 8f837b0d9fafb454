import type { ConfigurationError } from "./configuration-error";
import { type Problem, problemOf } from "./credential-problem";
import type { Source } from "./credential-sources";
import type { Credentials, CredentialsProvider } from "./vendor-provider";

/** A place without usable credentials, and the reason. */
export interface Failure {
	readonly source: Source;
	readonly problem: Problem;
}

/**
 * The first of several places that has credentials. After that only this place is asked, so a run never switches to
 * another account. The vendor's own chain is not used: it remembers a place before that place has answered, so the second
 * of two callers fails; and it skips a place that is set up but broken.
 */
export class CredentialChain implements CredentialsProvider {
	private readonly sources: readonly Source[];
	private readonly errorOf: (failures: readonly Failure[]) => ConfigurationError;
	private found: { readonly source: Source; readonly provider: CredentialsProvider } | undefined;

	constructor(sources: readonly Source[], errorOf: (failures: readonly Failure[]) => ConfigurationError) {
		this.sources = sources;
		this.errorOf = errorOf;
	}

	/** Expects one caller at a time. */
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
			if (isEnd(result)) break;
		}
		throw this.errorOf(failures);
	}

	private async attempt(source: Source): Promise<Credentials | Failure> {
		try {
			const provider = await source.open();
			if ("says" in provider) return { source, problem: provider };
			const credentials = await provider.getCredentials();
			this.found = { source, provider };
			return credentials;
		} catch (thrown) {
			return { source, problem: problemOf(thrown) };
		}
	}
}

/** Whether the search stops at this failure. */
export function isEnd({ source, problem }: Failure): boolean {
	return source.failing === "end" || (source.failing === "judge" && !problem.isAbsent);
}
