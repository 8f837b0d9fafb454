import Module from "node:module";
import type { Operation } from "./operations";
import type { serviceOf } from "./service";
import type { Settings } from "./settings";

/** Sends operations to the service. */
export interface Api {
	call<T>(operation: Operation<T>, parameters: Readonly<Record<string, string>>): Promise<T>;
}

/**
 * A client of the service. It loads, reads, checks and sends nothing before the first call: loading the vendor's
 * packages takes as long as loading everything else, and most runs send no request.
 */
export function apiOf(getSettings: () => Settings, log: (line: string) => void): Api {
	let service: Api | undefined;
	return {
		call: async (operation, parameters) => {
			const settings = getSettings();
			try {
				service ??= resolvingDebug(load).serviceOf(settings, (line) => log(settings.named(line)));
				return await service.call(operation, parameters);
			} catch (error) {
				if (error instanceof Error) error.message = settings.named(error.message);
				throw error;
			}
		},
	};
}

/** By `require`: `import()` uses the loader of ES modules, which Yarn PnP provides only when it is configured to. */
function load(): { readonly serviceOf: typeof serviceOf } {
	return require("./service");
}

/**
 * Resolves `debug` for `@alicloud/credentials`, which requires it without declaring it: under Yarn PnP and pnpm without
 * hoisting a package reaches only what it declares. This package declares `debug` and resolves it during this one
 * synchronous call, where the normal lookup fails. Remove this when `@alicloud/credentials` declares `debug`.
 */
function resolvingDebug<T>(work: () => T): T {
	const resolve: unknown = Reflect.get(Module, "_resolveFilename");
	if (typeof resolve !== "function") return work();
	Reflect.set(Module, "_resolveFilename", function (this: unknown, ...args: unknown[]): unknown {
		try {
			return Reflect.apply(resolve, this, args);
		} catch (error) {
			if (args[0] === "debug") return require.resolve("debug");
			throw error;
		}
	});
	try {
		return work();
	} finally {
		Reflect.set(Module, "_resolveFilename", resolve);
	}
}
