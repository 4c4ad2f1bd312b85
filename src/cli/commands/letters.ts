import type { Register } from '../register.ts';
import { registerLettersDecide } from './letters-decide.ts';
import { registerLettersDesk } from './letters-desk.ts';
import { registerLettersPlan } from './letters-plan.ts';
import { registerLettersRecord } from './letters-record.ts';
import { registerLettersSend } from './letters-send.ts';
import { registerLettersStatus } from './letters-status.ts';
import { registerLettersWatch } from './letters-watch.ts';

export const registerLetters: Register = (program, io, run) => {
  const letters = program
    .command('letters')
    .description('test letters of the quarter: from the form to the category · 互动回应专项检查');
  registerLettersPlan(letters, io, run);
  registerLettersSend(letters, io, run);
  registerLettersWatch(letters, io, run);
  registerLettersStatus(letters, io, run);
  registerLettersDecide(letters, io, run);
  registerLettersRecord(letters, io, run);
  registerLettersDesk(letters, io, run);
};
