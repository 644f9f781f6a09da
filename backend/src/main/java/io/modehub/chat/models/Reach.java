package io.modehub.chat.models;

import dev.langchain4j.data.message.UserMessage;
import io.modehub.chat.models.LanguageModel.Answer;
import io.modehub.chat.models.LanguageModel.Failure;
import io.modehub.chat.models.LanguageModel.Listener;
import io.modehub.chat.models.LanguageModel.ModelFault;
import io.modehub.chat.models.LanguageModel.Question;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Whether a model answers at all, by the shortest of questions. It costs some twenty tokens. */
public final class Reach {
    private static final int MOST_TOKENS = 16;

    private Reach() {}

    /** Asks; blocks. Empty where it answers, else why it doesn't. */
    public static Optional<Failure> of(LanguageModel model) {
        CompletableFuture<Optional<Failure>> heard = new CompletableFuture<>();
        model.ask(new Question(List.of(UserMessage.from("Say ok.")), List.of(), MOST_TOKENS), new Listener() {
            @Override
            public void text(String delta) {}

            @Override
            public void finished(Answer answer) {
                heard.complete(Optional.empty());
            }

            @Override
            public void failed(ModelFault fault) {
                heard.complete(Optional.of(fault.failure()));
            }
        });
        return heard.completeOnTimeout(
                        Optional.of(Failure.TIMEOUT), LanguageModel.LONGEST.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
