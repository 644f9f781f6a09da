package io.modehub.api;

import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.interop.Export;
import io.modehub.interop.ExportFormat;
import io.modehub.interop.Import;
import io.modehub.interop.ImportReport;
import io.modehub.spans.DayFold;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A person's data as a file, out and in. */
final class InteropResource {
    private static final Logger LOG = LoggerFactory.getLogger(InteropResource.class);

    private final Export export;
    private final Import imports;
    private final Clock clock;

    InteropResource(Export export, Import imports, Clock clock) {
        this.export = export;
        this.imports = imports;
        this.clock = clock;
    }

    void export(RoutingContext context) {
        String asked = Requests.query(context, "format");
        ExportFormat format = asked == null ? ExportFormat.NDJSON : ExportFormat.of(asked);
        String name = "modehub-" + DayFold.dayOf(clock.instant()) + "." + format.wire();
        HttpServerResponse response = context.response();
        export.write(Requests.user(context), format, piece -> write(response, format, name, piece))
                .compose(nothing -> response.end())
                .onFailure(failure -> breakOff(context, failure));
    }

    private static Future<Void> write(HttpServerResponse response, ExportFormat format, String name, Buffer piece) {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("Content-Type", format.contentType())
                    .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        }
        return response.write(piece);
    }

    /** Half a file must not look like a whole one. */
    private static void breakOff(RoutingContext context, Throwable failure) {
        if (!context.response().headWritten()) {
            context.fail(failure);
            return;
        }
        LOG.info("an export broke off: {}", failure.toString());
        context.request().connection().close().onFailure(closing -> LOG.debug("closing: {}", closing.toString()));
    }

    void importFile(RoutingContext context) {
        UserId user = Requests.user(context);
        FileUpload upload = context.fileUploads().stream()
                .filter(file -> file.name().equals("file"))
                .findFirst()
                .orElseThrow(() -> HubException.ofField(
                        ErrorCode.INVALID_REQUEST, "file", "is missing: send the file as a part of that name"));
        Requests.answer(
                context,
                200,
                imports.read(user, Path.of(upload.uploadedFileName())).map(ImportReport::json));
    }
}
