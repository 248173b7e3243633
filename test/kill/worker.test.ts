import { describeKilled } from './kill-suite.js';

// A reading dies with the one who reads: it begins again from the start. Whatever was planned and applied stays.
describeKilled({ victim: 'worker', readings: { READING: [2] } });
