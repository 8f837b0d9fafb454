/** The CLI that is installed when the machine has no usable one. */
export const pulumiVersion = "3.259.0";

/** The oldest usable CLI on PATH: that of the oldest supported SDK. */
export const oldestPulumiVersion = "3.216.0";

/** The last tagged module of Pulumi's SDK that contains buildable source of the Node.js language host. */
export const languageHostVersion = "3.68.0";
