package io.modehub.bench;

import io.modehub.chat.tools.Language;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;

/**
 * A conversation whose last question is graded.
 *
 * @param ask the last is graded, those before are its context
 * @param expect what a right answer says, in the words of the file
 * @param absent what must be in no answer
 */
record ChatQuestion(
        String id,
        Language language,
        String block,
        List<String> ask,
        JsonObject expect,
        List<String> absent,
        ZoneId zone) {
    ChatQuestion {
        ask = List.copyOf(ask);
        absent = List.copyOf(absent);
    }

    /** The questions of a file; none where there is no such file. */
    static List<ChatQuestion> load(String half) {
        try (InputStream file = ChatQuestion.class.getResourceAsStream("/chat/" + half + ".json")) {
            return file == null
                    ? List.of()
                    : new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                            .getJsonArray("questions").stream()
                                    .map(JsonObject.class::cast)
                                    .map(ChatQuestion::of)
                                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChatQuestion of(JsonObject json) {
        JsonObject expect = json.getJsonObject("expect");
        return new ChatQuestion(
                json.getString("id"),
                json.getString("language").equals("de") ? Language.GERMAN : Language.ENGLISH,
                json.getString("block"),
                strings(json.getJsonArray("ask")),
                expect,
                strings(expect.getJsonArray("absent", new JsonArray())),
                ZoneId.of(json.getString("zone", ChatYear.ZONE.getId())));
    }

    private static List<String> strings(JsonArray all) {
        return all.stream().map(String.class::cast).toList();
    }
}
