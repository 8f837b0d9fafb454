import { type Finding, sentence } from "../model/finding";

/** The definition cannot be sent as it is. Nothing was sent. */
export class InvalidInput extends Error {
	constructor(findings: readonly Finding[]) {
		super(`Nothing was sent: ${findings.map(sentence).join(" ")}`);
		this.name = "InvalidInput";
	}
}
