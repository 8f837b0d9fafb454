import { type Finding, sentence } from "./finding";

/** The inputs are invalid, or conflict with what is in the account. */
export class InvalidInput extends Error {
	constructor(findings: readonly Finding[], state = "Nothing was sent") {
		super(`${state}: ${findings.map(sentence).join(" ")}`);
		this.name = "InvalidInput";
	}
}
