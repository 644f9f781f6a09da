package io.modehub.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.modehub.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule SENSE_SPOOL_AND_LINK_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("io.modehub.agent.(sense|spool|link)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.modehub.agent.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_THE_COMMANDS = noClasses()
            .that()
            .resideInAnyPackage("io.modehub.agent.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.modehub.agent");

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_MAIN = noClasses()
            .should()
            .dependOnClassesThat()
            .haveSimpleName("Main")
            .andShould()
            .notBe(Main.class);

    @ArchTest
    static final ArchRule ONLY_THE_COMMANDS_KNOW_PICOCLI = noClasses()
            .that()
            .resideInAnyPackage("io.modehub.agent.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule HEAVY_PARTS_OF_THE_JDK_STAY_OUT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "java.util.logging..", "java.awt..", "javax.swing..");

    @ArchTest
    static final ArchRule WHAT_ONLY_OTHER_SYSTEMS_NEED_STAYS_BEHIND_THEIR_PROBES = noClasses()
            .that()
            .resideOutsideOfPackages("..sense.windows..", "..sense.macos..")
            .and()
            .doNotHaveSimpleName("JavaSound")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.sun.jna..", "javax.sound..");
}
