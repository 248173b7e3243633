import { defineEntity, p } from '@mikro-orm/core';
import { momentColumn } from '../columns.js';
import { Workstation } from './workstation.js';

const WorkstationPresenceSchema = defineEntity({
  name: 'WorkstationPresence',
  tableName: 'workstation_presence',
  properties: {
    workstation: () => p.manyToOne(Workstation).mapToPk().primary().deleteRule('cascade'),
    /** The subscription that holds it. A newer one takes it over; the older one then has nothing left to end. */
    connectionId: p.uuid().unique(),
    /** Renewed by the server that holds the connection; what is older than a lease is gone, whatever became of that server. */
    seenAt: momentColumn(),
    controllerInReach: p.boolean().strictNullable(),
    /** Serials of keys, in order. */
    connectedKeys: p.array(),
  },
});

/** That a workstation is connected now, and what it says about that. */
export class WorkstationPresence extends WorkstationPresenceSchema.class {}
WorkstationPresenceSchema.setClass(WorkstationPresence);
