package io.modehub.api;

import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;

/** Reads bodies: small ones into memory, uploads into a temporary file that goes with the request. */
final class Bodies implements Handler<RoutingContext> {
    /** A thousand activities with sixteen sources each. */
    static final long MAX_BODY = 2 * 1024 * 1024;

    /** A million activities. */
    private static final long MAX_UPLOAD = 256L * 1024 * 1024;

    /** What a form has around its file. */
    private static final long FORM = 64 * 1024;

    private final Predicate<RoutingContext> isUpload;
    private final BodyHandler small = BodyHandler.create(false).setBodyLimit(MAX_BODY);
    private final BodyHandler uploads = BodyHandler.create(directory().toString())
            .setBodyLimit(MAX_UPLOAD + FORM)
            .setDeleteUploadedFilesOnEnd(true);

    Bodies(Predicate<RoutingContext> isUpload) {
        this.isUpload = isUpload;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!isUpload.test(context)) {
            small.handle(context);
            return;
        }
        requireForm(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
        requireRoom(context.request().getHeader(HttpHeaders.CONTENT_LENGTH));
        uploads.handle(context);
    }

    private static void requireForm(String contentType) {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw new HubException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "send multipart/form-data with the file as the part \"file\"");
        }
    }

    /** One that doesn't say its length is refused when it passes the limit. */
    private static void requireRoom(String contentLength) {
        if (contentLength != null && contentLength.length() < 19 && Long.parseLong(contentLength) > MAX_UPLOAD + FORM) {
            throw new HubException(
                    ErrorCode.TOO_LARGE,
                    "a file may have at most 256 MiB; split it by lines, each part with the lines of the types "
                            + "modehub, mode, setup, agent and thinned at its start");
        }
    }

    /** Readable by the hub's own user alone. */
    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("modehub-uploads");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
