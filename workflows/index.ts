export { changePassword } from './change-password.js';
export { deliverMail } from './deliver-mail.js';
export { requestScheduledSync } from './request-scheduled-sync.js';
export { startOpenRuns } from './start-open-runs.js';
export { syncDomain } from './sync-domain.js';
export { rotateDomain } from './rotate-domain.js';
export { scanDue } from './scan-due.js';
