import Module from "node:module";

/**
 * Loads the vendor's packages where a package reaches only what it declares (Yarn PnP, pnpm without hoisting).
 * `@alicloud/credentials` requires `debug` and does not declare it. This package does, and answers for it, in this one
 * synchronous call and only where the vendor's own look-up fails.
 */
export function withUndeclaredPackage<T>(load: () => T): T {
	const resolve: unknown = Reflect.get(Module, "_resolveFilename");
	if (typeof resolve !== "function") return load();
	Reflect.set(Module, "_resolveFilename", function (this: unknown, ...args: unknown[]): unknown {
		try {
			return Reflect.apply(resolve, this, args);
		} catch (error) {
			if (args[0] === "debug") return require.resolve("debug");
			throw error;
		}
	});
	try {
		return load();
	} finally {
		Reflect.set(Module, "_resolveFilename", resolve);
	}
}
