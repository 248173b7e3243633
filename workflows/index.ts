export { deliverMail } from './deliver-mail.js';
export { startOpenRuns } from './start-open-runs.js';
export { syncDomain } from './sync-domain.js';
