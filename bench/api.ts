import { createPool } from '../src/database.js';
import { SignInDocument } from '../src/generated/operations.js';
import { ApiClient } from '../src/sandbox/api-client.js';
import { say, step } from '../src/sandbox/demo/console.js';
import { expectDone } from '../src/sandbox/demo/demo-client.js';
import { measureFanOut } from './api/fan-out.js';
import { differentPages } from './api/different-pages.js';
import { firstPage } from './api/list-queries.js';
import { measureList, type ListQuestions } from './api/measure-list.js';
import { readApiBenchOptions, type ApiBenchOptions } from './api/options.js';
import { startPeer } from './api/peer.js';
import { apiReportOf, showApiReport } from './api/report.js';
import { storePeople } from './api/store-people.js';
import { startBenchServices } from './stand/bench-services.js';
import { profiling, startServer } from './stand/latchkey-processes.js';
import { peakMegabytes } from './stand/peak-memory.js';
import { readPlaces, type BenchPlaces } from './stand/places.js';
import { runBench, type BenchRun } from './stand/run-bench.js';

interface ApiStand {
  readonly url: string;
  readonly token: string;
  readonly databaseUrl: string;
  readonly serverPid: number;
}

/** A server process over an empty database. No worker: nobody shall carry out the run that is watched. */
async function startStand(options: ApiBenchOptions, places: BenchPlaces, run: BenchRun): Promise<ApiStand> {
  const services = await startBenchServices(places, run);
  const name = `latchkey_bench_${process.pid}`;
  run.stops.push('the database', () => services.dropDatabase(name));
  const databaseUrl = await services.createDatabase(name);
  const server = await startServer({
    name,
    places,
    databaseUrl,
    temporalAddress: services.temporalAddress,
    environment: {
      // One user watches from everywhere, which is more than one may by default.
      LATCHKEY_SOCKETS_PER_PRINCIPAL: '2000',
      ...(options.profile !== undefined && profiling(options.profile)),
    },
    ...run,
  });
  const { email, password } = server.administrator;
  const { signIn } = await new ApiClient({ url: server.url }).request(SignInDocument, {
    input: { email, password },
  });
  return { url: server.url, databaseUrl, serverPid: server.pid, token: expectDone(signIn).token ?? '' };
}

/** Everybody asks for the first page. */
function first(total: boolean): ListQuestions {
  const { ours, peers } = firstPage(total);
  return { ours: [JSON.stringify({ query: ours })], peers: [JSON.stringify({ query: peers })] };
}

async function measure(run: BenchRun): Promise<string | undefined> {
  const options = readApiBenchOptions(process.argv.slice(2));
  const places = readPlaces(process.env);
  const stand = await startStand(options, places, run);
  const pool = createPool(stand.databaseUrl, 2);
  run.stops.push('connections', () => pool.end());
  const domainId = await step(`${options.people} employees`, () => storePeople(pool, options.people));
  const peer = options.peer
    ? await step('PostGraphile', () => startPeer(stand.databaseUrl, places, run))
    : undefined;
  const sides = {
    ours: {
      pid: stand.serverPid,
      url: `${stand.url}/graphql`,
      headers: { authorization: `Bearer ${stand.token}` },
    },
    peer: peer && { ...peer, headers: {} },
    signal: run.signal,
  };
  say('The first 50 employees by name, with domain accounts and their domain');
  const withoutTotal = await measureList(options, 'without totalCount', first(false), sides);
  const withTotal = await measureList(options, 'with totalCount', first(true), sides);
  const pages = await differentPages(sides);
  const eachAnother = await measureList(options, 'different pages', pages, sides);
  const { subscribers, seconds } = options;
  const request = { ...stand, pool, domainId, subscribers, seconds, signal: run.signal };
  const events = subscribers === 0 ? null : await measureFanOut(request);
  const serverPeakMegabytes = await peakMegabytes(stand.serverPid);
  const peerVersion = peer?.version ?? null;
  const report = apiReportOf({
    options,
    peerVersion,
    withoutTotal,
    withTotal,
    differentPages: eachAnother,
    events,
    serverPeakMegabytes,
  });
  showApiReport(report);
  return options.json ? JSON.stringify(report) : undefined;
}

runBench(measure);
