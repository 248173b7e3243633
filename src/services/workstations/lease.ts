/** How long presence holds without being renewed. With the time until somebody looks it is over within half a minute. */
export const LEASE_SECONDS = 20;

/** In SQL: true while a presence `p` counts. */
export const IS_ONLINE = `p.seen_at > now() - interval '${LEASE_SECONDS} seconds'`;
