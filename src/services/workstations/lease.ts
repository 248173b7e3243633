/** How long presence holds without being renewed. With the time until somebody looks it is over within half a minute. */
export const LEASE_SECONDS = 20;

/** In SQL: true while a presence `p` counts. */
export const IS_ONLINE = `p.seen_at > now() - interval '${LEASE_SECONDS} seconds'`;

/**
 * In SQL, of a `from`: the workstations `w` that the key `k` is connected to, whether they are approved or not, each with its
 * presence `p`, online or not. Presences are looked up by the index on serials for each key, and workstations by theirs: the planner,
 * which takes them for a few where nobody has counted them yet, is left no other way.
 */
export const WORKSTATIONS_OF_KEY = `(
    select * from workstation_presence where connected_keys @> array[k.serial] offset 0
  ) p cross join lateral (select * from workstation where id = p.workstation_id offset 0) w`;
