import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode, type Answer, type Packet } from 'dns-packet';

/** A DNS server for one test, over UDP on a free loopback port. */
export interface DnsServer {
  /** As a resolver takes it: `127.0.0.1:port`. */
  readonly address: string;
  /** What was asked, type and name, in order. */
  readonly questions: string[];
  close(): Promise<void>;
}

/** What to send back: records, the code of a refusal (`NXDOMAIN`, `SERVFAIL`), bytes as they are, or nothing at all. */
export type DnsReply = readonly Answer[] | string | Buffer | undefined;

const RESPONSE_CODES: Readonly<Record<string, number>> = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };

/** Answers every question with what `reply` gives for its name. */
export async function startDnsServer(reply: (name: string) => DnsReply): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const questions: string[] = [];
  socket.on('message', (message: Buffer, from: RemoteInfo) => {
    const query = decode(message);
    const [question] = query.questions ?? [];
    if (question === undefined) return;
    questions.push(`${question.type} ${question.name}`);
    const given = reply(question.name);
    if (given === undefined) return;
    const bytes = Buffer.isBuffer(given) ? withId(given, query.id ?? 0) : answerTo(query, given);
    socket.send(bytes, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    close: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function answerTo(query: Packet, given: readonly Answer[] | string): Buffer {
  const code = typeof given === 'string' ? (RESPONSE_CODES[given] ?? 0) : 0;
  const answers = typeof given === 'string' ? [] : [...given];
  const { id, questions } = query;
  return encode({
    type: 'response',
    ...(id === undefined ? {} : { id }),
    // Recursion desired and available, and the code in the last four bits (RFC 1035 4.1.1).
    flags: 0x0180 | code,
    ...(questions === undefined ? {} : { questions }),
    answers,
  });
}

function withId(bytes: Buffer, id: number): Buffer {
  const reply = Buffer.from(bytes);
  reply.writeUInt16BE(id, 0);
  return reply;
}

/** An SRV record of a domain's controllers. */
export function srvRecord(
  name: string,
  target: string,
  values: { priority?: number; weight?: number; port?: number } = {},
): Answer {
  return { type: 'SRV', name, ttl: 60, data: { target, port: 389, priority: 0, weight: 100, ...values } };
}
