/** What set-up installs when the machine has nothing usable. */
export const pulumiVersion = "3.259.0";

/** The oldest CLI on PATH that is taken: the age of the oldest supported SDK. */
export const oldestPulumiVersion = "3.216.0";

/** The last tagged module of Pulumi's SDK that still holds the Node.js language host as buildable source. */
export const languageHostVersion = "3.68.0";
