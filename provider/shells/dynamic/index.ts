/**
 * The dynamic resource provider that `require("pulumi-aiccs/dynamic")` returns. State written by every version of this
 * package loads the provider by this name, so neither the name nor these signatures ever change.
 */
import type { dynamic } from "@pulumi/pulumi";
import { calleeList as list } from "../../callees/resource";
import { aiCallTask, upgradeFrom010 } from "../../tasks/resource";
import type { EngineValues } from "../engine-values";
import { Host } from "../host";
import { DynamicProvider } from "./dynamic-provider";
import { onCancel } from "./engine-cancel";

const host = new Host({ upgrade: upgradeFrom010(), onCancel });
const provider = new DynamicProvider(aiCallTask, host);

export const configure = (request: dynamic.ConfigureRequest) => provider.configure(request);
export const check = (olds: EngineValues, news: EngineValues) => provider.check(olds, news);
export const diff = (id: string, olds: EngineValues, news: EngineValues) => provider.diff(id, olds, news);
export const create = (inputs: EngineValues) => provider.create(inputs);
export const read = (id: string, props?: EngineValues) => provider.read(id, props);
export const update = (id: string, olds: EngineValues, news: EngineValues) => provider.update(id, olds, news);
const remove = (id: string, props: EngineValues) => provider.delete(id, props);

export { remove as delete };

({ configure, check, diff, create, read, update, delete: remove }) satisfies dynamic.ResourceProvider;

/** The provider of callee lists: `require("pulumi-aiccs/dynamic").calleeList`. */
export const calleeList: dynamic.ResourceProvider = new DynamicProvider(list, host);
