import { jest } from '@jest/globals';

// Jest knows one time limit for all projects of a run; what talks to real services gets three times as much.
jest.setTimeout(180_000);
