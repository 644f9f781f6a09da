package io.modehub.chat.models;

import java.time.Duration;

/**
 * How long and how big an answer may become.
 *
 * @param eventBytes of one event
 * @param answerBytes of all events, keep-alives included
 */
public record Limits(Duration firstByte, Duration betweenEvents, Duration whole, int eventBytes, int answerBytes) {
    /** An event is a few words; two hundred tool calls in one event are below 100 kB. An answer of 800 tokens is below 400 kB. */
    public static final Limits USUAL =
            new Limits(LanguageModel.FIRST_BYTE, LanguageModel.BETWEEN_EVENTS, LanguageModel.LONGEST, 1 << 20, 4 << 20);
}
