import { connect } from "node:net";

/** Milliseconds between two connections to the engine, and the time-out of each. */
const interval = 1000;
/** Failed connections after which the engine counts as gone: a single one may be a passing fault. */
const failures = 2;
/** Milliseconds after which the process ends even if work is in progress; the journal has recorded it. */
const longestEnding = 6000;

/**
 * Ends the provider process when its engine is gone. A killed engine leaves the process running, with streams that fail
 * at every line. Work in progress is finished first: a campaign that was stopped for its update is updated and started
 * again.
 */
export class EngineWatch {
	private inProgress = 0;
	private gone = false;
	private interrupted = false;
	private failed = 0;
	private readonly exit: () => void;

	constructor(address: string | undefined, exit: () => void) {
		this.exit = exit;
		if (address === undefined) return;
		const [host = "", port] = address.split(/:(?=\d+$)/);
		setInterval(() => this.probe(host, Number(port)), interval).unref();
	}

	isGone(): boolean {
		return this.gone;
	}

	/** True when the command was interrupted while work was in progress. */
	isInterrupted(): boolean {
		return this.interrupted;
	}

	/**
	 * Ends the process, unless work is in progress: the engine waits for it, to record it, and then interrupts the process
	 * again, as at the end of every command.
	 */
	interrupt(): void {
		if (this.inProgress === 0) this.exit();
		else this.interrupted = true;
	}

	/** The command was interrupted: work in progress ends as soon as it can, and the engine waits for it and records it. */
	cancel(): void {
		if (this.inProgress > 0) this.interrupted = true;
	}

	/** Counts work as in progress until it has ended. */
	async during<T>(work: () => Promise<T>): Promise<T> {
		this.inProgress++;
		try {
			return await work();
		} finally {
			this.inProgress--;
			if (this.gone && this.inProgress === 0) this.exit();
		}
	}

	/** Ends the process: the engine is gone. */
	end(): void {
		if (this.gone) return;
		this.gone = true;
		if (this.inProgress === 0) this.exit();
		else setTimeout(this.exit, longestEnding);
	}

	private probe(host: string, port: number): void {
		const socket = connect({ host, port, timeout: interval });
		const close = () => void socket.destroy();
		socket.once("connect", () => {
			this.failed = 0;
			close();
		});
		socket.once("timeout", close);
		socket.once("error", () => {
			this.failed++;
			if (this.failed >= failures) this.end();
		});
	}
}

/** The address of the engine, from the arguments that Pulumi passes to a provider process; `undefined` in others. */
export function engineAddress(args: readonly string[]): string | undefined {
	return args.find((arg) => /^(127(\.\d{1,3}){3}|localhost):\d+$/.test(arg));
}

/**
 * Watches the engine. Without the engine each print fails, and Pulumi's handler for uncaught errors would print each
 * failure to a stream that fails again, endlessly.
 */
export function watchEngine(): EngineWatch {
	const watch = new EngineWatch(engineAddress(process.argv), () => process.exit(1));
	process.on("SIGINT", () => watch.interrupt());
	for (const stream of [process.stdout, process.stderr]) stream.on("error", () => watch.end());
	return watch;
}
