import { access } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { findProgram } from '../setup/find-program.mjs';
import { buildWithGo } from './build-with-go.mjs';
import { downloadWithSdk } from './download-with-sdk.mjs';
import { whyUnfit } from './temporal-version.mjs';

const CONNECT_LIMIT_MS = 5_000;

/** The places a Temporal can come from, in the order in which they are asked. */
export function temporalSources({ env, cache, node, root, progress }) {
  const cached = join(cache, 'temporal');
  return [...placesAlreadyThere({ env, cached }), ...waysToGetIt({ cached, node, root, progress })];
}

/** Those that take no time: nothing is fetched or built. */
export function placesAlreadyThere({ env, cached }) {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_CLI_PATH: cliPath } = env;
  return [
    { name: 'TEMPORAL_ADDRESS', demanded: Boolean(address), look: () => lookAtAddress(address) },
    { name: 'TEMPORAL_CLI_PATH', demanded: Boolean(cliPath), look: () => lookAtSetting(cliPath) },
    { name: '"temporal" on PATH', look: () => lookOnPath(env.PATH) },
    { name: `our cache (${cached})`, look: () => lookAtCache(cached) },
  ];
}

function waysToGetIt({ cached, node, root, progress }) {
  return [
    { name: 'download by the Temporal SDK', look: () => downloadWithSdk({ cached, node, root, progress }) },
    { name: 'build by the Go toolchain', look: () => buildWithGo({ cached, progress }) },
  ];
}

async function lookAtAddress(address) {
  if (!address) return { reason: 'not set' };
  const match = /^\[?([^\]/]+)\]?:(\d+)$/.exec(address);
  if (match === null) return { reason: `"${address}" is not host:port` };
  const refusal = await whyUnreachable(match[1], Number(match[2]));
  return refusal === undefined
    ? { found: { address } }
    : { reason: `nothing answers on ${address} (${refusal})` };
}

async function lookAtSetting(cliPath) {
  if (!cliPath) return { reason: 'not set' };
  const reason = await whyUnfit(cliPath);
  return reason === undefined ? { found: { cliPath } } : { reason };
}

async function lookOnPath(path) {
  const cliPath = await findProgram('temporal', path);
  if (cliPath === undefined) return { reason: 'not there' };
  const reason = await whyUnfit(cliPath);
  return reason === undefined ? { found: { cliPath } } : { reason: `${cliPath}: ${reason}` };
}

async function lookAtCache(cached) {
  const isThere = await access(cached).then(
    () => true,
    () => false,
  );
  if (!isThere) return { reason: 'empty' };
  const reason = await whyUnfit(cached);
  return reason === undefined ? { found: { cliPath: cached } } : { reason };
}

function whyUnreachable(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_LIMIT_MS });
    const end = (reason) => {
      socket.destroy();
      resolve(reason);
    };
    socket.once('connect', () => end(undefined));
    socket.once('timeout', () => end('no answer'));
    socket.once('error', (error) => end(error.code ?? error.message));
  });
}
