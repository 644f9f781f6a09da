# syntax=docker/dockerfile:1
# The hub for a container with a PostgreSQL elsewhere: no compiler, no Node, no embedded database in the image.
FROM node:20-bookworm-slim AS frontend
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend/ ./
RUN npm run build

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml ./
COPY protocol/pom.xml protocol/
COPY simulator/pom.xml simulator/
COPY standin/pom.xml standin/
COPY frontend/pom.xml frontend/
COPY backend/pom.xml backend/
COPY agent/pom.xml agent/
COPY bench/pom.xml bench/
COPY protocol protocol
COPY simulator simulator
COPY standin standin
COPY backend backend
COPY --from=frontend /src/frontend/target/classes frontend/target/classes
RUN --mount=type=cache,target=/root/.m2 \
  mvn -q -B -pl backend -am -DskipTests -DskipFrontend -Dspotless.check.skip package \
  && rm backend/target/lib/embedded-postgres-binaries-*.jar

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin modehub \
  && mkdir /data && chown modehub /data
WORKDIR /app
COPY --from=build /src/backend/target/modehub.jar ./
COPY --from=build /src/backend/target/lib lib
USER modehub
ENV HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-jar", "modehub.jar"]
