/** The CLI that is installed when the machine has no usable one. */
export const pulumiVersion = "3.259.0";

/** The oldest usable CLI on PATH: that of the oldest supported SDK. */
export const oldestPulumiVersion = "3.216.0";

/** The last tagged module of Pulumi's SDK that contains buildable source of the Node.js and Python language hosts. */
export const languageHostVersion = "3.68.0";

/** The last tagged module of Pulumi's SDK that contains buildable source of the Go language host. */
export const goHostVersion = "3.62.0";

export const yamlHostVersion = "1.38.1";

export const javaHostVersion = "1.34.0";
