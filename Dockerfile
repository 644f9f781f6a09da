# The hub for a container with a PostgreSQL elsewhere. The last stage holds a Java runtime, the jar, its libraries and the C library
# they need, and nothing else: no shell, no compiler, no Node, no database.
FROM node:20-bookworm-slim AS frontend
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend/ ./
RUN npm run build

FROM debian:bookworm-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends openjdk-17-jdk-headless maven postgresql \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# Without sources Maven only fetches what it will need, which stays cached until a pom.xml changes.
COPY .mvn .mvn
COPY pom.xml ./
COPY protocol/pom.xml protocol/
COPY simulator/pom.xml simulator/
COPY standin/pom.xml standin/
COPY frontend/pom.xml frontend/
COPY backend/pom.xml backend/
COPY agent/pom.xml agent/
COPY bench/pom.xml bench/
RUN mvn -q -B -pl backend -am -DskipTests -DskipFrontend -Dspotless.check.skip -P sbom package
COPY protocol/src protocol/src
COPY simulator/src simulator/src
COPY standin/src standin/src
COPY backend/src backend/src
COPY --from=frontend /src/frontend/target/classes frontend/target/classes
RUN mvn -q -B -pl backend -am -DskipTests -DskipFrontend -Dspotless.check.skip -P sbom package \
  && mkdir /app \
  && cp -p backend/target/modehub.jar backend/target/modehub.cdx.json /app/ \
  && cp -rp backend/target/lib /app/lib \
  && rm /app/lib/embedded-postgres-binaries-*.jar
COPY docs/image docs/image
# Render tells the commit by itself; elsewhere: --build-arg COMMIT=$(git rev-parse --short HEAD)
ARG RENDER_GIT_COMMIT=unknown
ARG COMMIT=$RENDER_GIT_COMMIT
# Leaves /java, /app and /image, which holds all else that the last stage needs.
RUN docs/image/assemble "$COMMIT"

FROM scratch
ARG RENDER_GIT_COMMIT=unknown
ARG COMMIT=$RENDER_GIT_COMMIT
LABEL org.opencontainers.image.title="Modehub" \
  org.opencontainers.image.description="Tells what mode you are in, live and afterwards, without recording content" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.revision="$COMMIT"
COPY --from=build /image/ /
COPY --from=build /java/ /java/
COPY --from=build /app/ /app/
USER 10001:10001
WORKDIR /app
ENV HOST=0.0.0.0 PORT=8080 DATA_DIR=/tmp/modehub MALLOC_ARENA_MAX=2
# The one place that is written, so that the rest may be read-only.
VOLUME /tmp
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/java/bin/java", "@/app/options", "-jar", "/app/modehub.jar", "health"]
ENTRYPOINT ["/java/bin/java", "@/app/options", "-jar", "/app/modehub.jar"]
