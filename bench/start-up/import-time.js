// Prints the milliseconds that importing the package adds to a program that has imported @pulumi/pulumi.
const { createRequire } = require("node:module");
const { join } = require("node:path");

const [folder] = process.argv.slice(2);
const load = createRequire(join(folder, "index.js"));
load("@pulumi/pulumi");
const start = performance.now();
load("pulumi-aiccs");
process.stdout.write(String(performance.now() - start));
