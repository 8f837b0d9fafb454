/** The configuration or the credentials are missing or invalid, so no request was sent. */
export class ConfigurationError extends Error {
	constructor(problem: string, fix: string) {
		super(`${problem} ${fix}`);
		this.name = "ConfigurationError";
	}
}
