import { ascii, type Octets } from '../values/octets.js';
import type { Reply, ReplyAttribute, ReplyEntry, ReplyMessage } from '../wire/reply.js';
import type { Exchange } from '../server/request-interceptor.js';
import { resultCode } from '../wire/result-code.js';
import type { Fault } from './fault.js';
import { hasCookie, isAt } from './place.js';
import { DIAGNOSTIC_MARK } from './reply-faults.js';

const isPeoplePage = (exchange: Exchange, serve: () => Reply): boolean =>
  isAt('FIRST_PAGE', exchange, serve) ||
  isAt('MIDDLE_PAGE', exchange, serve) ||
  isAt('LAST_PAGE', exchange, serve);

/** Sends each first page without anybody on it, though with its cookie, and its people with the page after it. */
export function sendsEmptyPages(): Fault {
  const held = new Map<number, readonly ReplyMessage[]>();
  return {
    what: 'sends an empty page with a cookie',
    concerns: isPeoplePage,
    answer({ connection }, serve) {
      const { messages } = serve();
      const late = held.get(connection);
      held.delete(connection);
      if (late !== undefined) return { messages: [...late, ...messages] };
      if (!hasCookie({ messages })) return { messages };
      held.set(
        connection,
        messages.filter(({ kind }) => kind === 'entry'),
      );
      return { messages: messages.filter(({ kind }) => kind !== 'entry') };
    },
  };
}

/** Sends one empty page with a cookie after another, without end. */
export function sendsEmptyPagesForever(): Fault {
  const pages = new Map<number, Reply>();
  return {
    what: 'sends empty pages with a cookie for ever',
    concerns: (exchange, serve) => pages.has(exchange.connection) || isAt('FIRST_PAGE', exchange, serve),
    answer({ connection }, serve) {
      const first = pages.get(connection) ?? {
        messages: serve().messages.filter(({ kind }) => kind !== 'entry'),
      };
      pages.set(connection, first);
      return first;
    },
  };
}

/** Does not know the cookies it gave. */
export function refusesCookies(): Fault {
  return {
    what: 'refuses its own cookies',
    concerns: (exchange, serve) => isPeoplePage(exchange, serve) && !isAt('FIRST_PAGE', exchange, serve),
    answer: () => ({
      messages: [
        {
          kind: 'result',
          code: resultCode.unwillingToPerform,
          diagnostic: `00000057: LdapErr: ${DIAGNOSTIC_MARK}, comment: Error processing control, data 0`,
        },
      ],
    }),
  };
}

/** The same entries, each changed by this function. */
function withEntries({ messages, ...rest }: Reply, change: (entry: ReplyEntry) => ReplyEntry): Reply {
  return {
    ...rest,
    messages: messages.map((message) => (message.kind === 'entry' ? change(message) : message)),
  };
}

function withAttributes(
  reply: Reply,
  change: (attribute: ReplyAttribute) => readonly ReplyAttribute[],
): Reply {
  return withEntries(reply, (entry) => ({ ...entry, attributes: entry.attributes.flatMap(change) }));
}

/** Leaves out the beginning of each further range of members, as if it had been sent already. */
export function skipsMembers(): Fault {
  return {
    what: 'leaves out a part of the members',
    concerns: (exchange, serve) => isAt('MORE_MEMBERS', exchange, serve),
    answer: (_exchange, serve) =>
      withAttributes(serve(), ({ name, values }) => [
        {
          name: ascii(name.replace(/range=(\d+)-/, (_all, from: string) => `range=${Number(from) + 1}-`)),
          values: values.slice(1),
        },
      ]),
  };
}

/** Answers a question for a further range of members without one. */
export function forgetsMemberRanges(): Fault {
  return {
    what: 'answers without the range of members it was asked for',
    concerns: (exchange, serve) => isAt('MORE_MEMBERS', exchange, serve),
    answer: (_exchange, serve) => withAttributes(serve(), () => []),
  };
}

/** Sends the plain `member` without a value where a range of them should stand beside it. */
export function sendsMembersEmpty(): Fault {
  return {
    what: 'sends an empty list of members',
    concerns: (exchange, serve) => isAt('MEMBERS', exchange, serve),
    answer: (_exchange, serve) => withAttributes(serve(), () => [{ name: ascii('member'), values: [] }]),
  };
}

/** Values by log-on name and attribute; `distinguishedName` is the name of the entry itself. */
export type SentInstead = Readonly<Record<string, Readonly<Record<string, Octets>>>>;

/** Sends other values than it holds of some people, wherever people are read. */
export function sendsInstead(people: SentInstead): Fault {
  return {
    what: 'sends other values than it holds',
    concerns: (exchange, serve) =>
      exchange.message.request.kind === 'search' &&
      serve().messages.some(
        (message) => message.kind === 'entry' && insteadOf(message, people) !== undefined,
      ),
    answer: (_exchange, serve) =>
      withEntries(serve(), (entry) => {
        const instead = insteadOf(entry, people);
        return instead === undefined ? entry : replaced(entry, instead);
      }),
  };
}

function insteadOf({ attributes }: ReplyEntry, people: SentInstead): SentInstead[string] | undefined {
  const login = attributes.find(({ name }) => name === 'sAMAccountName')?.values[0];
  return login === undefined || !Object.hasOwn(people, login) ? undefined : people[login];
}

function replaced(entry: ReplyEntry, { distinguishedName, ...values }: SentInstead[string]): ReplyEntry {
  return {
    ...entry,
    name: distinguishedName ?? entry.name,
    attributes: [
      ...entry.attributes.filter(({ name }) => !Object.hasOwn(values, name)),
      ...Object.entries(values).map(([name, value]) => ({ name: ascii(name), values: [value] })),
    ],
  };
}
