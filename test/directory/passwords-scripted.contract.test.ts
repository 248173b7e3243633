import { describe } from '@jest/globals';
import { describePasswords } from './contract/passwords/password-contract.js';
import { ScriptedStage } from './contract/passwords/scripted-stage.js';

describe('The scripted passwords', () => {
  describePasswords(new ScriptedStage());
});
