import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn } from '../columns.js';
import { Workstation } from './workstation.js';

const WorkstationReportSchema = defineEntity({
  name: 'WorkstationReport',
  tableName: 'workstation_report',
  properties: {
    workstation: () => p.manyToOne(Workstation).mapToPk().primary().deleteRule('cascade'),
    /** Given by the workstation. */
    eventId: p.uuid().primary(),
    receivedAt: createdAtColumn(),
  },
});

/** That an event of a workstation has been received. What it said is in the audit. */
export class WorkstationReport extends WorkstationReportSchema.class {}
WorkstationReportSchema.setClass(WorkstationReport);
