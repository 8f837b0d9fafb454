import { isForbidden, isRefusal } from "../service/api-error";

/** Page sizes to try. No maximum is published, so a refused size is followed by a smaller one. */
const sizes = [100, 50, 20, 10] as const;

/** The largest page size that the service accepts. */
export class PageSize {
	private size: number;
	private readonly sizes: readonly number[];

	constructor(sizesToTry: readonly number[] = sizes) {
		this.sizes = sizesToTry;
		this.size = sizesToTry[0] ?? sizes[0];
	}

	/** Requests a page, and a smaller one as long as the size may be the reason for a refusal. */
	async request<T>(page: (size: string) => Promise<T>): Promise<T> {
		const { size } = this;
		try {
			return await page(String(size));
		} catch (error) {
			const smaller = this.sizes.find((one) => one < size);
			if (!isRefusal(error) || isForbidden(error) || smaller === undefined) throw error;
			this.size = Math.min(this.size, smaller);
			return this.request(page);
		}
	}
}
