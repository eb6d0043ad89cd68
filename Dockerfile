# NextRung in a container: docker compose up -d --build (compose.yaml).

FROM node:22-bookworm AS build
WORKDIR /app
COPY . .
# Python, make and a C++ compiler for better-sqlite3 come with this image; `npm ci` builds the program and its page too.
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=3000
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/bin ./bin
COPY --from=build /app/dist ./dist
COPY --from=build /app/knowledge ./knowledge
COPY --from=build /app/models ./models
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: its shell would keep the signal that ends the process.
CMD ["node", "bin/nextrung.js", "start", "--no-open"]
