import { isRefusal } from "../service/api-error";

/** The sizes that are asked for; no maximum is published, so smaller ones follow when one is refused. */
const sizes = [100, 50, 20, 10] as const;

/** Finds out how much the service gives at once. */
export class PageSize {
	private size: number = sizes[0];

	/** Asks for a page, and for a smaller one as long as the size may be what is refused. */
	async ask<T>(page: (size: string) => Promise<T>): Promise<T> {
		const { size } = this;
		try {
			return await page(String(size));
		} catch (error) {
			const smaller = sizes.find((one) => one < size);
			if (!isRefusal(error) || smaller === undefined) throw error;
			this.size = Math.min(this.size, smaller);
			return this.ask(page);
		}
	}
}
