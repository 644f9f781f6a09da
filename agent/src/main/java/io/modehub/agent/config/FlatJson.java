package io.modehub.agent.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects whose members are strings: the agent's file and the answers to pairing. */
public final class FlatJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private FlatJson() {}

    /** The string members of one object; members of other kinds are left out. Throws where it is no JSON object. */
    public static Map<String, String> read(String text) throws IOException {
        return read(text, false);
    }

    /** The members of one object that are strings, numbers, true or false, as text. */
    public static Map<String, String> readAll(String text) throws IOException {
        return read(text, true);
    }

    private static Map<String, String> read(String text, boolean numbers) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING || (numbers && value.isScalarValue())) {
                    members.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }
        return members;
    }

    /** For people to read as well, and with a line break at its end. */
    public static String write(Map<String, String> members) throws IOException {
        StringWriter out = new StringWriter();
        write(members, FACTORY.createGenerator(out).useDefaultPrettyPrinter());
        return out.append('\n').toString();
    }

    /** On one line. */
    public static String line(Map<String, String> members) throws IOException {
        StringWriter out = new StringWriter();
        write(members, FACTORY.createGenerator(out));
        return out.toString();
    }

    private static void write(Map<String, String> members, JsonGenerator to) throws IOException {
        try (JsonGenerator json = to) {
            json.writeStartObject();
            for (Map.Entry<String, String> member : members.entrySet()) {
                json.writeStringField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
        }
    }
}
