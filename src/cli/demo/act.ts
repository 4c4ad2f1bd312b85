import type { DemoStage } from '../../run/demo.ts';
import type { Globals, Io } from '../context.ts';

/** What an act of the demo is given. */
export interface DemoScene {
  stage: DemoStage;
  globals: Globals;
  io: Io;
}

/** What a newcomer should take from an act. */
export interface ActResult {
  /** Shown under the act's title, ready to print. */
  report: string;
  /** For `--json`: one object an act. */
  data: unknown;
  wrong: number;
  missed: number;
}

/**
 * One part of the demo: a scan, the new media, a letter campaign. Acts are played in order on one stage; each says
 * what it found beside the truth.
 */
export interface DemoAct {
  id: string;
  title: { zh: string; en: string };
  play(scene: DemoScene): Promise<ActResult>;
}
