import type { Directory } from '../directory.js';
import { bindRequired, unwilling } from '../directory-failures.js';
import type { PendingSearch } from '../session/paged-searches.js';
import type { Session } from '../session/session.js';
import type { Entry } from '../store/entry.js';
import type { Reply, ReplyMessage } from '../wire/reply.js';
import type { LdapMessage, SearchRequest } from '../wire/request.js';
import { resultCode } from '../wire/result-code.js';
import { selectAttributes } from './attribute-selection.js';
import { showEntry } from './entry-reply.js';
import type { EntryView } from './entry-reply.js';
import { compileFilter } from '../filter/filter-compiler.js';
import { findEntry } from './find-entry.js';
import { encodePagedResponse, encodeSortResponse } from './response-controls.js';
import { isRootDseSearch, showRootDse } from './root-dse.js';
import { readSearchControls } from './search-controls.js';
import type { SearchControls } from './search-controls.js';
import { isInSearch, searchReferences } from './search-scope.js';
import { sortMatches } from './sorting.js';

/** Answers a search. */
export function search(directory: Directory, session: Session, message: LdapMessage<SearchRequest>): Reply {
  const { request } = message;
  const controls = readSearchControls(message.controls, directory.supportsServerSideSort);
  if (isRootDseSearch(request))
    return {
      messages: [showRootDse(directory, session, request), { kind: 'result', code: resultCode.success }],
    };
  if (session.signedIn === undefined) throw bindRequired();
  const selection = selectAttributes(request.attributes);
  const view: EntryView = { directory, session, selection, controls, typesOnly: request.typesOnly };
  return controls.paged === undefined ? searchAtOnce(view, request) : searchPage(view, request);
}

function searchAtOnce(view: EntryView, request: SearchRequest): Reply {
  const { mostEntries } = view.directory.queryPolicy;
  const limit = request.sizeLimit === 0 ? mostEntries : Math.min(request.sizeLimit, mostEntries);
  const pending = begin(view, request);
  const messages = takeEntries(view, pending, limit);
  if (pending.next !== undefined)
    messages.push({
      kind: 'result',
      code: resultCode.sizeLimitExceeded,
      diagnostic: `000020EF: SvcErr: DSID-03140594, problem 5003, data 0 (more than ${limit} entries match; ask for pages)`,
    });
  else messages.push(...searchReferences(view.directory, request, view.controls), success(view.controls));
  return { messages };
}

function searchPage(view: EntryView, request: SearchRequest): Reply {
  const { session, controls } = view;
  const { mostEntries } = view.directory.queryPolicy;
  const { size = 0, cookie = Buffer.alloc(0) } = controls.paged ?? {};
  const pending = cookie.length === 0 ? begin(view, request) : session.pagedSearches.take(cookie);
  if (pending === undefined)
    throw unwilling(
      '00000057',
      'the cookie of the paged search was not given to this connection, or was used before',
    );
  const isAbandoned = size <= 0 && cookie.length > 0;
  if (isAbandoned) return { messages: [success(controls, Buffer.alloc(0))] };
  const messages = takeEntries(view, pending, size <= 0 ? mostEntries : Math.min(size, mostEntries));
  if (pending.next === undefined)
    messages.push(...searchReferences(view.directory, request, controls), success(controls, Buffer.alloc(0)));
  else messages.push(success(controls, session.pagedSearches.keep(pending)));
  return { messages };
}

function success({ sort }: SearchControls, cookie?: Buffer): ReplyMessage {
  return {
    kind: 'result',
    code: resultCode.success,
    controls: [
      ...(cookie === undefined ? [] : [encodePagedResponse(cookie)]),
      ...(sort === undefined ? [] : [encodeSortResponse()]),
    ],
  };
}

function begin({ directory, session, controls }: EntryView, request: SearchRequest): PendingSearch {
  const base = findEntry(directory, session, request.base, controls.showsDeleted);
  const found = findMatches(directory, session, request, controls, base);
  const matches = controls.sort === undefined ? found : sortMatches(found, controls.sort);
  return { matches, next: following(matches) };
}

/** Looks at one candidate after another, so that each page costs only its own part of the directory. */
function* findMatches(
  directory: Directory,
  session: Session,
  request: SearchRequest,
  controls: SearchControls,
  base: Entry,
): Generator<Entry> {
  const { access } = session.require();
  const condition = compileFilter({ directory, access }, request.filter);
  const candidates =
    request.scope === 'base' ? [base] : (condition.candidates?.entries ?? directory.tree.entries());
  for (const entry of candidates) {
    if (entry.deleted && !controls.showsDeleted) continue;
    if (condition.matches(entry) !== true) continue;
    if (isInSearch(directory.tree, entry, base, request.scope) && access.mayRead(entry)) yield entry;
  }
}

function takeEntries(view: EntryView, pending: PendingSearch, limit: number): ReplyMessage[] {
  const messages: ReplyMessage[] = [];
  while (pending.next !== undefined && messages.length < limit) {
    messages.push(showEntry(view, pending.next));
    pending.next = following(pending.matches);
  }
  return messages;
}

function following(matches: Iterator<Entry>): Entry | undefined {
  const step = matches.next();
  return step.done === true ? undefined : step.value;
}
