import { readdirSync, readFileSync } from "node:fs";

const script = "cmd/dynamic-provider/index.js";
const interval = 100;

/**
 * Watches the provider process of one program, known by a variable only its children have. It ends by a signal and can
 * tell nothing itself. Needs /proc.
 */
export function watchProvider(variable: string): () => number | undefined {
	let pid: string | undefined;
	let peak: number | undefined;
	const timer = setInterval(() => {
		pid ??= findProvider(variable);
		if (pid === undefined) return;
		const kilobytes = Number(/^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
		if (kilobytes > 0) peak = Math.max(peak ?? 0, kilobytes / 1024);
	}, interval);
	return () => {
		clearInterval(timer);
		return peak;
	};
}

function findProvider(variable: string): string | undefined {
	return processes().find((pid) => {
		const words = read(`/proc/${pid}/cmdline`).split("\0");
		return words.some((word) => word.endsWith(script)) && read(`/proc/${pid}/environ`).split("\0").includes(variable);
	});
}

function processes(): string[] {
	try {
		return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
	} catch {
		return [];
	}
}

function read(file: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return "";
	}
}
