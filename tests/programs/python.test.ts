import assert from "node:assert/strict";
import { type CommandResult, runCommand } from "../../tools/setup/command";
import { skipBecause } from "../support/skip-because";
import { mondayMorning } from "./support/callees";
import { type Account, describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";
import { openPython, type Python } from "./support/python";

/** A program with `task(name, **changes)` and `parent` in its scope. */
const python = (source: string) => `
import pulumi
import pulumi_aiccs as aiccs
from pulumi import ResourceOptions as Options

campaign = dict(
    agent_id="118712345678901234",
    virtual_number="05710000001",
    start_type="IMMEDIATE",
    call_day=["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
    call_time=[aiccs.CallWindowArgs(start_time="09:00:00", end_time="12:00:00")],
)

def task(name, opts=None, **changes):
    return aiccs.AiCallTask(name, opts=opts, **{**campaign, "task_name": name, **changes})

class Campaign(pulumi.ComponentResource):
    def __init__(self, name, opts=None, **changes):
        super().__init__("example:index:Campaign", name, None, opts)
        self.task = task(name, opts=Options(parent=self), **changes)
        self.people = aiccs.CalleeList(
            f"{name}-people",
            task_id=self.task.task_id,
            source=pulumi.FileAsset("people.csv"),
            opts=Options(parent=self),
        )
        self.register_outputs({"taskId": self.task.task_id})
${source}`;

const folder = (source: string) => ({
	"Pulumi.yaml": "name: program\nruntime: python\n",
	"__main__.py": python(source),
	"people.csv": "calleeNumber,outId,customer\n01000000001,C1,Chen Bo\n01000000002,C2,Deng Bo\n",
});

/** The Automation API runs these commands on a program within the same process: no language host takes part. */
const automation = (source: string) => `
import sys
from pulumi import automation

def program():
    exec(open("inline.py").read(), {})

stack = automation.create_or_select_stack(stack_name="dev", project_name="inline", program=program)
stack.set_config("aiccs:endpoint", automation.ConfigValue(sys.argv[1]))
for command in sys.argv[2:]:
    result = getattr(stack, command)(on_output=print, color="never")
    print(command, getattr(result, "change_summary", None) or result.summary.resource_changes)
    print({name: output.value for name, output in getattr(result, "outputs", {}).items()})
${source}`;

function runInline({ program, simulator }: Account, ...commands: readonly string[]): Promise<CommandResult> {
	const { PULUMI_STACK, ...env } = program.env;
	const args = ["automation.py", simulator.url, ...commands];
	return runCommand("python", args, { cwd: program.directory, env });
}

describePrograms("a program in Python", (open) => {
	let languages: Python;
	before(async function () {
		const opened = await openPython();
		if ("unavailable" in opened) return skipBecause(this, opened.unavailable);
		languages = opened;
	});
	after(() => languages?.close());

	it("declares tasks and people in a component, changes them, shows findings, and honours the resource options", async () => {
		const { path, env } = languages;
		const files = folder(`
spring = Campaign("spring", task_cps=5)
pulumi.export("taskId", spring.task.task_id)
pulumi.export("people", spring.people.count)
`);
		const config = { "aiccs:listLagSeconds": "0" };
		const { program, simulator } = await open({ files, path, env, config }, { now: () => mondayMorning });

		const first = await succeeded(program.up("--skip-preview=false"));
		assert.match(first, /2 people on the list\. To import: 2\./);
		assert.match(first, /\+ 4 created/);
		const { taskId = "" } = simulator.task("spring") ?? {};
		assert.deepEqual(await program.outputs(), { people: 2, taskId });
		simulator.clearRequests();
		await succeeded(program.up("--expect-no-changes"));
		assert.deepEqual(simulator.actions(), []);

		const [adopted = ""] = simulator.seedTasks([
			{ ...(simulator.task("spring")?.definition ?? assert.fail()), TaskName: "adopted" },
		]);
		program.write(
			folder(`
spring = task("vernal", task_name="spring", task_cps=9, call_day=["SUNDAY"], opts=Options(
    aliases=[pulumi.Alias(name="spring", parent="urn:pulumi:dev::program::example:index:Campaign::spring")],
    protect=True,
    ignore_changes=["callDay"],
))
adopted = task("adopted", task_cps=5, call_time=[
    aiccs.CallWindowArgs(start_time="09:00:00", end_time="12:00:00"),
], opts=Options(import_="${adopted}", retain_on_delete=True))
`),
		);
		const options = await succeeded(program.up("--skip-preview=false", "--diff"));
		assert.match(options, /~ taskCps\s*: 5 => 9/);
		assert.match(options, /= aiccs:index:AiCallTask: \(import\)/);
		assert.equal(simulator.task("spring")?.taskId, taskId);
		assert.equal(simulator.task("spring")?.definition.CallDay.length, 5, "the change is ignored");

		program.write(
			folder(`
spring = task("vernal", task_name="spring", task_cps=0, call_day=[], opts=Options(protect=True))
other = task("other", task_name="spring")
`),
		);
		const findings = diagnosticsOf(await failed(program.preview()));
		assert.ok(findings.get("vernal")?.includes("error: taskCps (0) is too small. Use a whole number from 1 to 500."));
		assert.ok(findings.get("other")?.join("").includes('taskName ("spring") is also declared by "vernal"'));

		program.write(
			folder(`
spring = task("vernal", task_name="spring", task_cps=9, opts=Options(protect=True, replace_on_changes=["taskCps"]))
`),
		);
		await succeeded(program.up());
		assert.equal(simulator.task("adopted")?.taskId, adopted, "it is retained");
		assert.match(await failed(program.destroy()), /protect/);
	});

	it("runs within the Automation API, without a language host", async () => {
		const { path, env } = languages;
		const { program, simulator } = await open({
			files: {
				...folder(""),
				"automation.py": automation(""),
				"inline.py": python('pulumi.export("taskId", task("spring").task_id)'),
			},
			path,
			env,
		});

		const output = await succeeded(runInline({ program, simulator }, "preview", "up", "refresh", "up", "destroy"));

		assert.match(output, /taskId: \[unknown\]/);
		assert.match(output, /up \{'create': 2\}/);
		assert.match(output, /up \{'same': 2\}/);
		assert.match(output, /destroy \{'delete': 2\}/);
		assert.equal(simulator.tasks().length, 1);
	});
});
