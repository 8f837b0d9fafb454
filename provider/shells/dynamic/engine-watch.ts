import { connect } from "node:net";

/** Milliseconds between two looks whether the engine is there, and the longest wait for one. */
const interval = 1000;
/** Failed looks after which the engine counts as gone: a single one may be a passing fault. */
const failures = 2;
/** Milliseconds after which the process ends even if something is still under way; the journal holds what it was. */
const longestEnding = 6000;

/**
 * Ends the provider process when its engine is gone. A killed engine leaves the process behind, with nobody to answer to
 * and streams that fail at every line. What is under way is finished first: a campaign that was stopped for its update
 * is updated and started again.
 */
export class EngineWatch {
	private underWay = 0;
	private gone = false;
	private failed = 0;
	private readonly exit: () => void;

	constructor(address: string | undefined, exit: () => void) {
		this.exit = exit;
		if (address === undefined) return;
		const [host = "", port] = address.split(/:(?=\d+$)/);
		setInterval(() => this.look(host, Number(port)), interval).unref();
	}

	isGone(): boolean {
		return this.gone;
	}

	/** Counts as under way until it has ended. */
	async during<T>(work: () => Promise<T>): Promise<T> {
		this.underWay++;
		try {
			return await work();
		} finally {
			this.underWay--;
			if (this.gone && this.underWay === 0) this.exit();
		}
	}

	/** The engine is known to be gone. */
	end(): void {
		if (this.gone) return;
		this.gone = true;
		if (this.underWay === 0) this.exit();
		else setTimeout(this.exit, longestEnding);
	}

	private look(host: string, port: number): void {
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

/** The address of the engine that started this process, as Pulumi passes it; `undefined` anywhere else. */
export function engineAddress(args: readonly string[]): string | undefined {
	return args.find((arg) => /^(127(\.\d{1,3}){3}|localhost):\d+$/.test(arg));
}
