import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds after which the request for an item is on its way: reading takes the thread that sends it. */
const departure = 3;

/** The same items: each is read while the one before it is used. */
export async function* readAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
	let next = items.next();
	try {
		for (let item = await next; !item.done; item = await next) {
			next = pause(departure).then(() => items.next());
			// It fails when it is used.
			next.catch(() => {});
			yield item.value;
		}
	} finally {
		await items.return(undefined);
	}
}
