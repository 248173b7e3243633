import { defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { MailActivities } from '../src/activities/mail-activities.js';
import { MAIL_RECORDED } from './messages.js';

const mailRecorded = defineSignal(MAIL_RECORDED);

/**
 * A mail server that is down is asked again and again, each minute in the end. After an hour of that the execution gives
 * up and the worker's schedule begins another one: an execution takes a limited number of signals.
 */
const delivery = proxyActivities<MailActivities>({
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: '10 seconds',
  retry: {
    initialInterval: '5 seconds',
    backoffCoefficient: 2,
    maximumInterval: '1 minute',
    maximumAttempts: 60,
  },
});

/** Sends what waits in the outbox, and ends when nothing was recorded meanwhile. */
export async function deliverMail(): Promise<void> {
  let recorded = true;
  setHandler(mailRecorded, () => {
    recorded = true;
  });
  while (recorded) {
    recorded = false;
    await delivery.deliverMail();
  }
}
