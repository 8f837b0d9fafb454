/** A definition that nothing is wrong with, for programs to spread and change. */
const campaign = `
const campaign = {
	agentId: "118712345678901234",
	virtualNumber: "05710000001",
	startType: "IMMEDIATE",
	callDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
	callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }, { startTime: "14:00:00", endTime: "18:00:00" }],
};
`;

const imports = `
const pulumi = require("@pulumi/pulumi");
const { AiCallTask } = require("pulumi-aiccs");
`;

/** The files of a JavaScript program that does this; `campaign`, `AiCallTask` and `pulumi` are in its scope. */
export function javaScript(source: string): Record<string, string> {
	return { "index.js": `${imports}${campaign}${source}` };
}
