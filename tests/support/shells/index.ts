import type { Values } from "../../../provider/definition/values";
import type { Resource } from "../../../provider/run/resource";
import type { Shell } from "../engine";
import { dynamicShellOf } from "./dynamic";
import { pluginShellOf, quickPluginShellOf } from "./plugin";
import { verbsOf } from "./verbs";

/** How a suite calls resources. */
export interface ShellKind {
	readonly title: string;
	of<T extends Values<T>, S>(resource: Resource<T, S>): Shell;
}

/** Without a shell. */
export const verbs: ShellKind = { title: "the verbs", of: verbsOf };

const dynamic: ShellKind = { title: "the dynamic provider", of: dynamicShellOf };

/** Both shells, the plugin over a connection. */
export const shells: readonly ShellKind[] = [dynamic, { title: "the plugin", of: pluginShellOf }];

/** Both shells, the plugin without a connection, for thousands of processes. */
export const quickShells: readonly ShellKind[] = [dynamic, { title: "the plugin", of: quickPluginShellOf }];
