package io.modehub.chat.tools;

import io.vertx.core.Future;

/** One typed question. */
interface Tool {
    ToolSpec spec();

    /** Answers; throws or fails with {@link ToolFault} where the arguments can't be used. */
    Future<ToolResult> ask(String ref, Arguments arguments, PersonLog log);
}
