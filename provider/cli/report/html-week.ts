import type { Span } from "../../definition/call-window";
import { withCommas } from "../../definition/counted";
import { weekdays } from "../../definition/shanghai-time";
import { html, type Markup } from "./html-markup";
import { titles } from "./overview";
import { daysInWords } from "./value-in-words";
import { levelOf, openHours, type Run, runsOf, slotsOfHour, timeOfSlot, type Week } from "./week";

/** Shades of the picture. */
const levels = 5;
/** Pixels. */
const slotHeight = 15;
const headHeight = 28;
/** A part of a day at least this high also has its times. */
const heightWithTimes = 44;
const dayWidth = 100 / weekdays.length;

const days = weekdays.map((day) => daysInWords([day]));

/** The week as a picture: days beside each other, hours below each other, and the number of calls in each part. */
export function weekFigure(week: Week, notes: readonly string[]): Markup {
	const hours = openHours(week);
	const top = (slot: number) => headHeight + (slot - hours.from * slotsOfHour) * slotHeight;
	const hourLines = Array.from({ length: hours.to - hours.from + 1 }, (_, index) => hours.from + index);
	const bottom = top(hours.to * slotsOfHour);
	return html`<figure>
<svg class="week" width="100%" height="${bottom + 8}" role="img" aria-labelledby="picture-title picture-text">
<title id="picture-title">${titles.week}</title>
<desc id="picture-text">${notes.join(" ")} ${rowsOf(week).map(({ day, text }) => `${day}: ${text}.`)}</desc>
${hourLines.map((hour) => {
	const y = top(hour * slotsOfHour);
	return html`<line x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="hour" x="-8" y="${y + 4}">${timeOfSlot(hour * slotsOfHour)}</text>`;
})}
${days.map((day, index) => html`<text class="day" x="${(index + 0.5) * dayWidth}%" y="16">${day}</text>`)}
${week.slots.map((slots, index) => runsOf(slots).map((run) => block(run, index, week, top)))}
</svg>
<figcaption><span>${titles.week}:</span> ${scale(week)}</figcaption>
</figure>
<details class="plain"><summary>The same as a table</summary>
<table class="rows"><tbody>${rowsOf(week).map(({ day, text }) => html`<tr><th scope="row">${day}</th><td>${text}</td></tr>`)}</tbody></table>
</details>`;
}

function block({ from, to, calls }: Run, day: number, week: Week, top: (slot: number) => number): Markup {
	const [y, height] = [top(from), (to - from) * slotHeight];
	const times = `${timeOfSlot(from)}–${timeOfSlot(to)}`;
	const hasTimes = height >= heightWithTimes;
	const [x, middle] = [day * dayWidth, (day + 0.5) * dayWidth].map((percent) => percent.toFixed(3));
	const center = y + height / 2 + 4;
	return html`<g class="level${levelOf(calls, week, levels)}"><title>${days[day]} ${times}: ${withCommas(calls)}</title><rect x="${x}%" y="${y}" width="${dayWidth.toFixed(3)}%" height="${height}" rx="5"/><text x="${middle}%" y="${center - (hasTimes ? 7 : 0)}">${withCommas(calls)}</text>${hasTimes ? html`<text class="times" x="${middle}%" y="${center + 9}">${times}</text>` : undefined}</g>`;
}

/** Which shade is how many calls. */
function scale({ peak }: Week): Markup[] {
	const upTo = (level: number) => Math.floor((peak * level) / levels);
	return Array.from({ length: levels }, (_, index) => index + 1).flatMap((level) => {
		const [from, to] = [upTo(level - 1) + 1, upTo(level)];
		if (from > to) return [];
		return [
			html`<span class="swatch level${level}">${from === to ? "" : `${withCommas(from)}–`}${withCommas(to)}</span> `,
		];
	});
}

function rowsOf(week: Week): { readonly day: string; readonly text: string }[] {
	return week.slots.map((slots, index) => {
		const parts = runsOf(slots).map(
			({ from, to, calls }) => `${timeOfSlot(from)}–${timeOfSlot(to)} ${withCommas(calls)}`,
		);
		return { day: days[index] ?? "", text: parts.length === 0 ? "no calls" : parts.join(", ") };
	});
}

const secondsOfDay = 86_400;

/** The windows of one campaign on the line of a day. The text beside it says the same. */
export function windowStrip(spans: readonly Span[]): Markup | undefined {
	if (spans.length === 0) return undefined;
	const percent = (seconds: number) => `${((seconds / secondsOfDay) * 100).toFixed(2)}%`;
	return html`<svg class="strip" width="100%" height="10" aria-hidden="true"><rect class="track" width="100%" height="10" rx="3"/>${[6, 12, 18].map((hour) => html`<line x1="${percent(hour * 3600)}" x2="${percent(hour * 3600)}" y1="0" y2="10"/>`)}${spans.map(({ start, end }) => html`<rect x="${percent(start)}" width="${percent(end - start)}" height="10" rx="3"/>`)}</svg>`;
}
