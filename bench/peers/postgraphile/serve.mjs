import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';

// PostGraphile over a Latchkey database, set as for production: no GraphiQL, no log of queries. Its pool has the same
// ten connections as ours.
const { DATABASE_URL, PORT } = process.env;
const server = createServer(
  postgraphile(DATABASE_URL, 'public', {
    graphiql: false,
    disableQueryLog: true,
    dynamicJson: true,
    retryOnInitFail: false,
  }),
);
server.listen(Number(PORT), '127.0.0.1');
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
