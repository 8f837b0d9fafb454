import { type Finding, sentence } from "./finding";

/** The definition cannot be sent as it is, or was refused for what the account holds. */
export class InvalidInput extends Error {
	constructor(findings: readonly Finding[], state = "Nothing was sent") {
		super(`${state}: ${findings.map(sentence).join(" ")}`);
		this.name = "InvalidInput";
	}
}
