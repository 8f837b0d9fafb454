/** A number as people read it: 100,000. */
export function withCommas(count: number): string {
	return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 row`, `2 rows`. */
export function counted(count: number, one: string, several = `${one}s`): string {
	return `${withCommas(count)} ${count === 1 ? one : several}`;
}
