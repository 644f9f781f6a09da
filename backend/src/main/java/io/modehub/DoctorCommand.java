package io.modehub;

import io.modehub.config.Environment;
import io.modehub.config.Settings;
import io.modehub.doctor.Doctor;
import io.modehub.doctor.Finding;
import io.modehub.doctor.Finding.Level;
import io.modehub.failure.StartFailure;
import java.util.List;
import java.util.Map;

/** {@code modehub doctor}: whether a hub with this environment will work, and what to do where it won't. */
final class DoctorCommand {
    private DoctorCommand() {}

    /** The answer is the exit status, 1 where something does not work. */
    static int run(Map<String, String> environment) {
        Settings settings;
        try {
            settings = Environment.read(environment);
        } catch (StartFailure e) {
            System.out.println("problem  settings       " + e.getMessage());
            return 1;
        }
        List<Finding> findings = new Doctor(settings).examine();
        findings.forEach(System.out::println);
        return findings.stream().anyMatch(finding -> finding.level() == Level.PROBLEM) ? 1 : 0;
    }
}
