/** The most calls that are held at once: the engine runs a limited number of calls in parallel. */
const mostHeld = 4;
/** Milliseconds without a call of the engine after which a held call is answered. */
const quiet = 300;
/** The last one is held longer: its failure ends the preview, and a program may need time between two resources. */
const lastQuiet = 1000;

type Answer = (isLast: boolean) => void;

/**
 * Lets a preview show the findings of every resource, and fail. The engine ends a preview at the first failure, so calls
 * about resources with errors are held, and answered with success while the engine goes on to other resources. Only the
 * last one fails.
 */
export class HeldPreviews {
	private readonly held: Answer[] = [];
	private inProgress = 0;
	private timer: NodeJS.Timeout | undefined;
	private isCancelled = false;

	/** Waits, within `during`, for the engine to go on. Returns true if it has not, and this is the call that fails. */
	async isLast(): Promise<boolean> {
		if (this.isCancelled) return false;
		// A held call is not in progress.
		this.inProgress--;
		const isLast = await new Promise<boolean>((resolve) => {
			if (this.held.length === mostHeld) this.held.shift()?.(false);
			this.held.push(resolve);
			this.wait();
		});
		this.inProgress++;
		return isLast;
	}

	/** Counts a call of the engine as in progress until it has ended. */
	async during<T>(work: () => Promise<T>): Promise<T> {
		this.inProgress++;
		clearTimeout(this.timer);
		try {
			return await work();
		} finally {
			this.inProgress--;
			this.wait();
		}
	}

	/** The preview was cancelled: the engine waits for its calls, and makes no others. */
	cancel(): void {
		this.isCancelled = true;
		for (const answer of this.held.splice(0)) answer(false);
	}

	private wait(): void {
		clearTimeout(this.timer);
		if (this.inProgress > 0 || this.held.length === 0) return;
		this.timer = setTimeout(() => this.answer(), this.held.length === 1 ? lastQuiet : quiet);
	}

	private answer(): void {
		const oldest = this.held.shift();
		oldest?.(this.held.length === 0);
		this.wait();
	}
}
