package io.modehub.chat.analyst;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers in words. */
final class NumberWords {
    private static final Map<String, Integer> CARDINALS = new HashMap<>();
    private static final Map<String, Integer> ORDINALS = new HashMap<>();

    static {
        List<String> german = List.of(
                "null",
                "eins",
                "zwei",
                "drei",
                "vier",
                "fuenf",
                "sechs",
                "sieben",
                "acht",
                "neun",
                "zehn",
                "elf",
                "zwoelf",
                "dreizehn",
                "vierzehn",
                "fuenfzehn",
                "sechzehn",
                "siebzehn",
                "achtzehn",
                "neunzehn",
                "zwanzig");
        List<String> english = List.of(
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
                "twenty");
        for (int i = 1; i <= 20; i++) {
            CARDINALS.put(german.get(i), i);
            CARDINALS.put(english.get(i), i);
        }
        List.of("ein", "eine", "einem", "einen", "einer", "a", "an").forEach(one -> CARDINALS.put(one, 1));
        CARDINALS.put("zwo", 2);
        CARDINALS.put("dreissig", 30);
        CARDINALS.put("thirty", 30);
        CARDINALS.put("sechzig", 60);
        CARDINALS.put("sixty", 60);
        CARDINALS.put("neunzig", 90);
        CARDINALS.put("ninety", 90);
        List<String> units = List.of("", "ein", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun");
        List<String> stems = List.of(
                "", "erst", "zweit", "dritt", "viert", "fuenft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft",
                "zwoelft");
        for (int i = 1; i <= 31; i++) {
            String stem = i <= 12
                    ? stems.get(i)
                    : i < 20
                            ? german.get(i) + "t"
                            : (i % 10 == 0 ? "" : units.get(i % 10) + "und") + (i < 30 ? "zwanzigst" : "dreissigst");
            for (String ending : List.of("e", "en", "er", "es")) {
                ORDINALS.put(stem + ending, i);
            }
        }
        List<String> ordinals = List.of(
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "sixth",
                "seventh",
                "eighth",
                "ninth",
                "tenth",
                "eleventh",
                "twelfth",
                "thirteenth",
                "fourteenth",
                "fifteenth",
                "sixteenth",
                "seventeenth",
                "eighteenth",
                "nineteenth",
                "twentieth");
        for (int i = 0; i < ordinals.size(); i++) {
            ORDINALS.put(ordinals.get(i), i + 1);
        }
    }

    private NumberWords() {}

    /** The number there, in digits or letters; -1 where there is none. */
    static int cardinal(Words words, int at) {
        int digits = words.number(at);
        return digits >= 0 ? digits : CARDINALS.getOrDefault(words.text(at), -1);
    }

    /** A number that is more than an article. */
    static int count(Words words, int at) {
        String text = words.text(at);
        boolean article = (text.startsWith("ein") && !text.equals("eins")) || text.equals("a") || text.equals("an");
        return article ? -1 : cardinal(words, at);
    }

    /** A number with its place in an order, and where it ends; {@code number} -1 where there is none. */
    static Ordinal ordinal(Words words, int at) {
        int number = words.number(at);
        if (number > 0) {
            boolean marked = words.is(at + 1, ".", "st", "nd", "rd", "th", "te", "ten", "ter", "tes");
            return marked && words.get(at + 1).touches() ? new Ordinal(number, at + 2) : new Ordinal(-1, at);
        }
        Integer known = ORDINALS.get(words.text(at));
        return known == null ? new Ordinal(-1, at) : new Ordinal(known, at + 1);
    }

    record Ordinal(int number, int end) {}
}
