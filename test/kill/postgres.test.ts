import { describeKilled } from './kill-suite.js';

describeKilled({ victim: 'postgres', readings: { READING: [2] } });
