import { describe, it } from 'vitest';
import { SETTINGS } from '../../src/config/settings.ts';
import { EVIDENCE_CLASSES, type EvidenceClass } from '../../src/domain/evidence-class.ts';
import { ORPHAN_DAYS } from '../../src/run/prune.ts';
import { JOBS, type JobName } from '../../src/run/timetable.ts';
import { holdBlock } from './hold-block.ts';

const DOES: Record<JobName, string> = {
  nightly: '`scan`: every site that is due today; goes on with a run that was cut off',
  reach: '`reach`: one availability sample of every site',
  send: '`letters send` of every campaign with letters waiting; on workdays only, and only with `--live` and `letters.enabled`',
  watch: '`letters watch --due` of every campaign',
  accounts: '`accounts check` of the whole registry, where there is one',
};
const HOLDS: Record<EvidenceClass, string> = {
  record:
    'pages and pictures on which a failure of any look rests; whatever letters, accounts, problems and highlights name is kept as long as these',
  page: 'homes, lists, articles and their parts on which nothing rests',
  attempt: 'links, and addresses tried over IPv6',
  orphan: 'files that nobody names: their process died first',
};
const KEPT: Record<EvidenceClass, string> = {
  record: `\`retention.recordDays\` (${SETTINGS['retention.recordDays'].default})`,
  page: `\`retention.pageDays\` (${SETTINGS['retention.pageDays'].default})`,
  attempt: `\`retention.attemptDays\` (${SETTINGS['retention.attemptDays'].default})`,
  orphan: `${ORPHAN_DAYS}`,
};

describe('docs/reference/schedule.md', () => {
  it('lists every job with its key, default and what it does', () => {
    const rows = JOBS.map(
      (job) =>
        `| \`${job}\` | \`schedule.${job}\` | \`${SETTINGS[`schedule.${job}`].default}\` | ${DOES[job]} |`,
    );
    holdBlock(
      'docs/reference/schedule.md',
      'jobs',
      ['| Job | Key | Default | Does |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    );
  });

  it('lists every class of evidence with how long it is kept', () => {
    const rows = EVIDENCE_CLASSES.map((name) => `| \`${name}\` | ${HOLDS[name]} | ${KEPT[name]} |`);
    holdBlock(
      'docs/reference/schedule.md',
      'evidence',
      ['| Class | Holds | Days kept |', '| --- | --- | --- |', ...rows].join('\n'),
    );
  });
});
