package io.modehub.standin;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers by hand-written rules, as a model might: calls the tool the question seems to want, then writes down what the
 * results say and nothing else, so that a wrong result makes a wrong answer.
 */
final class Assistant implements Script {
    private static final Pattern SUMMARY_LINE = Pattern.compile("(?m)^.*\\[([rd]\\d+)].*$");
    private static final int LONGEST_LINE = 300;

    private final Duration pace;

    /** @param pace between words */
    Assistant(Duration pace) {
        this.pace = pace;
    }

    @Override
    public void play(Asked asked, Reply reply) {
        boolean german = Wish.isGerman(asked.question());
        List<Wish> wishes = Wish.of(asked);
        reply.opening();
        if (!wishes.isEmpty()) {
            for (int i = 0; i < wishes.size(); i++) {
                Wish wish = wishes.get(i);
                reply.toolCall(
                        "call_" + asked.called().size() + i,
                        wish.tool(),
                        wish.arguments().encode());
            }
            reply.finished("tool_calls");
        } else {
            String answer = asked.results().isEmpty() ? withoutTools(asked, german) : Findings.answer(asked, german);
            reply.words(answer, pace).finished("stop");
        }
    }

    /** Quotes the first line of the instructions that has a reference. */
    private static String withoutTools(Asked asked, boolean german) {
        Matcher line = SUMMARY_LINE.matcher(asked.instructions());
        if (!line.find()) {
            return german ? "Dazu habe ich keine Daten." : "I have no data on that.";
        }
        String text = line.group().strip();
        String cut = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) : text;
        return (german ? "Aus der Zusammenfassung: " : "From the summary: ")
                + (cut.contains("[" + line.group(1) + "]") ? cut : cut + " [" + line.group(1) + "]");
    }
}
