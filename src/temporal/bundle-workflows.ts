import { writeWorkflowBundle } from './workflow-code.js';

/** The last step of a build: see `writeWorkflowBundle`. */
await writeWorkflowBundle();
