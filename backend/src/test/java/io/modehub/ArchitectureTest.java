package io.modehub;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rooms know only those that docs/architecture.md says. */
@AnalyzeClasses(packages = "io.modehub", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] STAGES = {
        "..accounts..",
        "..api..",
        "..chat..",
        "..demo..",
        "..ingest..",
        "..interop..",
        "..live..",
        "..store..",
        "..timeline.."
    };

    @ArchTest
    static final ArchRule ROOMS_HAVE_NO_CYCLES =
            slices().matching("io.modehub.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ROOMS_OF_THE_CHAT_POINT_ONE_WAY = noClasses()
            .that()
            .resideInAPackage("io.modehub.chat.tools..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.modehub.chat", "io.modehub.chat.models..", "io.modehub.chat.analyst..", "dev.langchain4j..");

    @ArchTest
    static final ArchRule THE_ANALYST_IS_NO_LANGUAGE_MODEL = noClasses()
            .that()
            .resideInAPackage("io.modehub.chat.analyst..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.modehub.chat.models..", "dev.langchain4j..", "io.vertx.core.http..");

    @ArchTest
    static final ArchRule ONLY_MODELS_KNOW_LANGCHAIN4J = noClasses()
            .that()
            .resideOutsideOfPackages("io.modehub.chat.models..", "io.modehub.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.langchain4j..", "com.azure..");

    @ArchTest
    static final ArchRule THE_DOMAIN_IS_PURE = noClasses()
            .that()
            .resideInAnyPackage("io.modehub.activity..", "io.modehub.classify..", "io.modehub.spans..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.vertx..")
                    .or(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(STAGES)));

    @ArchTest
    static final ArchRule ONLY_STORES_SPEAK_SQL = noClasses()
            .that()
            .resideInAnyPackage("..chat..", "..live..", "..classify..", "..spans..", "..timeline..", "..accounts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.pgclient..", "java.sql..");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_API = classes()
            .that()
            .resideInAPackage("..api..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("..api..", "io.modehub");
}
