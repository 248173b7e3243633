/**
 * In SQL: the presences of workstations that the key `k` is connected to, online or not. Looked up by the index on serials for each
 * key: what the planner takes for fewer rows than there are, where nobody has counted them yet, is not read again and again.
 */
export const PRESENCES_OF_KEY = `(select * from workstation_presence where connected_keys @> array[k.serial] offset 0)`;
