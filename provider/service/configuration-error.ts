/** The provider was not told enough, or told something wrong, to ask the service at all. */
export class ConfigurationError extends Error {
	constructor(problem: string, fix: string) {
		super(`${problem} ${fix}`);
		this.name = "ConfigurationError";
	}
}
