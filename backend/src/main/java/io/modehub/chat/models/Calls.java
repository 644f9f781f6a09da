package io.modehub.chat.models;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import io.modehub.chat.Charts;
import io.modehub.chat.ChatEvent;
import io.modehub.chat.ChatEvent.ToolDone;
import io.modehub.chat.ChatEvent.ToolFailed;
import io.modehub.chat.ChatEvent.ToolRuns;
import io.modehub.chat.tools.ToolFault;
import io.modehub.chat.tools.ToolResult;
import io.modehub.chat.tools.Toolbox;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Has a model's calls answered, one after the other, and tells the page. */
final class Calls {
    /** The tool whose results hold titles. */
    static final String TITLES = "titles";

    private static final String NO_TITLES = "{\"error\":\"titles are not available\"}";

    private final Toolbox toolbox;
    private final AnswerFilter filter;
    private final Consumer<ChatEvent> events;
    private int made;

    Calls(Toolbox toolbox, AnswerFilter filter, Consumer<ChatEvent> events) {
        this.toolbox = toolbox;
        this.filter = filter;
        this.events = events;
    }

    /** A text for each call, in their order; fails where the log can't be read. */
    Future<List<String>> answer(List<ToolExecutionRequest> asked) {
        Future<List<String>> texts = Future.succeededFuture(new ArrayList<>());
        for (ToolExecutionRequest one : asked) {
            texts = texts.compose(all -> answer(one).map(text -> {
                all.add(text);
                return all;
            }));
        }
        return texts;
    }

    private Future<String> answer(ToolExecutionRequest asked) {
        if (++made > TurnLoop.MAX_CALLS) {
            return Future.succeededFuture(error("no more calls in this turn; answer from what you have"));
        }
        JsonObject arguments;
        try {
            arguments = asked.arguments() == null || asked.arguments().isBlank()
                    ? new JsonObject()
                    : new JsonObject(asked.arguments());
        } catch (DecodeException | ClassCastException e) {
            return failed(toolbox.nextRef(), asked.name(), new JsonObject(), "the arguments must be one JSON object");
        }
        return call(asked.name(), arguments)
                .map(ToolText::of)
                .recover(failure -> failure instanceof ToolFault fault
                        ? Future.succeededFuture(error(fault.remedy()))
                        : Future.failedFuture(failure));
    }

    /** Calls a tool and tells the page; fails with the fault after telling it. */
    Future<ToolResult> call(String name, JsonObject arguments) {
        String ref = toolbox.nextRef();
        events.accept(new ToolRuns(ref, name, arguments));
        return toolbox.call(ref, name, arguments)
                .onSuccess(result -> {
                    filter.add(result);
                    events.accept(new ToolDone(result));
                    if (result.tool().equals(Toolbox.CHART)) {
                        Charts.drawn(toolbox, result).ifPresent(events);
                    }
                })
                .onFailure(failure -> {
                    if (failure instanceof ToolFault fault) {
                        events.accept(new ToolFailed(ref, name, arguments, fault.remedy()));
                    }
                });
    }

    private Future<String> failed(String ref, String name, JsonObject arguments, String message) {
        events.accept(new ToolFailed(ref, name, arguments, message));
        return Future.succeededFuture(error(message));
    }

    private static String error(String message) {
        return JsonObject.of("error", message).encode();
    }

    /** Takes titles out of what the model was told; false where there were none. */
    boolean hideTitles(List<ChatMessage> messages) {
        boolean any = false;
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof ToolExecutionResultMessage result
                    && TITLES.equals(result.toolName())
                    && !NO_TITLES.equals(result.text())) {
                messages.set(i, ToolExecutionResultMessage.from(result.id(), result.toolName(), NO_TITLES));
                any = true;
            }
        }
        return any;
    }
}
