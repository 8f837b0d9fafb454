import { resolve } from "node:path";

export const pipelinesFolder = resolve(__dirname, "..", "..", "..", "examples", "pipelines");
