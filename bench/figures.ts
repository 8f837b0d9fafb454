/** A number of seconds. */
export function shown(time: number): string {
	return `${time.toFixed(time < 10 ? 2 : 1)} s`;
}

export function count(number: number): string {
	return number.toLocaleString("en-US");
}

export function callsShown(byAction: Readonly<Record<string, number>>): string {
	const parts = Object.entries(byAction).map(([action, times]) => `${count(times)} ${action}`);
	return parts.length === 0 ? "0 calls" : parts.join(" + ");
}
