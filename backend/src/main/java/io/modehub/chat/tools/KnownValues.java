package io.modehub.chat.tools;

import io.modehub.chat.tools.ToolSpec.Kind;
import io.modehub.chat.tools.ToolSpec.Parameter;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Which names there are to ask for. */
final class KnownValues implements Tool {
    private static final ToolSpec SPEC = new ToolSpec(
            "known_values",
            "Names of modes, apps (most used first) or devices in the log, and the first day of it.",
            List.of(
                    new Parameter("kind", Kind.CHOICE, "what names", List.of("mode", "app", "agent"), true),
                    new Parameter("query", Kind.TEXT, "part of the name", List.of(), false)));

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public Future<ToolResult> ask(String ref, Arguments arguments, PersonLog log) {
        Vocabulary vocabulary = log.vocabulary();
        String query = arguments.text("query").orElse("").toLowerCase(Locale.ROOT);
        List<String> names =
                switch (arguments.required("kind")) {
                    case "mode" -> vocabulary.modes();
                    case "app" -> vocabulary.apps();
                    default -> vocabulary.agents();
                };
        Findings findings = new Findings(ref, SPEC.name(), arguments)
                .fact(
                        "firstDay",
                        Unit.TEXT,
                        vocabulary.firstDay().map(LocalDate::toString).orElse(null))
                .column("name", Unit.TEXT);
        names.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(query))
                .forEach(findings::row);
        return Future.succeededFuture(findings.done());
    }
}
