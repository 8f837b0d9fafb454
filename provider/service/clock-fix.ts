/** Milliseconds of a difference that the way of an answer can explain. */
const tolerance = 60_000;

/** What to do when the service finds the time of a request wrong. `ahead`: this machine's clock, in milliseconds. */
export function clockFix(ahead: number | undefined): string {
	if (ahead === undefined || Math.abs(ahead) < tolerance) return "Check this machine's clock.";
	return `Check this machine's clock: it is ${lengthOf(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} the service's.`;
}

function lengthOf(milliseconds: number): string {
	const minutes = Math.round(milliseconds / 60_000);
	if (minutes < 120) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
