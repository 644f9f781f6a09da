package io.modehub.chat.tools;

import io.modehub.chat.tools.ToolSpec.Kind;
import io.modehub.chat.tools.ToolSpec.Parameter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Arguments of a call, each checked against its parameter; whatever is wrong is said in one sentence that can be acted on. */
final class Arguments {
    private static final int LONGEST = 200;
    private static final int LONGEST_SHOWN = 40;

    private final ToolSpec spec;
    private final JsonObject given;

    Arguments(ToolSpec spec, JsonObject given) {
        this.spec = spec;
        this.given = given;
        Set<String> known = spec.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
        for (Map.Entry<String, Object> argument : given) {
            if (!known.contains(argument.getKey())) {
                throw new ToolFault(
                        "there is no argument " + shown(argument.getKey()) + "; " + spec.name() + " takes " + names());
            }
        }
        spec.parameters().stream()
                .filter(parameter -> parameter.required() && given.getValue(parameter.name()) == null)
                .findFirst()
                .ifPresent(missing -> {
                    throw new ToolFault(missing.name() + " is missing: " + missing.description());
                });
    }

    /** What was given. */
    JsonObject given() {
        return given;
    }

    /** Whether the tool takes an argument of that name. */
    boolean knows(String name) {
        return spec.parameters().stream().anyMatch(one -> one.name().equals(name));
    }

    /** The text, if the tool takes such an argument and it was given. */
    Optional<String> ifKnown(String name) {
        return knows(name) ? text(name) : Optional.empty();
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new ToolFault(name + " is missing"));
    }

    /** A text or one of the choices. */
    Optional<String> text(String name) {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text) || text.isBlank() || text.length() > LONGEST) {
            throw new ToolFault(name + " must be a text of 1 to " + LONGEST + " characters");
        }
        Parameter parameter = parameter(name);
        String wanted = text.strip();
        if (parameter.kind() == Kind.CHOICE) {
            String choice = wanted.toLowerCase(Locale.ROOT);
            if (!parameter.choices().contains(choice)) {
                throw new ToolFault(
                        name + " must be one of " + String.join(", ", parameter.choices()) + ", not " + shown(wanted));
            }
            return Optional.of(choice);
        }
        return Optional.of(wanted);
    }

    OptionalInt number(String name, int least, int most) {
        Object value = value(name);
        return value == null ? OptionalInt.empty() : OptionalInt.of(number(name, value, least, most));
    }

    Set<Integer> numbers(String name, int least, int most) {
        Object value = value(name);
        if (value == null) {
            return Set.of();
        }
        Set<Integer> numbers = new TreeSet<>();
        List<?> all = value instanceof JsonArray array ? array.getList() : List.of(value);
        all.forEach(one -> numbers.add(number(name, one, least, most)));
        return numbers;
    }

    /** Models write 5, 5.0 and "5" for the same number. */
    private static int number(String name, @Nullable Object value, int least, int most) {
        double number = Double.NaN;
        if (value instanceof Number given) {
            number = given.doubleValue();
        } else if (value instanceof String text && text.strip().matches("-?\\d{1,9}")) {
            number = Integer.parseInt(text.strip());
        }
        if (number != Math.rint(number) || number < least || number > most) {
            throw new ToolFault(name + " must be a whole number from " + least + " to " + most);
        }
        return (int) number;
    }

    private @Nullable Object value(String name) {
        Object value = given.getValue(name);
        return "".equals(value) ? null : value;
    }

    private Parameter parameter(String name) {
        return spec.parameters().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String names() {
        return spec.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
    }

    /** Foreign text in a sentence: short and without anything that could be taken for more. */
    static String shown(String text) {
        String plain = text.replaceAll("[^\\p{L}\\p{N} _.:/-]", "?");
        return "'" + (plain.length() > LONGEST_SHOWN ? plain.substring(0, LONGEST_SHOWN) + "…" : plain) + "'";
    }
}
