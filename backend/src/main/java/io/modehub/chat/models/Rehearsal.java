package io.modehub.chat.models;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.modehub.chat.models.LanguageModel.Answer;
import io.modehub.chat.models.LanguageModel.Listener;
import io.modehub.chat.models.LanguageModel.ModelFault;
import io.modehub.chat.models.LanguageModel.Question;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A round that never leaves the machine, so that the client libraries' classes are loaded before somebody waits for them. */
final class Rehearsal implements Transport {
    /** Some 2,000 classes are loaded: about a second on a small machine. */
    private static final long LONGEST_S = 30;

    private static final Buffer ANSWER = Buffer.buffer("""
            data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Yes"},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_0","type":"function","function":{"name":"look","arguments":"{}"}}]},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}

            data: [DONE]

            """);

    private Rehearsal() {}

    /** Asks such a model once; blocks until it has answered. */
    static void of(Function<Transport, LanguageModel> model) {
        ToolSpecification tool = ToolSpecification.builder()
                .name("look")
                .description("Looks")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("where", "where to look")
                        .required("where")
                        .build())
                .build();
        Question question =
                new Question(List.of(SystemMessage.from("Look."), UserMessage.from("Is it there?")), List.of(tool), 1);
        CountDownLatch done = new CountDownLatch(1);
        model.apply(new Rehearsal()).ask(question, new Done(done));
        try {
            if (!done.await(LONGEST_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the client library did not answer to itself");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Call post(String url, MultiMap headers, Buffer body, Receiver receiver) {
        receiver.answered(200, MultiMap.caseInsensitiveMultiMap());
        receiver.bytes(ANSWER);
        receiver.ended();
        return new Call() {
            @Override
            public void cancel() {}

            @Override
            public void release() {}
        };
    }

    private record Done(CountDownLatch latch) implements Listener {
        @Override
        public void text(String delta) {}

        @Override
        public void finished(Answer answer) {
            latch.countDown();
        }

        @Override
        public void failed(ModelFault fault) {
            latch.countDown();
        }
    }
}
