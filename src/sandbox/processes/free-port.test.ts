import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { freePort } from './free-port.js';

test('a free port can be listened on', async () => {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  expect(server.address()).toMatchObject({ port });
  server.close();
});

test('a free port is none that is given to whoever asks for any', async () => {
  const given = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      server.close();
      return port;
    }),
  );
  const chosen = await Promise.all(Array.from({ length: 20 }, freePort));
  expect(Math.max(...chosen)).toBeLessThan(Math.min(...given));
});
