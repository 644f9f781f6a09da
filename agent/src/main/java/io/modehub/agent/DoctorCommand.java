package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.AgentHome;
import io.modehub.agent.control.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "doctor", mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        AgentHome home = common.home();
        List<Finding> findings = new ArrayList<>(new Surroundings(home).findings());
        findings.addAll(new Sensors(home).findings());
        boolean well = findings.stream().noneMatch(finding -> finding.state() == Finding.State.missing);
        if (common.isJson()) {
            System.out.println(JsonText.object(json -> {
                json.writeBooleanField("ok", well);
                json.writeStringField("version", Version.current());
                json.writeArrayFieldStart("findings");
                for (Finding finding : findings) {
                    finding.write(json);
                }
                json.writeEndArray();
            }));
        } else {
            findings.forEach(DoctorCommand::print);
            System.out.println(say(well ? "doctor.well" : "doctor.unwell"));
        }
        return well ? ExitStatus.DONE : ExitStatus.LACKING;
    }

    private static void print(Finding finding) {
        String mark =
                switch (finding.state()) {
                    case ok -> "[ok]";
                    case off -> "[--]";
                    case missing -> "[!!]";
                };
        String name = finding.what().startsWith("source:") ? say("doctor.source") : say("doctor." + finding.what());
        System.out.printf("%s %-16s %s%n", mark, name, finding.value());
        if (finding.remedy() != null) {
            System.out.printf("%22s%s%n", "-> ", finding.remedy());
        }
    }
}
