/** The configuration or the credentials are missing or invalid, so no request was sent. */
export class ConfigurationError extends Error {
	constructor(problem: string, fix: string) {
		super(`${problem} ${fix}`);
		this.name = "ConfigurationError";
	}
}

/** The configuration has no account with the name that a resource gives. */
export class UnknownAccount extends ConfigurationError {
	readonly problem: string;
	readonly fix: string;

	constructor(problem: string, fix: string) {
		super(`account ${problem}`, fix);
		this.problem = problem;
		this.fix = fix;
	}
}
