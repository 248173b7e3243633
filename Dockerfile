# The server, the worker and the command line in one image: which of them runs is the command.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --include=optional
COPY . .
# The sandbox and the tests' tools are for development machines. Node comes with the image, not from the packages.
RUN npm run build \
  && npm prune --omit=dev \
  && rm -rf dist/src/sandbox dist/test node_modules/node-linux-* node_modules/.bin/node

FROM node:24-slim
ENV NODE_ENV=production LATCHKEY_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
EXPOSE 4000
CMD ["node", "dist/src/server.js"]
