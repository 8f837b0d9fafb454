import { withCommas } from "../../definition/counted";
import { weekdays } from "../../definition/shanghai-time";
import { daysInWords } from "./value-in-words";
import { levelOf, slotsOfHour, type Week } from "./week";

const blocks = "▁▂▃▄▅▆▇█";
const margin = "     ";
const hoursOfTick = 3;

/** The week in characters: a line for each day, a character for each half hour. */
export function weekPicture(week: Week): string[] {
	const tick = (hour: number) => String(hour).padEnd(hoursOfTick * slotsOfHour);
	const hours = Array.from({ length: 24 / hoursOfTick }, (_, index) => tick(index * hoursOfTick)).join("");
	const days = weekdays.map((day, index) => {
		const row = week.slots[index] ?? [];
		const most = Math.max(0, ...row);
		const picture = row.map((calls) => blocks[levelOf(calls, week, blocks.length) - 1] ?? "·").join("");
		return `${daysInWords([day]).padEnd(margin.length)}${picture}${most === 0 ? "" : `  ${withCommas(most)}`}`;
	});
	return [`${margin}${hours}24 most`, ...days, "", legend(week)];
}

function legend({ peak }: Week): string {
	const lowest = Math.floor(peak / blocks.length);
	return `${lowest < 2 ? "▁ 1" : `▁ 1 to ${withCommas(lowest)}`} … █ ${withCommas(peak)} calls at a time`;
}
