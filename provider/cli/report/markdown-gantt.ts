import { timeOfDay } from "../../definition/shanghai-time";
import { oneLine } from "./one-line";
import type { CampaignInWords } from "./overview";

/** With more campaigns than this the chart is too high to read, and is left out. */
export const mostOfGantt = 20;

/** The call windows of campaigns as a chart of Mermaid. */
export function gantt(campaigns: readonly CampaignInWords[]): string[] {
	return [
		"gantt",
		"    dateFormat HH:mm",
		"    axisFormat %H:%M",
		"    tickInterval 3hour",
		...campaigns.flatMap(({ name, days, spans }) => [
			`    section ${label(name)}`,
			...spans.map(({ start, end }) => `    ${label(days)} :${clock(start)}, ${clock(end)}`),
		]),
	];
}

/** Mermaid has no way to escape `#`, `:` and `;`, and lines that begin with a word of its own have a meaning. */
function label(text: string): string {
	return (
		oneLine(text)
			.replace(/[^\p{L}\p{N} ,._–-]+/gu, " ")
			.replace(/ +/g, " ")
			.trim()
			.slice(0, 40) || "–"
	);
}

function clock(second: number): string {
	return timeOfDay(second).slice(0, 5);
}
