package campaign;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.aiccs.AiCallTask;
import com.pulumi.aiccs.AiCallTaskArgs;
import com.pulumi.aiccs.AiccsFunctions;
import com.pulumi.aiccs.CalleeList;
import com.pulumi.aiccs.CalleeListArgs;
import com.pulumi.aiccs.inputs.CallWindowArgs;
import com.pulumi.aiccs.inputs.GetCallResultsArgs;
import com.pulumi.aiccs.outputs.GetCallResultsResult;
import com.pulumi.asset.FileAsset;

/** One AI call task, and the people whom it calls. */
public class App {
    public static void main(String[] args) {
        Pulumi.run(App::campaign);
    }

    private static void campaign(Context context) {
        // Calls customers back on weekday mornings and afternoons, and retries unanswered calls.
        var task = new AiCallTask("spring-callback", AiCallTaskArgs.builder()
            .taskName("spring-callback-java")
            .agentId("118712345678901234")
            .virtualNumber("05710000001")
            .startType("IMMEDIATE")
            .callDay("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY")
            .callTime(
                CallWindowArgs.builder().startTime("09:00:00").endTime("12:00:00").build(),
                CallWindowArgs.builder().startTime("14:00:00").endTime("18:00:00").build())
            .taskCps(5)
            .missCallRetry(true)
            .callRetryReason("NO_ANSWER", "USER_BUSY")
            .callRetryTimes(2)
            .callRetryInterval(30)
            .build());

        // The invented people of the file, each imported once. The import begins the campaign.
        var customers = new CalleeList("customers", CalleeListArgs.builder()
            .taskId(task.taskId())
            .source(new FileAsset("customers.csv"))
            .build());

        // How many calls ended how, so far.
        var results = AiccsFunctions.getCallResults(GetCallResultsArgs.builder().taskId(customers.taskId()).build());

        context.export("taskId", task.taskId());
        context.export("people", customers.count());
        context.export("results", results.applyValue(GetCallResultsResult::byResult));
    }
}
