import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserPool, createBrowserPool } from '../../../src/browser/browser-pool.ts';
import { clockStartingAt, epochMs } from '../../../src/clock.ts';
import type { Site } from '../../../src/domain/site.ts';
import { type CarrierLimits, createBrowserCarrier } from '../../../src/letters/carrier/create-carrier.ts';
import type { RecipeOf } from '../../../src/letters/carrier/recipes.ts';
import type {
  CarrierHooks,
  LetterCarrier,
  LetterTask,
  Persona,
  SubmitIntent,
} from '../../../src/letters/letter-carrier.ts';
import { findBrowser } from '../../../src/run/find-browser.ts';
import { type EvidenceStore, openEvidenceStore } from '../../../src/store/evidence-store.ts';

/** The browser of this machine; null where there is none, and the tests skip. */
const found = findBrowser('auto');
export const executable = found !== null && existsSync(found) ? found : null;

export const PERSONA: Persona = {
  name: '王晓梅',
  phone: '13800001234',
  email: 'wangxm1985@example.com',
  idNumber: '610102198501011234',
  address: '建设路东段88号幸福小区3号楼',
  postcode: '710000',
};

const QUESTION =
  '您好，我想了解一下居民医保参保登记的事情。我上个月刚把户口迁到本地，家里有一位七十岁的老人，想请问现在还能不能参加今年的居民医保，需要带哪些材料，到哪里办理，办理好之后从什么时候开始可以报销，麻烦在方便的时候告诉我，谢谢。';

export const LETTER: LetterTask['letter'] = {
  title: '迁入户口后老人参加居民医保怎样办理登记',
  content: QUESTION,
  variants: [
    {
      title: '老人医保登记如何办',
      content: '请问刚迁入户口的七十岁老人怎样参加居民医保，要带什么材料，到哪里办理，谢谢。',
    },
    {
      title: '户口刚刚迁入本地的七十岁老人参加今年的居民医保应该怎样办理登记以及需要什么材料',
      content: `${QUESTION}${QUESTION}`,
    },
  ],
};

export interface Table {
  carrier: LetterCarrier;
  evidence: EvidenceStore;
  pool: BrowserPool;
  task(site: Pick<Site, 'homeUrl'> & Partial<Site>, more?: Partial<LetterTask>): LetterTask;
  close(): Promise<void>;
}

export interface TableOptions {
  port: number;
  start?: string;
  limits?: Partial<CarrierLimits>;
  recipes?: RecipeOf;
}

/** A carrier with a real browser that reaches one loopback port under every name. */
export async function setTable({
  port,
  start = '2024-06-07T09:00:00+08:00',
  limits,
  recipes,
}: TableOptions): Promise<Table> {
  const clock = clockStartingAt(epochMs(Date.parse(start)));
  const folder = mkdtempSync(path.join(tmpdir(), 'xunjian-carrier-'));
  const pool = await createBrowserPool({
    executable: executable ?? '',
    contexts: 2,
    network: {
      ...{
        resolve: { '*': `127.0.0.1:${port}` },
        allowPrivate: [],
        timeoutMs: 15_000,
        rehearsal: true,
        clock,
      },
      ...{ perHost: { concurrency: 2, minDelayMs: 0 }, perAddress: { concurrency: 8 } },
      ...{ userAgent: 'XunjianTest/1 (+test@example.com)', vantage: 'test' },
    },
  });
  const evidence = openEvidenceStore(folder);
  const carrier = createBrowserCarrier({
    ...{ pool, evidence, clock, zone: 'Asia/Shanghai', vantage: 'test' },
    limits: { deadMs: 2_000, answerMs: 8_000, settleMs: 2_000, ...limits },
    ...(recipes === undefined ? {} : { recipes }),
  });
  let count = 0;
  return {
    ...{ carrier, evidence, pool },
    task: (site, more = {}) => ({
      letterId: `letter-${++count}`,
      site: {
        ...{ siteCode: '6100000001', name: '某某市人民政府', sponsor: '市政府办公室', supervisor: '' },
        ...{ region: '某某市', level: 'city', type: 'portal', sponsorKind: 'organ', ...site },
      },
      ...{ formUrl: null, letter: LETTER, persona: PERSONA, mode: 'live', ...more },
    }),
    async close() {
      await pool.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Hooks that allow everything and note what was allowed. */
export function freeHooks(
  answerCaptcha: CarrierHooks['solveCaptcha'] = async () => null,
): CarrierHooks & { intents: SubmitIntent[] } {
  const intents: SubmitIntent[] = [];
  return {
    intents,
    async beforeSubmit(intent) {
      intents.push(intent);
    },
    solveCaptcha: answerCaptcha,
  };
}

export const NEVER = new AbortController().signal;
