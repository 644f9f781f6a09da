package io.modehub.chat;

import io.modehub.Rest;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A question asked over HTTP, its answer read event by event; closing it is closing the page. */
public final class ChatStream implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    private final BufferedReader in;
    private final int status;

    /** One event. */
    public record Event(String type, JsonObject data) {}

    /** Asks; returns when the head of the answer is there. */
    public ChatStream(int port, Rest caller, JsonObject question) {
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(PATIENCE_MS);
            byte[] body = question.toBuffer().getBytes();
            String head = "POST /api/v1/chat HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + caller.token()
                    + "\r\nAccept-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                    + "\r\n\r\n";
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            status = Integer.parseInt(in.readLine().split(" ")[1]);
            while (!in.readLine().isEmpty()) {
                // Headers are not looked at.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int status() {
        return status;
    }

    /** The next event; empty at the end of the answer. */
    public Optional<Event> next() {
        try {
            String type = null;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ") && type != null) {
                    return Optional.of(new Event(type, new JsonObject(line.substring(6))));
                } else if (line.equals("0")) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All events to the end. */
    public List<Event> rest() {
        List<Event> events = new ArrayList<>();
        for (Optional<Event> event = next(); event.isPresent(); event = next()) {
            events.add(event.get());
        }
        return events;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
