const days = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
const cells = 48;
const closed = "·";
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
const minutesPerCell = (24 * 60) / cells;

interface CallWindow {
	readonly startTime: string;
	readonly endTime: string;
}

export interface Campaign {
	readonly taskId: string;
	readonly taskName: string;
	readonly status: string;
	readonly definition: { readonly CallDay: readonly string[]; readonly CallTime: readonly CallWindow[] };
}

/** A table of the account's campaigns, then each campaign's week. A cell is half an hour. */
export function accountPicture(campaigns: readonly Campaign[]): string {
	const rows = campaigns.map(({ taskId, taskName, status }) => [taskId, taskName, status]);
	return [table([["id", "name", "status"], ...rows]), ...campaigns.map(weekPicture)].join("\n\n");
}

function weekPicture({ taskName, definition }: Campaign): string {
	const open = dayPicture(definition.CallTime);
	const rows = days.map((day) => {
		const label = day.slice(0, 1) + day.slice(1, 3).toLowerCase();
		return `  ${label}  ${definition.CallDay.includes(day) ? open : closed.repeat(cells)}`;
	});
	return [`${taskName} may call at (hours in China):`, `       ${scale()}`, ...rows].join("\n");
}

function dayPicture(windows: readonly CallWindow[]): string {
	return Array.from({ length: cells }, (_, cell) => {
		const start = cell * minutesPerCell;
		const isOpen = windows.some((w) => minutesOf(w.startTime) < start + minutesPerCell && minutesOf(w.endTime) > start);
		return isOpen ? "█" : closed;
	}).join("");
}

function scale(): string {
	return [0, 6, 12, 18].map((hour) => String(hour).padEnd(cells / 4)).join("");
}

function minutesOf(time: string): number {
	const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
	return hours * 60 + minutes + seconds / 60;
}

function table(rows: readonly (readonly string[])[]): string {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ""))));
	const pad = (text: string, column: number) => text + " ".repeat((widths[column] ?? 0) - columnsOf(text));
	return rows.map((row) => `  ${row.map(pad).join("  ")}`.trimEnd()).join("\n");
}

/** The width of a text in a terminal, where Chinese characters take two columns. */
function columnsOf(text: string): number {
	return [...text].reduce((sum, letter) => sum + (wide.test(letter) ? 2 : 1), 0);
}
