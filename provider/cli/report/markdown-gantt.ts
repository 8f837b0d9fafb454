import { timeOfDay } from "../../definition/shanghai-time";
import { oneLine } from "./one-line";
import type { CampaignInWords } from "./overview";

/** With more than this, the chart is too high to read. */
const most = { campaigns: 20, windows: 80 };

/** The call windows of campaigns as a chart of Mermaid; none if it would be empty or too high. */
export function gantt(campaigns: readonly CampaignInWords[]): string[] {
	const known = campaigns.filter(({ spans, effect }) => spans.length > 0 && effect !== "destroy");
	const windows = known.reduce((sum, { spans }) => sum + spans.length, 0);
	if (windows === 0 || windows > most.windows || known.length > most.campaigns) return [];
	return [
		"gantt",
		"    dateFormat HH:mm",
		"    axisFormat %H:%M",
		"    tickInterval 3hour",
		...known.flatMap(({ name, days, spans }) => [
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
